import { peekEvents } from '../../store/peek-events.ts';
import { MODES, type Mode } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import { initialLedger, initialState } from '../core/initial-state.ts';
import type { State } from '../core/state.ts';

/** A warning for each bet or request that is open in another mode's event file: nobody is watching it. */
export async function openInOtherModes(dir: string, mode: Mode): Promise<readonly string[]> {
  const others = MODES.filter((other) => other !== mode);
  return (await Promise.all(others.map((other) => warningsOf(dir, other)))).flat();
}

async function warningsOf(dir: string, mode: Mode): Promise<readonly string[]> {
  let state: State = initialState;
  try {
    await peekEvents(dir, mode, (event) => {
      // Who looks for open bets alone needs no books, which grow with the log.
      state = { ...evolve(state, event), journal: null, ledger: initialLedger };
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`Whether a bet is open in ${mode} is not known: ${why}`];
  }
  const { openBets, request } = state;
  const bets = openBets.map(({ selection, event }) => `a bet on ${selection} in ${event}`);
  const asked = request === null ? [] : [`a request for ${request.selection} in ${request.event}`];
  return [...bets, ...asked].map(
    (what) =>
      `In ${mode}, ${what} is open, and nobody is watching it now: start in that mode to have it settled.`,
  );
}
