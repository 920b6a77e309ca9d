import { closeSync, existsSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import { MODES } from '../../src/core/events.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { sayFileError } from '../../src/say-file-error.ts';
import { copyMark, sayHalfCopied } from '../copy-mark.ts';
import { unusableIfRefused } from '../data-dir-unusable.ts';
import { realDisk } from '../event-file/disk.ts';
import { inspectEventFile } from '../event-file/inspection.ts';
import { eventFilePath, headFilePath, type Position, START } from '../event-file/layout.ts';
import { leaveAllToSleeper } from '../event-file/leave-to-sleeper.ts';
import { openEventFile } from '../event-file/open-event-file.ts';
import { readPages } from '../event-file/scan.ts';
import { keptInFolder } from '../kept-value.ts';
import { type DataDirLock, lockDataDir } from '../lock/data-dir-lock.ts';
import { DataDirLocked } from '../lock/data-dir-locked.ts';
import { lookAtLock } from '../lock/look-at-lock.ts';
import { makeFolder } from '../make-folder.ts';
import { positionIndex } from '../position-index.ts';
import { CopyRefused } from '../postgres/stream-refused.ts';
import { sayHead, verifyFile } from '../verification.ts';
import type { LogPlace, TakenPlace } from './log-place.ts';

interface FileParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** An event file, in the DATA_DIR of a bot or anywhere else. */
export function filePlace(path: string, { clock, logger }: FileParts): LogPlace {
  const dir = dirname(path);
  const mode = modeOf(path);
  const mark = mode === null ? null : copyMark(dir, mode);
  /** Of what was verified or appended last. */
  let reached: Position = START;

  async function take(): Promise<TakenPlace> {
    try {
      await makeFolder(dir);
      const lock = await lockDataDir({ dir, since: new Date(clock.now()).toISOString(), logger });
      return taken(lock);
    } catch (error) {
      throw unusableIfRefused(dir, error);
    }
  }

  function taken(lock: DataDirLock): TakenPlace {
    let close = async (): Promise<void> => undefined;
    return {
      open: async () => {
        await leaveAllToSleeper(dir, lock);
        await mark?.write({ stream: null });
        const positions = positionIndex();
        const { file, opening } = await openEventFile({
          ...{ path, disk: realDisk(), now: clock.now(), isCopy: false, from: START },
          positionBefore: positions.before,
          sink: (_, position) => positions.note(position),
        });
        close = file.close;
        for (const note of opening.notes) logger.warn(note);
        return async ({ appends, lines }) => {
          if (lock.lost()) throw new DataDirLocked(dir, null);
          const [first, ...more] = appends.flat();
          if (first === undefined) return;
          await file.append([first, ...more], lines);
          reached = file.position();
          positions.note(reached);
        };
      },
      done: async () => {
        await mark?.remove();
      },
      giveBack: async () => {
        await close();
        await lock.release();
      },
    };
  }

  return {
    name: path,
    mode,
    remedy: 'Move it away with its head file, or name another one',
    kept: mode === null ? null : keptInFolder(dir, mode),
    expectWhole: async () => {
      const seen = await lookAtLock(dir, clock.now());
      if (seen.kind === 'held') throw new DataDirLocked(dir, seen.holder);
      if ((await mark?.read())?.stream === null) throw new CopyRefused(sayHalfCopied(path));
    },
    verify: async (see) => {
      if (!existsSync(path) && !existsSync(headFilePath(path)))
        return { exitCode: 0, out: [sayHead(path, START)], err: [] };
      return verifyFile(path, (append, position) => {
        reached = position;
        see(append);
      });
    },
    read: async function* (after) {
      const fd = openSync(path, 'r');
      try {
        yield* readPages({ path, fd }, after.seq);
      } finally {
        closeSync(fd);
      }
    },
    headNow: async () => {
      const fd = openSync(path, 'r');
      try {
        return (await inspectEventFile({ path, fd }, () => undefined, undefined, reached)).position;
      } finally {
        closeSync(fd);
      }
    },
    take,
    say: sayFileError,
  };
}

const modeOf = (path: string) =>
  MODES.find((mode) => basename(path) === basename(eventFilePath('', mode))) ?? null;
