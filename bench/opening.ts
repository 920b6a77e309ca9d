import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { median } from './measure.ts';

const CHILD = fileURLToPath(new URL('./open-child.ts', import.meta.url));

const answerSchema = z.object({ events: z.int(), ms: z.number(), peakMb: z.number() });

const WAYS = {
  replayed: 'check and hand over every event in one go',
  read: 'check every event, then read them all',
  parsed: 'JSON.parse of the whole file, unchecked',
} as const;

export interface OpeningResult {
  readonly how: string;
  readonly events: number;
  /** Medians over the rounds; the memory is the growth of the process's peak. */
  readonly ms: number;
  readonly peakMb: number;
  /** Of the time against JSON.parse. */
  readonly ratio: number;
}

type Answer = z.output<typeof answerSchema>;

/** Opening a DATA_DIR and reading every event, against parsing the same bytes at once; a process each. */
export async function benchOpening(dir: string, rounds: number): Promise<OpeningResult[]> {
  const runs: Record<keyof typeof WAYS, Answer[]> = { replayed: [], read: [], parsed: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.replayed.push(await openInChild(dir, 'replayed'));
    runs.read.push(await openInChild(dir, 'read'));
    runs.parsed.push(await openInChild(dir, 'parsed'));
  }
  const msOf = (answers: readonly Answer[]): number => median(answers.map(({ ms }) => ms));
  return (['replayed', 'read', 'parsed'] as const).map((way) => ({
    how: WAYS[way],
    events: runs[way][0]?.events ?? 0,
    ms: msOf(runs[way]),
    peakMb: median(runs[way].map(({ peakMb }) => peakMb)),
    ratio: msOf(runs[way]) / msOf(runs.parsed),
  }));
}

async function openInChild(dir: string, how: keyof typeof WAYS): Promise<Answer> {
  const args = ['--import', 'tsx', CHILD, dir, how];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return answerSchema.parse(JSON.parse(stdout));
}
