import type { Result, Terms } from './events.ts';
import { NO_CYCLE, NO_FIGURES, NO_RUN } from './initial-state.ts';
import { larger, NO_MONEY, type Pennies, pennies } from './money.ts';
import { isWin } from './settlement.ts';
import type { Cycle, Figures, Ledger } from './state.ts';

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** A ledger on its way to the next one: a copy that nobody else has yet. */
interface Draft extends Omit<Changing<Ledger>, 'figures' | 'allTime' | 'current'> {
  figures: Changing<Figures>;
  readonly allTime: Changing<Figures>;
  current: Changing<Cycle>;
}

/** Opens the first cycle of a new log. */
export function openFirstCycle(ledger: Ledger, terms: Terms, at: string): Ledger {
  const draft = draftOf(ledger);
  draft.nextTerms = terms;
  openCycle(draft, NO_MONEY, at);
  return draft;
}

/** A bet is placed: a leg more; what the pot does not hold for its stake is further outlay. */
export function place(ledger: Ledger, stake: Pennies): Ledger {
  const draft = draftOf(ledger);
  const free = pennies(draft.pot - draft.stakesOut);
  putIn(draft, larger(pennies(stake - free), NO_MONEY));
  draft.leg += 1;
  raise(draft, (figures) => {
    figures.bets += 1;
    figures.furthestLeg = larger(figures.furthestLeg, draft.leg);
  });
  draft.stakesOut = pennies(draft.stakesOut + stake);
  draft.current.legs = draft.leg;
  return draft;
}

/** A bet is decided: the pot changes by its net profit; a loss or the target ends the cycle and opens the next. */
export function settle(ledger: Ledger, stake: Pennies, result: Result, at: string): Ledger {
  const draft = draftOf(ledger);
  draft.pot = pennies(draft.pot + result.netProfit);
  draft.stakesOut = pennies(draft.stakesOut - stake);
  raise(draft, (figures) => {
    figures.gross = pennies(figures.gross + result.grossProfit);
    figures.commission = pennies(figures.commission + result.commission);
  });
  if (result.outcome === 'void') count(draft, 'voids');
  else if (isWin(result)) win(draft, at);
  else endLost(draft, at);
  return draft;
}

/** Cuts the current cycle off, banks its pot, and opens the first cycle of a new epoch. */
export function resetLedger(ledger: Ledger, terms: Terms, at: string): Ledger {
  const draft = draftOf(ledger);
  bank(draft);
  endCycle(draft, 'reset', at);
  draft.epoch += 1;
  draft.cycle = 0;
  draft.figures = copied(NO_FIGURES);
  draft.nextTerms = terms;
  openCycle(draft, NO_MONEY, at);
  return draft;
}

function win(draft: Draft, at: string): void {
  count(draft, 'wins');
  draft.current.wins += 1;
  markHighest(draft);
  if (draft.pot < draft.terms.target) return;
  bank(draft);
  count(draft, 'targets');
  endCycle(draft, 'target', at);
  draft.losingRun = NO_RUN;
  openCycle(draft, NO_MONEY, at);
}

function endLost(draft: Draft, at: string): void {
  count(draft, 'losses');
  const opensNext = draft.pot >= draft.nextTerms.initialStake;
  const kept = opensNext ? draft.pot : NO_MONEY;
  if (!opensNext) bank(draft);
  const cost = draft.current.outlay - draft.current.banked;
  raise(draft, (figures) => {
    figures.moneyLost = pennies(figures.moneyLost + cost);
  });
  draft.losingRun = { cycles: draft.losingRun.cycles + 1, lastAt: at };
  endCycle(draft, 'lost', at);
  openCycle(draft, kept, at);
}

/** All that is not at stake leaves the pot. */
function bank(draft: Draft): void {
  const free = pennies(draft.pot - draft.stakesOut);
  raise(draft, (figures) => {
    figures.banked = pennies(figures.banked + free);
  });
  draft.pot = draft.stakesOut;
  draft.current.banked = pennies(draft.current.banked + free);
}

function endCycle(draft: Draft, how: 'lost' | 'target' | 'reset', at: string): void {
  draft.ended = { head: { ...draft.current, end: { how, at } }, tail: draft.ended };
}

/** Opens the next cycle with money kept from the last, or with the initial stake from outside where nothing was. */
function openCycle(draft: Draft, kept: Pennies, at: string): void {
  draft.cycle += 1;
  draft.leg = 0;
  draft.terms = draft.nextTerms;
  draft.current = { ...NO_CYCLE, epoch: draft.epoch, cycle: draft.cycle, startedAt: at };
  raise(draft, (figures) => {
    figures.cycles += 1;
  });
  if (kept <= 0) putIn(draft, draft.terms.initialStake);
  markHighest(draft);
}

function putIn(draft: Draft, amount: Pennies): void {
  raise(draft, (figures) => {
    figures.outlay = pennies(figures.outlay + amount);
  });
  draft.pot = pennies(draft.pot + amount);
  draft.current.outlay = pennies(draft.current.outlay + amount);
}

function markHighest({ figures, allTime, current, pot }: Draft): void {
  for (const holder of [figures, allTime, current]) holder.highestPot = larger(holder.highestPot, pot);
}

const count = (draft: Draft, what: 'wins' | 'losses' | 'voids' | 'targets'): void =>
  raise(draft, (figures) => {
    figures[what] += 1;
  });

/** The same change to the figures of the epoch and of all time. */
function raise({ figures, allTime }: Draft, change: (figures: Changing<Figures>) => void): void {
  change(figures);
  change(allTime);
}

/** Field by field, as in `evolve`. */
const draftOf = (ledger: Ledger): Draft => ({
  epoch: ledger.epoch,
  cycle: ledger.cycle,
  leg: ledger.leg,
  pot: ledger.pot,
  stakesOut: ledger.stakesOut,
  terms: ledger.terms,
  nextTerms: ledger.nextTerms,
  figures: copied(ledger.figures),
  allTime: copied(ledger.allTime),
  current: copiedCycle(ledger.current),
  ended: ledger.ended,
  losingRun: ledger.losingRun,
});

const copied = (figures: Figures): Figures => ({
  cycles: figures.cycles,
  bets: figures.bets,
  wins: figures.wins,
  losses: figures.losses,
  voids: figures.voids,
  targets: figures.targets,
  outlay: figures.outlay,
  banked: figures.banked,
  gross: figures.gross,
  commission: figures.commission,
  highestPot: figures.highestPot,
  furthestLeg: figures.furthestLeg,
  moneyLost: figures.moneyLost,
});

const copiedCycle = (cycle: Cycle): Cycle => ({
  epoch: cycle.epoch,
  cycle: cycle.cycle,
  legs: cycle.legs,
  wins: cycle.wins,
  outlay: cycle.outlay,
  banked: cycle.banked,
  highestPot: cycle.highestPot,
  startedAt: cycle.startedAt,
  end: cycle.end,
});
