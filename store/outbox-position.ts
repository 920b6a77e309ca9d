import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Mode } from '../src/core/events.ts';

/** How far the log has been told to one sink, kept across restarts. */
export interface OutboxPosition {
  /** The seq of the last event told; null where nothing is on record. Rejects, naming the file, where it cannot be read. */
  read(): Promise<number | null>;
  /** Resolves when it is on disk, whole. */
  write(seq: number): Promise<void>;
}

const positionSchema = z.object({ seq: z.int().min(0) });

/** The position of one sink in one mode's log: `outbox.<sink>.<mode>.json` in the data folder. */
export function openOutboxPosition(dataDir: string, sink: string, mode: Mode): OutboxPosition {
  const file = join(dataDir, `outbox.${sink}.${mode}.json`);
  return {
    read: async () => {
      const text = await readFile(file, 'utf8').catch(nullIfMissing);
      return text === null ? null : parse(text, file);
    },
    write: (seq) => replaceFile(file, `${JSON.stringify({ seq })}\n`),
  };
}

function parse(text: string, file: string): number {
  try {
    return positionSchema.parse(JSON.parse(text)).seq;
  } catch (cause) {
    throw new Error(`${file} is not an outbox position such as {"seq":12}`, { cause });
  }
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
