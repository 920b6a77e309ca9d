import { readFileSync } from 'node:fs';

/** The middle one of the figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** The figure that so many of a hundred do not exceed. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** How a run of appends went; `onDisk` was read back from the file afterwards. */
export interface Run {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly acknowledged: number;
  readonly onDisk: number;
}

/** Appends one at a time, up to a number or a time, and then counts what the file really has. */
export async function timeAppends(
  limit: { readonly appends: number; readonly ms: number },
  append: () => Promise<void> | void,
  countOnDisk: () => Promise<number> | number,
): Promise<Run> {
  const took: number[] = [];
  const began = performance.now();
  while (took.length < limit.appends && (took.length === 0 || performance.now() - began < limit.ms)) {
    const start = performance.now();
    await append();
    took.push(performance.now() - start);
  }
  const perSecond = (took.length / (performance.now() - began)) * 1_000;
  return { perSecond, p50Ms: median(took), acknowledged: took.length, onDisk: await countOnDisk() };
}

/** The most memory that this process had, in kB, where /proc tells: what getrusage(2) says includes the parent's. */
export function peakKb(): number {
  const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(peak);
}
