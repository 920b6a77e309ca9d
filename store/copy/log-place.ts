import type { Event, Mode } from '../../src/core/events.ts';
import type { KeptTexts } from '../kept-value.ts';
import type { Known } from '../postgres/read-stream.ts';
import type { Sealed } from '../take-appends.ts';
import type { Verdict } from '../verification.ts';

/** Where a log is kept. Its functions reject with what the disk, the database or the connection said. */
export interface LogPlace {
  /** As it is named on a command line. */
  readonly name: string;
  /** The mode whose events belong there, as the name has it; null where it has none. */
  readonly mode: Mode | null;
  /** What to do where it holds something else than it should. */
  readonly remedy: string;
  /** What a bot keeps beside it; null where no bot would find it. */
  readonly kept: KeptTexts | null;
  /** Rejects with DataDirLocked or StreamHeld where a bot appends there, with CopyRefused where a log was half copied there. */
  expectWhole(): Promise<void>;
  /** Checks all of it as `npm run verify` does, and changes nothing; a place that may be made holds no events. */
  verify(see: (append: readonly Event[]) => void): Promise<Verdict>;
  /** The whole appends after an event, held to the hash chain once more, with their very lines. */
  read(after: Known): AsyncIterable<Sealed>;
  /** The last event now: what was verified or appended here last is looked for, and read on from. */
  headNow(): Promise<Known>;
  /** Keeps others from appending. Rejects with DataDirLocked or StreamHeld where somebody does. */
  take(): Promise<TakenPlace>;
  /** An error of these functions, in words. */
  say(error: unknown): string;
}

/** A place that nobody else appends to. */
export interface TakenPlace {
  /** Once it is verified: what appends there, whole appends with one sync or one transaction. */
  open(): Promise<(page: Sealed) => Promise<void>>;
  /** Once all is copied: what stands there is a whole log. */
  done(): Promise<void>;
  /** Never rejects. */
  giveBack(): Promise<void>;
}
