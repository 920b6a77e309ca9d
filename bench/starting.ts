import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventFilePath } from '../store/event-file/layout.ts';
import { startStandin } from '../test/discord-standin/standin.ts';
import { atDiscord } from './at-discord.ts';
import { importLibraries } from './import-libraries.ts';
import { median } from './measure.ts';
import { writeEventFile } from './sample-file.ts';
import { lifeFacts } from './sample-life.ts';
import { spawnBot } from './spawn-bot.ts';

const EVENTS = 10_000;
const READY_WITHIN_MS = 60_000;

export interface StartResult {
  readonly what: string;
  /** Median over the rounds, from the start of the process. */
  readonly ms: number;
  /** Against a process that only imports the libraries. */
  readonly ratio: number;
}

/** From the start of the built bot in demo, over a log of 10,000 events, until it is ready. */
export async function benchStarts(dir: string, rounds: number): Promise<StartResult[]> {
  const dataDir = join(dir, 'started');
  mkdirSync(dataDir);
  writeEventFile(eventFilePath(dataDir, 'demo'), lifeFacts(EVENTS));
  const standin = await startStandin();
  const took = { imports: [] as number[], alone: [] as number[], first: [] as number[], all: [] as number[] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      took.imports.push((await importLibraries()).ms);
      const alone = await spawnBot({ dataDir });
      took.alone.push(alone.answeredMs);
      await alone.stop();
      const bot = await spawnBot({ dataDir, env: standin.env });
      const since = performance.now();
      await atDiscord(standin, READY_WITHIN_MS);
      took.first.push(bot.answeredMs);
      took.all.push(bot.answeredMs + performance.now() - since);
      await bot.stop();
    }
  } finally {
    await standin.close();
  }
  const base = median(took.imports);
  const result = (what: string, times: readonly number[]): StartResult => ({
    what,
    ms: median(times),
    ratio: median(times) / base,
  });
  return [
    result('importing the libraries alone', took.imports),
    result('first answer, without Discord', took.alone),
    result('first answer, with Discord', took.first),
    result('all surfaces up, Discord as well', took.all),
  ];
}
