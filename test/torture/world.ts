import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../src/core/events.ts';
import { eventFilePath } from '../../store/event-file/layout.ts';
import { verify } from '../../store/verification.ts';
import type { ExchangeControl } from '../exchange-control.ts';
import { readEventFile } from '../spawn-bot.ts';
import { openBettingPlace } from './betting-place.ts';
import { type Order, startVictim, type Victim } from './victim.ts';

/** What drives bots and judges what they did. */
export interface Bets {
  readonly folder: string;
  readonly exchange: ExchangeControl;
  /** As last seen whole. */
  events(): readonly Event[];
  /** As they are now; null where a file is read in the middle of a write, or has a torn end, and is no JSON. */
  eventsNow(): readonly Event[] | null;
  /** What is wrong with what was written, when it has come to rest; null where nothing is. */
  fault(): Promise<string | null>;
  /** Ends all processes; the folder is removed unless it is kept for a look. */
  close(keep: boolean): Promise<void>;
}

/** One exchange and the one data folder whose bots bet there. */
export interface World extends Bets {
  readonly eventFile: string;
  /** Starts a bot, which may be told to die in its start. */
  start(order?: Order): Victim;
}

export async function openWorld(root: string): Promise<World> {
  const victims: Victim[] = [];
  const place = await openBettingPlace(root, () => {
    for (const { child } of victims) child.kill('SIGKILL');
  });
  const { folder, exchange, env } = place;
  const dir = join(folder, 'data');
  const eventFile = eventFilePath(dir, 'live');
  mkdirSync(dir);
  let known: readonly Event[] = [];
  const eventsNow = () => {
    const events = readEventFile(dir, 'live');
    return events.length > 0 ? events : null;
  };
  return {
    folder,
    eventFile,
    exchange,
    events: () => {
      known = eventsNow() ?? known;
      return known;
    },
    eventsNow,
    fault: () => faultOfFile(eventFile),
    start: (order) => {
      const victim = startVictim(dir, join(folder, `trace.${victims.length + 1}.txt`), env, order);
      victims.push(victim);
      return victim;
    },
    close: async (keep) => {
      await Promise.all(victims.map((victim) => victim.kill()));
      await place.close(keep);
    },
  };
}

/** What a check of the whole file finds wrong, or doubtful; null where nothing is. */
export async function faultOfFile(eventFile: string): Promise<string | null> {
  const { exitCode, err } = await verify([eventFile]);
  return exitCode === 0 && err.length === 0 ? null : err.join('\n');
}
