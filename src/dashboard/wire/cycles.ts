import { z } from 'zod';
import { money, time } from './values.ts';

/** GET /api/cycles?limit=&offset=&at=: the current one first. */
export const cycles = z.object({
  total: z.int(),
  cycles: z.array(
    z.object({
      epoch: z.int(),
      cycle: z.int(),
      legs: z.int(),
      wins: z.int(),
      outlay: money,
      banked: money,
      highestPot: money,
      startedAt: time,
      end: z.object({ how: z.enum(['lost', 'target', 'reset']), at: time }).nullable(),
    }),
  ),
});
