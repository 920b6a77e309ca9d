/** A start or an end that the log did not take. */
export class NotRecorded extends Error {
  readonly code = 'NOT_RECORDED';
  /** Whether it may be in the log all the same. */
  readonly mayBeStored: boolean;

  constructor(what: string, mayBeStored: boolean) {
    super(what);
    this.name = 'NotRecorded';
    this.mayBeStored = mayBeStored;
  }
}

/** What a person who quit is told where the end is not known to be recorded, because of `why`: another bot of the log ends by that record. */
export const sayUnrecordedQuit = (why: unknown): string =>
  why instanceof NotRecorded && !why.mayBeStored
    ? 'The end could not be recorded. It stays ended; another bot of the same log does not know of it and goes on: end that one, too.'
    : 'It is not known whether the end was recorded. It stays ended; another bot of the same log may not know of it and go on: see that it has ended, too.';
