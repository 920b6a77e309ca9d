import { z } from 'zod';

/** GET /api/config: operators only. */
export const config = z.object({
  settings: z.array(z.object({ key: z.string(), value: z.string(), origin: z.string() })),
});
