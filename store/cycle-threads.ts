import { z } from 'zod';
import { type KeptTexts, type KeptValue, openKeptValue } from './kept-value.ts';

const cycleThreads = z.object({
  /** The newest first. */
  threads: z.array(z.object({ epoch: z.int(), cycle: z.int(), threadId: z.string() })),
  /** The message of each bet, the newest first. */
  cards: z.array(z.object({ orderRef: z.string(), channelId: z.string(), messageId: z.string() })),
});

/** Where on Discord the newest cycles and bets are shown. */
export type CycleThreads = z.output<typeof cycleThreads>;

const EXAMPLE: CycleThreads = {
  threads: [{ epoch: 1, cycle: 17, threadId: '1300000000000000001' }],
  cards: [{ orderRef: 'ref', channelId: '1300000000000000001', messageId: '1300000000000000002' }],
};

/** Kept as `discord-cycles`. */
export function openCycleThreads(texts: KeptTexts): KeptValue<CycleThreads> {
  return openKeptValue(texts, 'discord-cycles', cycleThreads, EXAMPLE);
}
