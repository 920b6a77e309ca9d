import { z } from 'zod';
import { time } from './values.ts';

/** GET /api/events?after=SEQ&limit=: ascending. With `before=SEQ` instead: the newest before it, ascending too. */
export const events = z.object({
  last: z.int(),
  events: z.array(
    z.looseObject({
      seq: z.int(),
      type: z.string(),
      at: time,
      actor: z.string(),
      /** The event in words. */
      text: z.string(),
      data: z.looseObject({}),
      hash: z.string(),
    }),
  ),
});
