import { type Random, shuffled } from '../../src/random.ts';
import { isDeed } from './trace.ts';

/** What the bot is about when it dies; a start after a torn write has one to repair. */
export type Phase = 'first start' | 'start' | 'start after a torn write' | 'betting' | 'taking over';

/** A boundary, and how often it is come to in such a phase. */
export interface Boundary {
  readonly phase: Phase;
  readonly name: string;
  readonly count: number;
}

interface Met {
  readonly name: string;
  readonly occurrence: number;
  readonly part: number;
}

/** After so many milliseconds, or at the boundary before a deed, which it then does when it wakes. */
export interface FallingAsleep {
  readonly ms: number;
  readonly before: string | null;
}

export type Run =
  | (Met & { readonly kind: 'boundary'; readonly phase: Exclude<Phase, 'taking over'> })
  /**
   * Killed while it takes the data folder over from one that is asleep, which wakes before the next one starts, or
   * when that one has started.
   */
  | (Met & { readonly kind: 'takeover'; readonly asleep: FallingAsleep; readonly wakesFirst: boolean })
  /** Killed after so many milliseconds. */
  | { readonly kind: 'moment'; readonly phase: 'start' | 'betting'; readonly ms: number }
  /** Put to sleep for longer than the lock's heartbeat, while a second one starts. */
  | (FallingAsleep & { readonly kind: 'sleep' })
  /** Two start at once. */
  | { readonly kind: 'race' };

export function labelOf(run: Run): string {
  switch (run.kind) {
    case 'boundary':
      return `${run.phase}: ${run.name}`;
    case 'takeover':
      return `taking over: ${run.name}`;
    case 'moment':
      return `${run.phase}: a random moment`;
    case 'sleep':
      return `asleep beyond the heartbeat: ${run.before ?? 'a random moment'}`;
    case 'race':
      return 'two started at once';
  }
}

/** Its label, with all boundaries of one kind of call taken together. */
export function kindOf(run: Run): string {
  if (run.kind === 'boundary') return `${run.phase}: ${run.name.split(' ', 1)[0]}`;
  if (run.kind === 'takeover') return `taking over: ${run.name.split(' ', 1)[0]}`;
  return run.kind === 'sleep' && run.before !== null
    ? 'asleep beyond the heartbeat: a boundary'
    : labelOf(run);
}

/** So many of a hundred runs; the boundaries take the rest. */
const SHARES = { moments: 20, sleeps: 4, races: 3 };

const shareOf = (percent: number, runs: number): number => Math.max(1, Math.round((runs * percent) / 100));

/** Every boundary in turn, then each once more at its next occurrence, and so on; the other kinds of runs among them. */
export function planRuns(boundaries: readonly Boundary[], runs: number, random: Random): readonly Run[] {
  const others: readonly Run[] = [
    ...Array.from(
      { length: shareOf(SHARES.sleeps, runs) },
      (): Run => ({
        kind: 'sleep',
        ...fallingAsleep(boundaries, random),
      }),
    ),
    ...Array.from({ length: shareOf(SHARES.races, runs) }, (): Run => ({ kind: 'race' })),
    ...Array.from({ length: shareOf(SHARES.moments, runs) }, () => momentRun(random)),
  ].slice(0, runs);
  return shuffled([...inTurn(boundaries, runs - others.length, random), ...others], random);
}

function inTurn(boundaries: readonly Boundary[], runs: number, random: Random): readonly Run[] {
  const planned: Run[] = [];
  for (let occurrence = 1; planned.length < runs && boundaries.length > 0; occurrence += 1) {
    for (const { phase, name, count } of shuffled(boundaries, random)) {
      if (planned.length === runs) break;
      const within = ((occurrence - 1) % count) + 1;
      const met = { name, occurrence: within, part: random() };
      planned.push(
        phase === 'taking over'
          ? takeoverRun(met, fallingAsleep(boundaries, random), random)
          : { kind: 'boundary', phase, ...met },
      );
    }
  }
  return planned;
}

const takeoverRun = (met: Met, asleep: FallingAsleep, random: Random): Run => ({
  kind: 'takeover',
  ...met,
  asleep,
  wakesFirst: random() < 0.5,
});

const momentRun = (random: Random): Run =>
  random() < 0.3
    ? { kind: 'moment', phase: 'start', ms: Math.floor(random() * 3_000) }
    : { kind: 'moment', phase: 'betting', ms: Math.floor(random() * 4_000) };

function fallingAsleep(boundaries: readonly Boundary[], random: Random): FallingAsleep {
  const deeds = boundaries.filter(({ phase, name }) => phase === 'betting' && isDeed(name));
  const before = random() < 0.6 ? (deeds[Math.floor(random() * deeds.length)]?.name ?? null) : null;
  return { ms: Math.floor(random() * 4_000), before };
}
