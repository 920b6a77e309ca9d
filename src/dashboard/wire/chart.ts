import { z } from 'zod';

/** GET /api/charts/NAME?at=&cycle=&days=&zone=: an ECharts option without functions, or why there is nothing to draw. */
export const chart = z.union([
  z.object({
    title: z.string(),
    facts: z.string(),
    alt: z.string(),
    height: z.number(),
    option: z.looseObject({}),
  }),
  z.object({ title: z.string(), why: z.string() }),
]);
