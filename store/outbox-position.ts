import { z } from 'zod';
import { type KeptTexts, openKeptValue } from './kept-value.ts';

/** How far the log has been told to one sink, kept across restarts. */
export interface OutboxPosition {
  /** The seq of the last event told; null where nothing is on record. Rejects, naming its place, where it cannot be read. */
  read(): Promise<number | null>;
  /** Resolves when it is stored, whole. */
  write(seq: number): Promise<void>;
}

const positionSchema = z.object({ seq: z.int().min(0) });

/** The position of one sink, kept as `outbox.<sink>`. */
export function openOutboxPosition(texts: KeptTexts, sink: string): OutboxPosition {
  const kept = openKeptValue(texts, `outbox.${sink}`, positionSchema, { seq: 12 });
  return {
    read: async () => (await kept.read())?.seq ?? null,
    write: (seq) => kept.write({ seq }),
  };
}
