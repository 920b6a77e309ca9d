import { megabytes, SPARSE } from '../disk-space.ts';
import type { Trouble } from './trouble.ts';

/** What one look at the process and its machine saw; all times in milliseconds. */
export interface Reading {
  /** Wall clock. */
  readonly now: number;
  /** A clock that nobody sets. */
  readonly monotonic: number;
  /** The longest that the event loop was held up since the look before. */
  readonly longestStall: number;
  /** Bytes that are free where the data folder is; null where that cannot be told. */
  readonly free: number | null;
  /** Wall clock at which the certificate of the login ends; null where there is none. */
  readonly certificateEnds: number | null;
}

/** Commands, heartbeats and prices are late by then. */
const LONG_STALL = 5_000;
/** Far more than NTP corrects at once. */
const JUMP = 30_000;
const DAY = 86_400_000;
/** A new one must be made, uploaded and put in place, perhaps by somebody who is away. */
export const CERTIFICATE_SOON = 30 * DAY;

/** What is wrong by this look, given the one before. */
export function judge(before: Reading | null, reading: Reading): readonly Trouble[] {
  return [
    stalled(reading.longestStall),
    before === null ? null : jumped(before, reading),
    full(reading.free),
    ending(reading.certificateEnds, reading.now),
  ].filter((trouble) => trouble !== null);
}

const stalled = (longest: number): Trouble | null =>
  longest < LONG_STALL
    ? null
    : {
        key: 'loop',
        title: `The bot stood still for ${seconds(longest)}`,
        text: 'Nothing was answered or sent meanwhile. Look for what else this machine does, or whether its memory is short.',
      };

function jumped(before: Reading, { now, monotonic }: Reading): Trouble | null {
  const jump = now - before.now - (monotonic - before.monotonic);
  if (Math.abs(jump) < JUMP) return null;
  const how = jump > 0 ? 'forward, or the machine slept' : 'back';
  return {
    key: 'clock',
    title: `This machine's clock jumped ${seconds(Math.abs(jump))} ${how}`,
    text: 'Start times and the limits of a day are judged by it: check it, and keep it right with NTP.',
  };
}

const full = (free: number | null): Trouble | null =>
  free === null || free >= SPARSE
    ? null
    : {
        key: 'disk',
        title: `The disk is nearly full: ${megabytes(free)} are free`,
        text: 'Nothing is bet once an event finds no room. Make some, or move the data folder.',
      };

function ending(ends: number | null, now: number): Trouble | null {
  if (ends === null || ends - now >= CERTIFICATE_SOON) return null;
  const on = new Date(ends).toISOString().slice(0, 10);
  return {
    key: 'certificate',
    title: `The certificate of the login at Betfair ${ends > now ? 'ends' : 'ended'} on ${on}`,
    text: 'Make a new one, link it to the account, put it in place and start the bot again.',
  };
}

const seconds = (ms: number): string => `${Math.round(ms / 1_000).toLocaleString('en')} s`;
