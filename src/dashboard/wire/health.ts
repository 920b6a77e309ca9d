import { z } from 'zod';
import { text } from './text.ts';

const component = z.object({
  component: z.string(),
  state: z.enum(['ok', 'degraded', 'failed', 'off']),
  why: text,
  /** How fresh it is: ISO times by what happened then. */
  times: z.record(z.string(), z.string()).optional(),
});

/** GET /healthz, open to all: 503 only where the log cannot be written or the jobs stand still. */
export const healthz = z.object({
  ok: z.boolean(),
  /** Whether another process does the work, and this one waits to take over. */
  standby: z.boolean(),
  components: z.array(
    component
      .pick({ component: true, state: true })
      /** Seconds since something last happened, by what it was. */
      .extend({ ages: z.record(z.string(), z.number()) }),
  ),
});

/** GET /api/health. */
export const health = z.object({ components: z.array(component) });
