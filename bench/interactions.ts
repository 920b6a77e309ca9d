import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventFilePath } from '../store/event-file/layout.ts';
import { type Standin, startStandin } from '../test/discord-standin/standin.ts';
import { atDiscord } from './at-discord.ts';
import { percentile } from './measure.ts';
import { writeEventFile } from './sample-file.ts';
import { lifeFacts } from './sample-life.ts';

interface Look {
  readonly command: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Whether its picture is waited for, and not only the first answer. */
  readonly pictured?: boolean;
}

const STATUS: Look = { command: 'status' };
const PICTURE: Look = { command: 'chart', options: { kind: 'equity' }, pictured: true };

/** As an operator asks for them. */
const LOOKS: readonly Look[] = [
  STATUS,
  ...['bet', 'history', 'stats', 'cycles', 'why', 'limits', 'performance'].map((command) => ({ command })),
  PICTURE,
];

const PONG = fileURLToPath(new URL('./pong.ts', import.meta.url));
const READY_WITHIN_MS = 300_000;
const ANSWERED_WITHIN_MS = 60_000;

export interface InteractionResult {
  readonly bot: string;
  readonly command: string;
  readonly inFlight: number;
  readonly answered: number;
  /** Later than the three seconds that Discord allows. */
  readonly failed: number;
  /** From the gateway's word to the bot's first answer, or to its picture. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of p50, against discord.js alone with as many in flight, a picture against a picture. */
  readonly ratio: number;
}

interface Wanted {
  /** A folder to work in. */
  readonly dir: string;
  /** The DATA_DIR of a demo with a long log, and how many events that has. */
  readonly lived: string;
  readonly events: number;
  readonly asked: number;
}

/** From an interaction to its answer: of the built bot over a long log, over a new one, and of discord.js alone. */
export async function benchInteractions({ dir, lived, events, asked }: Wanted): Promise<InteractionResult[]> {
  const alone = await withBot(pong, (standin) =>
    measure('discord.js alone', standin, [STATUS, PICTURE], asked),
  );
  const over = (data: string, name: string) =>
    withBot(
      (standin) => rollover(standin, data),
      (standin) => measure(name, standin, LOOKS, asked),
    );
  const all = [
    ...alone,
    ...(await over(shortLife(dir), 'this bot, 10 events')),
    ...(await over(lived, `this bot, ${events.toLocaleString('en')} events`)),
  ];
  const base = ({ inFlight, command }: InteractionResult): number => {
    const like = command === PICTURE.command ? PICTURE.command : STATUS.command;
    const found = alone.find((result) => result.inFlight === inFlight && result.command === like);
    return found?.p50Ms ?? Number.NaN;
  };
  return all.map((result) => ({ ...result, ratio: result.p50Ms / base(result) }));
}

function shortLife(dir: string): string {
  const data = join(dir, 'short');
  mkdirSync(data);
  writeEventFile(eventFilePath(data, 'demo'), lifeFacts(10));
  return data;
}

async function withBot<T>(
  start: (standin: Standin) => ChildProcess,
  work: (standin: Standin) => Promise<T>,
): Promise<T> {
  const standin = await startStandin();
  const bot = start(standin);
  try {
    await atDiscord(standin, READY_WITHIN_MS);
    return await work(standin);
  } finally {
    bot.kill('SIGKILL');
    await once(bot, 'exit');
    await standin.close();
  }
}

const pong = ({ env }: Standin): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', PONG], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

const rollover = ({ env }: Standin, data: string): ChildProcess =>
  spawn(process.execPath, [resolve('dist/src/main.js')], {
    env: { ...process.env, ...env, DATA_DIR: data, DASHBOARD_PORT: '0' },
    stdio: 'ignore',
  });

async function measure(
  bot: string,
  standin: Standin,
  looks: readonly Look[],
  asked: number,
): Promise<InteractionResult[]> {
  const results: InteractionResult[] = [];
  for (const inFlight of [1, 200])
    for (const look of looks) {
      const { took, failed } = await ask(standin, look, inFlight === 1 ? asked / 10 : asked, inFlight);
      const [p50Ms, p99Ms] = [percentile(took, 50), percentile(took, 99)];
      results.push({
        bot,
        command: look.command,
        inFlight,
        answered: took.length,
        failed,
        p50Ms,
        p99Ms,
        ratio: Number.NaN,
      });
    }
  return results;
}

/** Keeps so many interactions in flight until enough were answered; milliseconds each. */
async function ask(standin: Standin, look: Look, asked: number, inFlight: number) {
  const { command, options = {}, pictured = false } = look;
  const took: number[] = [];
  let failed = 0;
  let left = asked;
  const person = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const began = performance.now();
      const given = standin.command('owner', command, options);
      const answered = pictured ? given.response(ANSWERED_WITHIN_MS) : given.acknowledged(ANSWERED_WITHIN_MS);
      await answered.then(
        () => took.push(performance.now() - began),
        () => ++failed,
      );
    }
  };
  await Promise.all(Array.from({ length: inFlight }, person));
  return { took, failed };
}
