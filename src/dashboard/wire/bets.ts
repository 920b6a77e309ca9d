import { z } from 'zod';
import { money, time } from './values.ts';

export const RESULTS = ['open', 'won', 'lost', 'void', 'dead_heat'] as const;

export const BET_COLUMNS = [
  'time',
  'event',
  'selection',
  'stake',
  'price',
  'result',
  'profit',
  'total',
] as const;

/** GET /api/bets?limit=&offset=&sort=COLUMN&direction=&search=&result=&epoch=&cycle=&at=: newest first unless sorted. */
export const bets = z.object({
  /** Of the whole log, and of those that the filters let through. */
  total: z.int(),
  matching: z.int(),
  bets: z.array(
    z.object({
      seq: z.int(),
      betId: z.string(),
      placedAt: time,
      event: z.string(),
      competition: z.string().nullable(),
      selection: z.string(),
      startTime: time,
      stake: money,
      price: z.number(),
      epoch: z.int(),
      cycle: z.int(),
      leg: z.int(),
      result: z.enum(RESULTS),
      /** Before commission, commission, and net; null while open. */
      gross: money.nullable(),
      commission: money.nullable(),
      net: money.nullable(),
      potAfter: money.nullable(),
      /** Net profit of all bets up to this one. */
      total: money.nullable(),
      settledAt: time.nullable(),
      /** The exchange changed the result later. */
      corrected: z.boolean(),
      late: z.boolean(),
      targetReached: z.boolean(),
    }),
  ),
});
