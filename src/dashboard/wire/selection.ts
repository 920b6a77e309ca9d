import { z } from 'zod';
import { time } from './values.ts';

export const selection = z.object({
  marketId: z.string(),
  selectionId: z.int(),
  event: z.string(),
  competition: z.string().nullable(),
  selection: z.string(),
  startTime: time,
});
