import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../src/core/events.ts';
import { eventFilePath } from '../../store/event-file/layout.ts';
import { controlOf, type ExchangeControl } from '../exchange-control.ts';
import { type BotProcess, readEventFile, spawnBot } from '../spawn-bot.ts';
import { spawnExchange } from '../spawn-exchange.ts';
import { type Crossing, readTrace } from './trace.ts';

/** The signal at the n-th crossing of a boundary from now, a torn write having let this part (0 to 1) through. */
export interface Order {
  readonly boundary: string;
  readonly occurrence: number;
  readonly part: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

export interface Victim extends Pick<BotProcess, 'child' | 'said' | 'ended' | 'type'> {
  /** Whether its start is in the log, and all that a start repairs and finds out is done. */
  hasStarted(events: readonly Event[]): boolean;
  obey(order: Order): void;
  crossed(): readonly Crossing[];
  /** Kills it unless it has ended; resolves when it is gone. */
  kill(): Promise<void>;
  isGone(): boolean;
}

/** One exchange and the one data folder whose bots bet there. */
export interface World {
  readonly folder: string;
  readonly eventFile: string;
  readonly exchange: ExchangeControl;
  /** As last seen whole. */
  events(): readonly Event[];
  /** As they are now; null where the file is read in the middle of a write, or has a torn end, and is no JSON. */
  eventsNow(): readonly Event[] | null;
  /** Starts a bot, which may be told to die in its start. */
  start(order?: Order): Victim;
  /** Ends all processes; the folder is removed unless it is kept for a look. */
  close(keep: boolean): Promise<void>;
}

const CONFIG = {
  betting: { initial_stake: 2, target_amount: 8, min_odds: 1.8, max_odds: 4 },
  market_selection: { polling_interval_seconds: 1 },
  result_checking: { check_interval_minutes: 1 / 60, unknown_order_wait_seconds: 2 },
  system: { dry_run: false },
};

/** Waiting for results is not what is tested here. */
const SETTLED_AFTER_MS = 200;

const PRELOAD = 'test/torture/preload.mjs';

/** Generated football at 600 times the speed of life, and no bot yet. */
export async function openWorld(root: string): Promise<World> {
  const folder = mkdtempSync(join(root, 'world-'));
  const dir = join(folder, 'data');
  const config = join(folder, 'config.json');
  mkdirSync(dir);
  writeFileSync(config, JSON.stringify(CONFIG));
  const server = spawnExchange(['--speed', '600', '--dir', join(folder, 'exchange')]);
  const victims: Victim[] = [];
  // Neither the exchange nor a bot that is asleep dies with its parent.
  const killAll = () => {
    for (const { child } of [server, ...victims]) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  const { env, control } = await server.up;
  const exchange = controlOf(control);
  await exchange.settleAfter(SETTLED_AFTER_MS);
  let known: readonly Event[] = [];
  const eventsNow = () => {
    const events = readEventFile(dir, 'live');
    return events.length > 0 ? events : null;
  };
  return {
    folder,
    eventFile: eventFilePath(dir, 'live'),
    exchange,
    events: () => {
      known = eventsNow() ?? known;
      return known;
    },
    eventsNow,
    start: (order) => {
      const trace = join(folder, `trace.${victims.length + 1}.txt`);
      const victim = startVictim(dir, trace, { ...env, CONFIG_FILE: config }, order);
      victims.push(victim);
      return victim;
    },
    close: async (keep) => {
      await Promise.all(victims.map((victim) => victim.kill()));
      server.child.kill('SIGTERM');
      await server.ended;
      process.off('exit', killAll);
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startVictim(
  dir: string,
  trace: string,
  env: Readonly<Record<string, string>>,
  order?: Order,
): Victim {
  const spawnedAt = new Date().toISOString();
  const { child, said, ended, type } = spawnBot({
    dir,
    mode: 'live',
    flags: ['--console'],
    preload: PRELOAD,
    env: {
      ...env,
      TORTURE_TRACE: trace,
      ...(order !== undefined && { TORTURE_ORDER: JSON.stringify(order) }),
    },
  });
  // What is typed at one that dies meanwhile is lost, and so is what it is told.
  for (const pipe of [child.stdin, child]) pipe?.on('error', () => undefined);
  return {
    child,
    said,
    ended,
    type,
    hasStarted: (events) => events.some((event) => event.type === 'BOT_STARTED' && event.at >= spawnedAt),
    obey: (later) => void child.send(later),
    crossed: () => readTrace(trace),
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      child.kill('SIGKILL');
      await ended();
    },
  };
}
