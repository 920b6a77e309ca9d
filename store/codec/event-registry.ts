import { z } from 'zod';
import type { Envelope, EventData, EventOf, EventType } from '../../src/core/events.ts';
import { EVENT_DATA_SCHEMAS } from './event-data-schemas.ts';

/** Turns the data of one version into the data of the next. */
export type Upcast = (data: unknown) => unknown;

export interface EventKind<T extends EventType> {
  /** The newest one, which is written; older ones are only read. */
  readonly version: number;
  /** From version 1 to 2, from 2 to 3, and so on up to the newest. */
  readonly upcasts: readonly Upcast[];
  /** An event of this type from data of the newest version; throws a ZodError. */
  assemble(envelope: Envelope, data: unknown): EventOf<T>;
}

export type EventRegistry = { readonly [T in EventType]: EventKind<T> };

/** `upcasts` lead from version 1 up to the newest, so their number gives it. */
export function eventKind<T extends EventType>(
  type: T,
  schema: z.ZodType<EventData[T]>,
  upcasts: readonly Upcast[] = [],
): EventKind<T> {
  const version = upcasts.length + 1;
  // Compiled when the first such event comes, since most starts meet a few types alone.
  let compiled: typeof schema | null = null;
  return {
    version,
    upcasts,
    assemble: ({ seq, last, id, at, actor, cause, hash }, data) => {
      compiled ??= z.compile(schema);
      return { seq, last, id, type, version, at, actor, cause, data: compiled.parse(data), hash };
    },
  };
}

/** Every event type, the version written today and the way up from the older ones. */
export const EVENT_REGISTRY: EventRegistry = {
  BOT_STARTED: eventKind('BOT_STARTED', EVENT_DATA_SCHEMAS.BOT_STARTED),
  BOT_STOPPED: eventKind('BOT_STOPPED', EVENT_DATA_SCHEMAS.BOT_STOPPED),
  BET_REQUESTED: eventKind('BET_REQUESTED', EVENT_DATA_SCHEMAS.BET_REQUESTED),
  BET_PLACED: eventKind('BET_PLACED', EVENT_DATA_SCHEMAS.BET_PLACED),
  BET_REJECTED: eventKind('BET_REJECTED', EVENT_DATA_SCHEMAS.BET_REJECTED),
  BET_WON: eventKind('BET_WON', EVENT_DATA_SCHEMAS.BET_WON),
  BET_LOST: eventKind('BET_LOST', EVENT_DATA_SCHEMAS.BET_LOST),
  BET_VOIDED: eventKind('BET_VOIDED', EVENT_DATA_SCHEMAS.BET_VOIDED),
  BET_FOUND_LATE: eventKind('BET_FOUND_LATE', EVENT_DATA_SCHEMAS.BET_FOUND_LATE),
  RESULT_CORRECTED: eventKind('RESULT_CORRECTED', EVENT_DATA_SCHEMAS.RESULT_CORRECTED),
  TARGET_REACHED: eventKind('TARGET_REACHED', EVENT_DATA_SCHEMAS.TARGET_REACHED),
  SYSTEM_RESET: eventKind('SYSTEM_RESET', EVENT_DATA_SCHEMAS.SYSTEM_RESET),
  ODDS_RANGE_CHANGED: eventKind('ODDS_RANGE_CHANGED', EVENT_DATA_SCHEMAS.ODDS_RANGE_CHANGED),
  FILE_RELOADED: eventKind('FILE_RELOADED', EVENT_DATA_SCHEMAS.FILE_RELOADED),
  SETTINGS_CHANGED: eventKind('SETTINGS_CHANGED', EVENT_DATA_SCHEMAS.SETTINGS_CHANGED),
  LIMITS_CHANGED: eventKind('LIMITS_CHANGED', EVENT_DATA_SCHEMAS.LIMITS_CHANGED),
  BETTING_PAUSED: eventKind('BETTING_PAUSED', EVENT_DATA_SCHEMAS.BETTING_PAUSED),
  BETTING_RESUMED: eventKind('BETTING_RESUMED', EVENT_DATA_SCHEMAS.BETTING_RESUMED),
  MARKETS_SKIPPED: eventKind('MARKETS_SKIPPED', EVENT_DATA_SCHEMAS.MARKETS_SKIPPED),
  SKIP_ENDED: eventKind('SKIP_ENDED', EVENT_DATA_SCHEMAS.SKIP_ENDED),
  BOOKS_CHECKED: eventKind('BOOKS_CHECKED', EVENT_DATA_SCHEMAS.BOOKS_CHECKED),
  NOTICES_CHANGED: eventKind('NOTICES_CHANGED', EVENT_DATA_SCHEMAS.NOTICES_CHANGED),
  LIVE_ARMED: eventKind('LIVE_ARMED', EVENT_DATA_SCHEMAS.LIVE_ARMED),
  LIVE_DISARMED: eventKind('LIVE_DISARMED', EVENT_DATA_SCHEMAS.LIVE_DISARMED),
};
