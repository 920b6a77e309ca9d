import { newestFirst } from '../../../src/core/chain.ts';
import type { Event } from '../../../src/core/events.ts';
import type { SettledLine, State } from '../../../src/core/state.ts';
import type { Emulator } from '../../../src/exchange/emulator/emulator.ts';
import { Violation } from '../violation.ts';

/** The results of the log are the exchange's. */
export interface ResultsCheck {
  /** To be called before what may change results: servers may tell for a while what was. */
  beforeChange(): void;
  /** A result that is recorded is one that the exchange has, or had. */
  onEvent(event: Event): void;
  /** Differences may last no longer than it takes to find them. `now` is wall-clock milliseconds. */
  look(state: State, now: number): void;
  /** At a quiet end: no difference, no settled bet left open, and the account has moved by the log's profit. */
  atEnd(state: State): Promise<void>;
}

const HOUR = 3_600_000;

/** Results of the last day are looked at with each check, older ones at night; either look can be put off for hours. */
const foundWithin = (age: number): number => (age < 12 * HOUR ? 10 * HOUR : 36 * HOUR);

/** So many of the newest results are compared in passing. */
const LOOKED_AT = 100;

interface Difference {
  readonly what: string;
  /** When the log settled it. */
  readonly at: string;
}

export function resultsCheck(emulator: Emulator, balance: number): ResultsCheck {
  const deadlines = new Map<string, number>();
  const had = new Set<string>();

  function beforeChange(): void {
    for (const [betId, profit] of emulator.profits()) had.add(`${betId}: ${profit}`);
  }

  function differences(state: State, most: number): Map<string, Difference> {
    const profits = emulator.profits();
    const found = new Map<string, Difference>();
    for (const { bet, result, at } of newest(state, most)) {
      const theirs = profits.get(bet.betId);
      if (theirs !== result.grossProfit)
        found.set(bet.betId, {
          at,
          what: `bet ${bet.betId}: ${result.grossProfit} in the log, ${theirs ?? 'no result'} at the exchange`,
        });
    }
    return found;
  }

  return {
    beforeChange,
    onEvent(event) {
      const profit = recordedIn(event);
      if (profit === null) return;
      beforeChange();
      if (!had.has(profit)) throw new Violation(`event ${event.seq}: the exchange never had bet ${profit}`);
    },
    look(state, now) {
      const found = differences(state, LOOKED_AT);
      for (const betId of deadlines.keys()) if (!found.has(betId)) deadlines.delete(betId);
      for (const [betId, { what, at }] of found) {
        const deadline = deadlines.get(betId) ?? now + foundWithin(now - Date.parse(at));
        deadlines.set(betId, deadline);
        if (now > deadline) throw new Violation(`${what}, for too long`);
      }
    },
    async atEnd(state) {
      for (const { what } of differences(state, Number.POSITIVE_INFINITY).values())
        throw new Violation(`at the end, ${what}`);
      const profits = emulator.profits();
      for (const { betId } of state.openBets)
        if (profits.has(betId))
          throw new Violation(`at the end, bet ${betId} is settled at the exchange and open in the log`);
      const { gross, commission } = state.ledger.allTime;
      const moved = (await worthOf(emulator)) - balance;
      if (moved !== gross - commission)
        throw new Violation(`the account has moved by ${moved}, and the log by ${gross - commission}`);
    },
  };
}

/** As `bet: profit`, in pennies; null where it is no result of the exchange. */
function recordedIn(event: Event): string | null {
  switch (event.type) {
    case 'BET_WON':
    case 'BET_LOST':
      return `${event.data.betId}: ${event.data.grossProfit}`;
    case 'BET_VOIDED':
      return event.data.reason === 'reset' ? null : `${event.data.betId}: 0`;
    case 'RESULT_CORRECTED':
      return `${event.data.betId}: ${event.data.to.grossProfit}`;
    default:
      return null;
  }
}

function* newest({ journal }: State, most: number): Generator<SettledLine> {
  let left = most;
  for (const line of newestFirst(journal)) {
    if (line.kind !== 'settled') continue;
    left -= 1;
    if (left < 0) return;
    yield line;
  }
}

async function worthOf(emulator: Emulator): Promise<number> {
  const funds = await emulator.call('getAccountFunds', {});
  if (
    typeof funds !== 'object' ||
    funds === null ||
    !('availableToBetBalance' in funds) ||
    !('exposure' in funds)
  )
    throw new TypeError('no funds');
  return Math.round((Number(funds.availableToBetBalance) - Number(funds.exposure)) * 100);
}
