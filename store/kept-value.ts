import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Mode } from '../src/core/events.ts';

/** One small value that outlives the process. */
export interface KeptValue<T> {
  /** Null where nothing is on record. Rejects, naming its place, where it cannot be read. */
  read(): Promise<T | null>;
  /** Resolves when it is stored, whole. */
  write(value: T): Promise<void>;
}

/** Where the small values of one bot are kept, by their names. Its functions reject where that is not to be reached. */
export interface KeptTexts {
  /** Null where nothing is on record. */
  read(name: string): Promise<string | null>;
  /** Resolves when it is stored, whole. */
  write(name: string, text: string): Promise<void>;
  /** Of all that is on record. */
  names(): Promise<readonly string[]>;
  /** As a person would find it. */
  placeOf(name: string): string;
}

/** `example` is a value as its place would hold it, for the one who has to mend it. */
export function openKeptValue<T>(
  texts: KeptTexts,
  name: string,
  schema: z.ZodType<T>,
  example: T,
): KeptValue<T> {
  return {
    read: async () => {
      const text = await texts.read(name);
      if (text === null) return null;
      try {
        return schema.parse(JSON.parse(text));
      } catch (cause) {
        throw new Error(
          `${texts.placeOf(name)} does not hold what it is for, such as ${JSON.stringify(example)}`,
          { cause },
        );
      }
    },
    write: (value) => texts.write(name, `${JSON.stringify(value)}\n`),
  };
}

/** Says of the event file itself that it is a copy. */
export const COPY_MARK = 'copy_of';

/** Names of the same kind that are nothing which a bot keeps beside its log. */
const OTHERS = ['betting_events', COPY_MARK];

/** Of one mode's log, each in a file of its own in the data folder: `<name>.<mode>.json`. */
export function keptInFolder(dataDir: string, mode: Mode): KeptTexts {
  const placeOf = (name: string): string => join(dataDir, `${name}.${mode}.json`);
  return {
    read: (name) => readFile(placeOf(name), 'utf8').catch(nullIfMissing),
    write: (name, text) => replaceFile(placeOf(name), text),
    names: async () => {
      const end = `.${mode}.json`;
      const files = (await readdir(dataDir)).filter((file) => file.endsWith(end));
      return files.map((file) => file.slice(0, -end.length)).filter((name) => !OTHERS.includes(name));
    },
    placeOf,
  };
}

/** Synced before it takes the old one's name: after a power cut there is the old file or the new one, never half of one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  const handle = await open(fresh, 'w');
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
