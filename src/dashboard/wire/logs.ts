import { z } from 'zod';
import { time } from './values.ts';

/** GET /api/logs?n=&level=: operators only; newest first. */
export const logs = z.object({
  lines: z.array(z.object({ at: time, level: z.enum(['debug', 'info', 'warn', 'error']), text: z.string() })),
});
