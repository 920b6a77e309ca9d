import type { Result, Terms } from './events.ts';
import { NO_CYCLE, NO_FIGURES, NO_RUN } from './initial-state.ts';
import { larger, NO_MONEY, type Pennies, pennies } from './money.ts';
import { isWin } from './settlement.ts';
import type { Cycle, Figures, Ledger } from './state.ts';

/** Opens the first cycle of a new log. */
export function openFirstCycle(ledger: Ledger, terms: Terms, at: string): Ledger {
  return openCycle({ ...ledger, nextTerms: terms }, NO_MONEY, at);
}

/** A bet is placed: a leg more; what the pot does not hold for its stake is further outlay. */
export function place(ledger: Ledger, stake: Pennies): Ledger {
  const free = pennies(ledger.pot - ledger.stakesOut);
  const funded = putIn(ledger, larger(pennies(stake - free), NO_MONEY));
  const leg = ledger.leg + 1;
  return {
    ...raise(funded, (figures) => ({
      ...figures,
      bets: figures.bets + 1,
      furthestLeg: larger(figures.furthestLeg, leg),
    })),
    leg,
    stakesOut: pennies(funded.stakesOut + stake),
    current: { ...funded.current, legs: leg },
  };
}

/** A bet is decided: the pot changes by its net profit; a loss or the target ends the cycle and opens the next. */
export function settle(ledger: Ledger, stake: Pennies, result: Result, at: string): Ledger {
  const pot = pennies(ledger.pot + result.netProfit);
  const settled = raise({ ...ledger, pot, stakesOut: pennies(ledger.stakesOut - stake) }, (figures) => ({
    ...figures,
    gross: pennies(figures.gross + result.grossProfit),
    commission: pennies(figures.commission + result.commission),
  }));
  if (result.outcome === 'void') return count(settled, 'voids');
  if (!isWin(result)) return endLost(count(settled, 'losses'), at);
  const won = markHighest(winOf(count(settled, 'wins')));
  return pot >= won.terms.target ? endAtTarget(won, at) : won;
}

/** Cuts the current cycle off, banks its pot, and opens the first cycle of a new epoch. */
export function resetLedger(ledger: Ledger, terms: Terms, at: string): Ledger {
  const ended = endCycle(bank(ledger), 'reset', at);
  return openCycle(
    { ...ended, epoch: ledger.epoch + 1, cycle: 0, figures: NO_FIGURES, nextTerms: terms },
    NO_MONEY,
    at,
  );
}

const winOf = (ledger: Ledger): Ledger => ({
  ...ledger,
  current: { ...ledger.current, wins: ledger.current.wins + 1 },
});

function endLost(ledger: Ledger, at: string): Ledger {
  const opensNext = ledger.pot >= ledger.nextTerms.initialStake;
  const over = opensNext ? ledger : bank(ledger);
  const cost = over.current.outlay - over.current.banked;
  const counted = raise(over, (figures) => ({ ...figures, moneyLost: pennies(figures.moneyLost + cost) }));
  const losingRun = { cycles: ledger.losingRun.cycles + 1, lastAt: at };
  return openCycle(endCycle({ ...counted, losingRun }, 'lost', at), opensNext ? ledger.pot : NO_MONEY, at);
}

function endAtTarget(ledger: Ledger, at: string): Ledger {
  const ended = endCycle(count(bank(ledger), 'targets'), 'target', at);
  return openCycle({ ...ended, losingRun: NO_RUN }, NO_MONEY, at);
}

/** All that is not at stake leaves the pot. */
function bank(ledger: Ledger): Ledger {
  const free = pennies(ledger.pot - ledger.stakesOut);
  return {
    ...raise(ledger, (figures) => ({ ...figures, banked: pennies(figures.banked + free) })),
    pot: ledger.stakesOut,
    current: { ...ledger.current, banked: pennies(ledger.current.banked + free) },
  };
}

function endCycle(ledger: Ledger, how: 'lost' | 'target' | 'reset', at: string): Ledger {
  return { ...ledger, ended: { head: { ...ledger.current, end: { how, at } }, tail: ledger.ended } };
}

/** Opens the next cycle with money kept from the last, or with the initial stake from outside where nothing was. */
function openCycle(ledger: Ledger, kept: Pennies, at: string): Ledger {
  const cycle = ledger.cycle + 1;
  const current: Cycle = { ...NO_CYCLE, epoch: ledger.epoch, cycle, startedAt: at };
  const opened = raise({ ...ledger, cycle, leg: 0, terms: ledger.nextTerms, current }, (figures) => ({
    ...figures,
    cycles: figures.cycles + 1,
  }));
  return markHighest(kept > 0 ? opened : putIn(opened, ledger.nextTerms.initialStake));
}

function putIn(ledger: Ledger, amount: Pennies): Ledger {
  return {
    ...raise(ledger, (figures) => ({ ...figures, outlay: pennies(figures.outlay + amount) })),
    pot: pennies(ledger.pot + amount),
    current: { ...ledger.current, outlay: pennies(ledger.current.outlay + amount) },
  };
}

function markHighest(ledger: Ledger): Ledger {
  const highest = <T extends { readonly highestPot: Pennies }>(holder: T): T => ({
    ...holder,
    highestPot: larger(holder.highestPot, ledger.pot),
  });
  return { ...raise(ledger, highest), current: highest(ledger.current) };
}

const count = (ledger: Ledger, what: 'wins' | 'losses' | 'voids' | 'targets'): Ledger =>
  raise(ledger, (figures) => ({ ...figures, [what]: figures[what] + 1 }));

/** The same change to the figures of the epoch and of all time. */
const raise = (ledger: Ledger, change: (figures: Figures) => Figures): Ledger => ({
  ...ledger,
  figures: change(ledger.figures),
  allTime: change(ledger.allTime),
});
