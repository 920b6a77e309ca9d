import type { Event } from '../../src/core/events.ts';
import { type BotProcess, spawnBot } from '../spawn-bot.ts';
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
  hasStarted(events: readonly Event[]): boolean | Promise<boolean>;
  obey(order: Order): void;
  crossed(): readonly Crossing[];
  /** Kills it unless it has ended; resolves when it is gone. */
  kill(): Promise<void>;
  isGone(): boolean;
}

const PRELOAD = 'test/torture/preload.mjs';

/** The built bot, live, which notes in the file `trace` what it comes to. */
export function startVictim(
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
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  // What is typed at one that dies meanwhile is lost, and so is what it is told.
  for (const pipe of [child.stdin, child]) pipe?.on('error', () => undefined);
  return {
    child,
    said,
    ended,
    type,
    hasStarted: (events) => events.some((event) => event.type === 'BOT_STARTED' && event.at >= spawnedAt),
    obey: (later) => {
      if (!isGone()) child.send(later);
    },
    crossed: () => readTrace(trace),
    isGone,
    kill: async () => {
      child.kill('SIGKILL');
      await ended();
    },
  };
}
