import { limitsAt } from '../core/in-force.ts';
import type { State } from '../core/state.ts';

const MINUTE_MS = 60_000;

/** When the rest that the last lost cycle would bring ends (ISO-8601 UTC); now (ms) where none was lost. */
export function restEnd(state: State, now: number): string {
  const { coolDownMinutes } = limitsAt(state, new Date(now).toISOString());
  const { lastAt } = state.ledger.losingRun;
  const end = lastAt === null ? now : Date.parse(lastAt) + coolDownMinutes * MINUTE_MS;
  return new Date(end).toISOString();
}
