import { z } from 'zod';
import { selection } from './selection.ts';
import { money, time } from './values.ts';

export const openBet = selection.extend({
  orderRef: z.string(),
  betId: z.string(),
  stake: money,
  priceAsked: z.number(),
  priceMatched: z.number(),
  cycle: z.int(),
  leg: z.int(),
  placedAt: time,
  reason: z.string(),
  /** The pot, where it wins, by our own estimate of the commission. */
  ifWon: money,
});

/** GET /api/open: the market of the open bet, as it was last looked at; null where no bet is open. */
export const open = z
  .object({
    bet: openBet,
    market: z
      .object({
        name: z.string(),
        status: z.string(),
        inPlay: z.boolean(),
        totalMatched: money,
        runners: z.array(
          z.object({
            selectionId: z.int(),
            name: z.string(),
            status: z.string(),
            ours: z.boolean(),
            back: z.object({ price: z.number(), size: money }).nullable(),
            lay: z.object({ price: z.number(), size: money }).nullable(),
          }),
        ),
      })
      .nullable(),
    /** Since when it is in play. */
    inPlaySince: time.nullable(),
    /** Of our selection since placement, oldest first. */
    prices: z.array(z.object({ at: time, back: z.number().nullable(), lay: z.number().nullable() })),
    /** Why the market cannot be shown; null where it can. */
    why: z.string().nullable(),
  })
  .nullable();
