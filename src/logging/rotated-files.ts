import { join } from 'node:path';
import { format } from 'winston';
import DailyRotateFile from 'winston-daily-rotate-file';
import type { Logger } from './logger.ts';

const LARGEST = '10m';
/** With a new file each day and at 10 MB: at most a month and 300 MB. */
const MOST_FILES = 30;
/** After the disk refused, how long before it is tried again. */
const RETRY_AFTER_MS = 30_000;

const asJson = format.printf(({ at, level, message, facts }) =>
  JSON.stringify({ at, level, message, facts }),
);

/** What the logger offers. */
interface Around {
  add(transport: DailyRotateFile): void;
  remove(transport: DailyRotateFile): void;
  say(level: keyof Logger, message: string, facts?: Record<string, unknown>): void;
}

/**
 * Keeps the files open while the disk takes them, and tries again half a minute after it did not.
 * `tend` is called before each line; `fail` with what a write threw.
 */
export function keepFiles(dir: string, now: () => number, { add, remove, say }: Around) {
  let open: DailyRotateFile | null = null;
  /** When the disk last refused, or was last tried again; null while all is well. */
  let doubtedAt: number | null = null;
  let closed = false;
  const fail = (error: unknown) => {
    const first = doubtedAt === null;
    doubtedAt = now();
    if (open) remove(open);
    open = null;
    const facts = { folder: dir, error };
    if (first && !closed) say('error', 'Log files cannot be written; logs go to standard error only', facts);
  };
  const reopen = () => {
    try {
      const transport = openRotatedFiles(dir, (error) => open === transport && fail(error));
      open = transport;
      if (doubtedAt !== null) doubtedAt = now();
      add(transport);
    } catch (error) {
      fail(error);
    }
  };
  const tend = () => {
    if (closed || (doubtedAt !== null && now() - doubtedAt < RETRY_AFTER_MS)) return;
    if (!open) return reopen();
    if (doubtedAt !== null) say('info', 'Log files are written again', { folder: dir });
    doubtedAt = null;
  };
  const close = async () => {
    closed = true;
    if (open) await flush(open);
  };
  return { tend, fail, close };
}

/**
 * A transport that writes `rollover-<day>.log` into the folder, a new one each UTC day and at 10 MB,
 * and removes the oldest beyond 30. Throws where the folder cannot be made; `onFail` is told when the
 * disk refuses a line, after which the transport is of no more use.
 */
function openRotatedFiles(dir: string, onFail: (error: Error) => void): DailyRotateFile {
  const transport = new DailyRotateFile({
    dirname: dir,
    filename: 'rollover-%DATE%',
    extension: '.log',
    datePattern: 'YYYY-MM-DD',
    utc: true,
    maxSize: LARGEST,
    maxFiles: MOST_FILES,
    auditFile: join(dir, '.rotation.json'),
    format: asJson,
  });
  transport.logStream.on('error', onFail);
  return transport;
}

/** Resolves when all that was written has left for the disk, or after two seconds. */
function flush(transport: DailyRotateFile): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(resolve, 2_000);
    const done = () => {
      clearTimeout(giveUp);
      resolve();
    };
    transport.logStream.on('finish', done).on('error', done);
    transport.close?.();
  });
}
