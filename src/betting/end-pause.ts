import type { Clock } from '../clock.ts';
import { pausedAt } from '../core/in-force.ts';
import type { Handler } from './handle.ts';

/** A pause that had an end is over without an event; this one tells it. */
export async function endPause(handler: Handler, clock: Clock, newId: () => string): Promise<void> {
  const state = handler.state();
  const now = new Date(clock.now()).toISOString();
  if (state.paused === null || pausedAt(state, now) !== null) return;
  await handler.handle(
    { kind: 'resume', now, why: 'the time of the pause is over' },
    { actor: 'system', id: newId() },
  );
}
