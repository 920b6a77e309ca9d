import { join } from 'node:path';
import { z } from 'zod';
import type { Mode } from '../src/core/events.ts';
import { type KeptValue, openKeptValue } from './kept-value.ts';

const messageSchema = z.object({ channelId: z.string(), messageId: z.string() });

/** A message on Discord that the next start goes on with. */
export type PinnedMessage = z.output<typeof messageSchema>;

/** The message that shows the status in one mode: `pinned.discord.<mode>.json` in the data folder. */
export function openPinnedMessage(dataDir: string, mode: Mode): KeptValue<PinnedMessage> {
  const example = { channelId: '1300000000000000001', messageId: '1300000000000000002' };
  return openKeptValue(join(dataDir, `pinned.discord.${mode}.json`), messageSchema, example);
}
