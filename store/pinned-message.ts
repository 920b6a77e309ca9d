import { z } from 'zod';
import { type KeptTexts, type KeptValue, openKeptValue } from './kept-value.ts';

const messageSchema = z.object({ channelId: z.string(), messageId: z.string() });

/** A message on Discord that the next start goes on with. */
export type PinnedMessage = z.output<typeof messageSchema>;

/** The message that shows the status, kept as `pinned.discord`. */
export function openPinnedMessage(texts: KeptTexts): KeptValue<PinnedMessage> {
  const example = { channelId: '1300000000000000001', messageId: '1300000000000000002' };
  return openKeptValue(texts, 'pinned.discord', messageSchema, example);
}
