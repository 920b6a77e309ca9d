import type { z } from 'zod';
import type { ComponentHealth } from '../health.ts';
import type { healthz } from './wire/health.ts';

/** What makes the program worth starting anew; the rest is waited for. */
const VITAL = ['log', 'jobs'];

/**
 * For whoever watches over the process: not ok only where the log cannot be written or the jobs stand still. `now`:
 * wall-clock ms, which the ages are counted to.
 */
export function healthzOf(
  health: readonly ComponentHealth[],
  now: number,
  standby = false,
): z.input<typeof healthz> {
  return {
    standby,
    ok: !health.some(({ component, state }) => state === 'failed' && VITAL.includes(component)),
    components: health.map(({ component, state, times = {} }) => ({
      component,
      state,
      ages: Object.fromEntries(
        Object.entries(times).map(([what, at]) => [
          what,
          Math.max(0, Math.round((now - Date.parse(at)) / 1_000)),
        ]),
      ),
    })),
  };
}
