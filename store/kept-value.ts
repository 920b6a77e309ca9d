import { open, readFile, rename } from 'node:fs/promises';
import type { z } from 'zod';

/** One small value that outlives the process, in a file of its own. */
export interface KeptValue<T> {
  /** Null where nothing is on record. Rejects, naming the file, where it cannot be read. */
  read(): Promise<T | null>;
  /** Resolves when it is on disk, whole. */
  write(value: T): Promise<void>;
}

/** `example` is a value as the file would hold it, for the one who has to mend it. */
export function openKeptValue<T>(file: string, schema: z.ZodType<T>, example: T): KeptValue<T> {
  return {
    read: async () => {
      const text = await readFile(file, 'utf8').catch(nullIfMissing);
      if (text === null) return null;
      try {
        return schema.parse(JSON.parse(text));
      } catch (cause) {
        throw new Error(`${file} does not hold what it is for, such as ${JSON.stringify(example)}`, {
          cause,
        });
      }
    },
    write: (value) => replaceFile(file, `${JSON.stringify(value)}\n`),
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
