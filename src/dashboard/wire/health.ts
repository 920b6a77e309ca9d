import { z } from 'zod';
import { text } from './text.ts';

const component = z.object({
  component: z.string(),
  state: z.enum(['ok', 'degraded', 'failed', 'off']),
  why: text,
});

/** GET /healthz, open to all: 503 only where the log cannot be written or the jobs stand still. */
export const healthz = z.object({
  ok: z.boolean(),
  components: z.array(component.pick({ component: true, state: true })),
});

/** GET /api/health. */
export const health = z.object({ components: z.array(component) });
