import { z } from 'zod';
import { selection } from './selection.ts';
import { time } from './values.ts';

/** GET /api/scans: the last looks at the markets since the start, newest first, as many as are kept. */
export const scans = z.object({
  scans: z.array(
    z.object({
      at: time,
      markets: z.int(),
      reason: z.string(),
      steps: z.array(z.object({ filter: z.string(), entered: z.int(), left: z.int() })),
      picked: selection.extend({ price: z.number() }).nullable(),
      nearestMiss: z
        .object({ event: z.string(), selection: z.string().nullable(), filter: z.string(), why: z.string() })
        .nullable(),
    }),
  ),
});
