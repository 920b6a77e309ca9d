import { join } from 'node:path';
import { z } from 'zod';
import type { Mode } from '../src/core/events.ts';
import { openKeptValue } from './kept-value.ts';

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
  const kept = openKeptValue(join(dataDir, `outbox.${sink}.${mode}.json`), positionSchema, { seq: 12 });
  return {
    read: async () => (await kept.read())?.seq ?? null,
    write: (seq) => kept.write({ seq }),
  };
}
