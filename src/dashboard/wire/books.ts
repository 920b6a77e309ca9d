import { z } from 'zod';
import { money, time } from './values.ts';

/** GET /api/books?at=: how the books stood when they were last compared. */
export const books = z.object({
  /** Null before the first comparison. */
  checkedAt: time.nullable(),
  differences: z.array(
    z.object({
      betId: z.string(),
      what: z.enum(['profit', 'commission', 'missing', 'unknown']),
      ours: money.nullable(),
      theirs: money.nullable(),
    }),
  ),
  /** What the account was worth then. */
  balance: money.nullable(),
  outlay: money,
  gross: money,
  pot: money,
  banked: money,
  commission: money,
  /** outlay + gross = pot + banked + commission. */
  balances: z.boolean(),
  /** Orders that bear the bot's reference and that its log does not know. */
  strayOrders: z.array(z.string()),
  /** Requests that the exchange did not know when it was asked. */
  notFound: z.int(),
});
