import type { Result } from '../../core/events.ts';
import { type Pennies, pennies } from '../../core/money.ts';
import type { Price } from '../../core/odds.ts';
import type { OpenBet, State } from '../../core/state.ts';
import { betsOfCycle } from './history.ts';
import { ifWon, nextStakeAt } from './status.ts';

/** How the current cycle climbed, and the ways on to its target. Money in pennies. */
export interface Ladder {
  readonly cycle: number;
  /** Bets placed in it. */
  readonly leg: number;
  /** What its first leg had to bet from. */
  readonly opened: Pennies;
  /** The settled legs, the first one first. */
  readonly rungs: readonly Rung[];
  readonly pot: Pennies;
  readonly target: Pennies;
  readonly openBet: OpenBet | null;
  /** The pot if the open bet is won, by our own estimate of the commission; null without one. */
  readonly ifWon: Pennies | null;
  /** The pots of win upon win at the lowest and at the highest price of the range, the open bet's win before them. */
  readonly ways: readonly [Way, Way];
}

export interface Rung {
  readonly leg: number;
  readonly outcome: Result['outcome'];
  readonly pot: Pennies;
}

export interface Way {
  readonly price: Price;
  /** Up to the first that reaches the target, as far as it is followed. */
  readonly pots: readonly Pennies[];
  readonly reaches: boolean;
}

/** At the shortest prices the target is hundreds of wins away. */
const FOLLOWED = 60;

export function ladderOf(state: State, minStake: Pennies): Ladder {
  const { ledger, openBets } = state;
  const legs = betsOfCycle(state, ledger);
  const rungs = legs.flatMap(({ leg, settled }) =>
    settled === null ? [] : [{ leg, outcome: settled.result.outcome, pot: settled.potAfter, settled }],
  );
  const [first] = rungs;
  const openBet = openBets[0] ?? null;
  const won = openBet && ifWon(openBet, ledger.pot).pot;
  return {
    cycle: ledger.cycle,
    leg: ledger.leg,
    opened: first === undefined ? ledger.pot : pennies(first.pot - first.settled.result.netProfit),
    rungs: rungs.map(({ leg, outcome, pot }) => ({ leg, outcome, pot })),
    pot: ledger.pot,
    target: ledger.terms.target,
    openBet,
    ifWon: won,
    ways: waysFrom(state, won ?? ledger.pot, minStake),
  };
}

function waysFrom(state: State, pot: Pennies, minStake: Pennies): Ladder['ways'] {
  const { min, max } = state.settings.odds;
  const way = (price: Price): Way => {
    const pots = climb(state, pot, price, minStake);
    return { price, pots, reaches: (pots.at(-1) ?? pot) >= state.ledger.terms.target };
  };
  return [way(min), way(max)];
}

function climb(state: State, from: Pennies, price: Price, minStake: Pennies): readonly Pennies[] {
  const { target } = state.ledger.terms;
  const { commissionRate } = state.settings;
  const pots: Pennies[] = [];
  for (let pot = from; pot < target && pots.length < FOLLOWED; pots.push(pot)) {
    const stake = nextStakeAt({ ...state, ledger: { ...state.ledger, pot } }, price, minStake);
    pot = ifWon({ stake, priceMatched: price, commissionRate }, pot).pot;
  }
  return pots;
}
