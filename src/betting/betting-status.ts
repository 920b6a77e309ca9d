import type { Betting } from '../app.ts';
import { armedAt, pausedAt } from '../core/in-force.ts';
import type { State } from '../core/state.ts';
import type { Scan } from '../markets/scan.ts';
import { type Moment, writeText } from '../reply.ts';
import { DELAYED } from './look.ts';
import { pauseText } from './views/pause.ts';

export interface Circumstances {
  readonly state: State;
  /** ISO time. */
  readonly now: string;
  /** Why the log could not be written at the last attempt. */
  readonly blocked: string | null;
  /** Why what the log already has is not to be trusted. */
  readonly distrusted: string | null;
  /** Why the exchange could not be asked at the last attempt. */
  readonly unreachable: string | null;
  readonly lastScan: Scan | null;
  /** Why the guards refused the last candidate. */
  readonly lastRefusal: string | null;
}

/** Whether the bot bets by itself now, and the sentence that explains it. */
export function bettingStatus(circumstances: Circumstances): Betting {
  const { state, now, blocked, distrusted, unreachable } = circumstances;
  if (distrusted !== null) return off(`Nothing is bet on the event file: ${distrusted}.`);
  if (blocked !== null)
    return off(`The event log cannot be written (${blocked}); betting waits until it can be.`);
  const held = heldBack(state, now);
  if (held !== null) return held;
  if (unreachable !== null) return off(`The exchange cannot be asked: ${unreachable}`);
  const note = circumstances.lastScan?.delayed ? ` ${DELAYED}` : '';
  return { on: true, why: `${whatNow(circumstances)}${note}` };
}

/** Why no market is looked for although nothing is open: a person's or a limit's word. Null if none. */
export function heldBack(state: State, now: string): Betting | null {
  const pause = pausedAt(state, now);
  if (pause !== null) return { ...off(`Paused ${writeText(pauseText(pause), inUtc)}`), pause };
  return state.mode === 'live' && !armedAt(state, now) ? off('Live betting is not armed.') : null;
}

const inUtc = ({ at }: Moment): string => `at ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

function whatNow({ state, lastScan, lastRefusal }: Circumstances): string {
  const [open] = state.openBets;
  if (state.request !== null)
    return `Finding out what became of the bet on ${state.request.selection} in ${state.request.event}.`;
  if (open !== undefined) return `Waiting for the result of ${open.selection} in ${open.event}.`;
  if (lastRefusal !== null) return `No bet: ${lastRefusal}`;
  if (lastScan !== null && lastScan.candidates.length === 0) return `No bet yet. ${lastScan.reason}`;
  return 'Looking for a market.';
}

const off = (why: string): Betting => ({ on: false, why });
