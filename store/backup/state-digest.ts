import { hash } from 'node:crypto';
import type { State } from '../../src/core/state.ts';

/** The state's journal and its ledger's ended cycles, which grow with the log. */
const HISTORIES: readonly string[] = ['journal', 'ended'];

/**
 * SHA-256 over a state: settings, limits, pauses, open bets, the request that is out, and every figure of the ledger.
 * Of the settled bets and ended cycles only the newest are in it, since a million of them would take seconds of the
 * bot's time: the figures are the sums of all of them, and the hash of the last event vouches for each byte that they
 * were made of.
 */
export const stateDigest = (state: State): string => hash('sha256', JSON.stringify(state, withoutHistory));

/** In the order of their names, so that it does not matter how an object was put together. */
function withoutHistory(key: string, value: unknown): unknown {
  const short = HISTORIES.includes(key) ? Object(value).head : value;
  if (typeof short !== 'object' || short === null || Array.isArray(short)) return short;
  return Object.fromEntries(Object.entries(short).sort(([a], [b]) => (a < b ? -1 : 1)));
}
