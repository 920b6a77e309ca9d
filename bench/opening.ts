import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { eventFilePath } from '../store/event-file/layout.ts';
import { median } from './measure.ts';
import { sampleFacts, writeEventFile } from './sample-file.ts';
import { lifeFacts } from './sample-life.ts';

const CHILD = fileURLToPath(new URL('./open-child.ts', import.meta.url));

const answerSchema = z.object({ events: z.int(), ms: z.number(), cpuMs: z.number(), peakMb: z.number() });

/** In the order in which they are run: the warm start takes up what the folded one before it left. */
const WAYS = {
  parsed: 'JSON.parse of the whole file, unchecked',
  checked: 'check every event',
  folded: 'check every event and fold it',
  warm: 'take up the checkpoint, check and fold the rest',
  warmAndChecked: 'the same, and wait for the check behind',
} as const;

type Way = keyof typeof WAYS;

export interface OpeningResult {
  readonly log: string;
  readonly how: string;
  readonly events: number;
  /** Medians over the rounds; of the processor all threads together. */
  readonly ms: number;
  readonly cpuMs: number;
  /** The most that the process held, Node's own included. */
  readonly peakMb: number;
  /** Of the time, and of the processor's time, against JSON.parse. */
  readonly ratio: number;
  readonly cpuRatio: number;
}

type Answer = z.output<typeof answerSchema>;

/** A life has longer events; as many as make the same file. */
const LIFE_SHARE = 0.59;

/** Opening a DATA_DIR against parsing the same bytes at once; a process each, way by way in every round. */
export async function benchOpening(dir: string, events: number, rounds: number): Promise<OpeningResult[]> {
  const logs = {
    'one event again and again': sampleFacts(events),
    'a life of bets': lifeFacts(Math.round(events * LIFE_SHARE)),
  };
  const results: OpeningResult[] = [];
  for (const [index, [log, facts]] of Object.entries(logs).entries()) {
    const data = join(dir, `open-${index}`);
    mkdirSync(data);
    writeEventFile(eventFilePath(data, 'demo'), facts);
    results.push(...(await benchLog(log, data, rounds)));
  }
  return results;
}

async function benchLog(log: string, dir: string, rounds: number): Promise<OpeningResult[]> {
  const ways = Object.keys(WAYS) as Way[];
  // The first opening writes the head file, which the others find.
  await openInChild(dir, 'checked');
  const runs = new Map<Way, Answer[]>(ways.map((way) => [way, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const way of ways) runs.get(way)?.push(await openInChild(dir, way));
  const middle = (way: Way, of: (answer: Answer) => number): number => median((runs.get(way) ?? []).map(of));
  return ways.map((way) => {
    const ms = middle(way, (answer) => answer.ms);
    const cpuMs = middle(way, (answer) => answer.cpuMs);
    return {
      log,
      how: WAYS[way],
      events: runs.get(way)?.[0]?.events ?? 0,
      ms,
      cpuMs,
      peakMb: middle(way, (answer) => answer.peakMb),
      ratio: ms / middle('parsed', (answer) => answer.ms),
      cpuRatio: cpuMs / middle('parsed', (answer) => answer.cpuMs),
    };
  });
}

/** The built store, as the bot runs it. */
async function openInChild(dir: string, how: Way): Promise<Answer> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', CHILD, dir, how]);
  return answerSchema.parse(JSON.parse(stdout));
}
