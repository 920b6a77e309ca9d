import { DataDirUnusable } from '../data-dir-unusable.ts';
import { EventFileRefused } from '../event-file/event-file-refused.ts';
import type { Head } from '../event-log.ts';
import { DataDirLocked } from '../lock/data-dir-locked.ts';
import { type Known, StreamBroken } from '../postgres/read-stream.ts';
import { CopyRefused } from '../postgres/stream-refused.ts';
import type { Sealed } from '../take-appends.ts';
import type { LogPlace } from './log-place.ts';
import { StreamHeld } from './stream-held.ts';

/** A disk or a database refused, or was lost. */
class CopyFailed extends Error {
  readonly code = 'COPY_FAILED';
  /** Where, and what it said. */
  readonly what: string;

  constructor(what: string, outcome: string, options: ErrorOptions) {
    super(`${what}. ${outcome}`, options);
    this.name = 'CopyFailed';
    this.what = what;
  }
}

/** They say themselves where, and what to do. */
const SPEAKING = [
  CopyRefused,
  DataDirLocked,
  DataDirUnusable,
  EventFileRefused,
  StreamBroken,
  StreamHeld,
] as const;

/** An error of a place as a CopyFailed, in words. */
export async function inWords<T>(place: LogPlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw worded(place, error);
  }
}

/** What is read there; its errors in words. */
export async function* reading(place: LogPlace, after: Known): AsyncGenerator<Sealed> {
  try {
    yield* place.read(after);
  } catch (error) {
    throw worded(place, error);
  }
}

function worded(place: LogPlace, cause: unknown): unknown {
  if (SPEAKING.some((kind) => cause instanceof kind)) return cause;
  return new CopyFailed(`${place.name}: ${place.say(cause)}`, 'Nothing was copied.', { cause });
}

/** Says how far a copying came that ended before the end; an error that is none of a disk or a database stays as it is. */
export function brokenOff(reached: Head, wanted: Head, cause: unknown): unknown {
  if (!(cause instanceof CopyFailed)) return cause;
  return new CopyFailed(
    `The copying broke off after event ${reached.seq} of ${wanted.seq}: ${cause.what}`,
    'What was copied stays: the same call goes on from there.',
    { cause },
  );
}
