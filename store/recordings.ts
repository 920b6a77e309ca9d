import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mode } from '../src/core/events.ts';
import { makeFolder } from './make-folder.ts';

export interface RecordingsKept {
  /** Appends a line to the file of its day (UTC), after those before it. */
  write(line: string): void;
  /** The files that there are, the oldest first. */
  files(): Promise<readonly string[]>;
  /** Waits for what is being written. */
  idle(): Promise<void>;
}

export interface RecordingsWanted {
  readonly dataDir: string;
  readonly mode: Mode;
  readonly keepDays: number;
  readonly now: () => number;
  /** Told once, until it is well again. */
  readonly onFault: (error: unknown) => void;
  /** Told of each line that could not be written. */
  readonly onLost: () => void;
}

const DAY_MS = 86_400_000;
const NAME = /^\d{4}-\d\d-\d\d$/;

/** The bot's own recordings: a file a day in `DATA_DIR/recordings/<mode>`. Nothing depends on them, so that they are not synced. */
export function keepRecordings({
  dataDir,
  mode,
  keepDays,
  now,
  onFault,
  onLost,
}: RecordingsWanted): RecordingsKept {
  const folder = join(dataDir, 'recordings', mode);
  let queue: Promise<void> = Promise.resolve();
  let day = '';
  let isFaulty = false;

  async function append(today: string, line: string): Promise<void> {
    try {
      if (today !== day) {
        await makeFolder(folder);
        await prune(new Date(now() - keepDays * DAY_MS).toISOString().slice(0, 10));
      }
      // What was torn by the end of an earlier run, or by a full disk, must not take this line with it.
      const isWhole = today === day && !isFaulty;
      await appendFile(join(folder, today), isWhole ? `${line}\n` : `\n${line}\n`);
      day = today;
      isFaulty = false;
    } catch (error) {
      onLost();
      if (!isFaulty) onFault(error);
      isFaulty = true;
    }
  }

  async function prune(before: string): Promise<void> {
    for (const name of await readdir(folder))
      if (NAME.test(name) && name < before) await rm(join(folder, name), { force: true });
  }

  return {
    write: (line) => {
      const today = new Date(now()).toISOString().slice(0, 10);
      queue = queue.then(() => append(today, line));
    },
    files: async () => {
      await queue;
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return names
        .filter((name) => NAME.test(name))
        .sort()
        .map((name) => join(folder, name));
    },
    idle: () => queue,
  };
}
