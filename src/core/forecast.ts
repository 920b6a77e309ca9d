import { atLeastOnce, either, isChance, winChance } from './chance.ts';
import { ended, mixed, type Prospect, prospectOf } from './forecast-prospect.ts';
import { type Assumed, type Start, type Walk, walkFrom } from './forecast-walk.ts';
import { type Refusal, refuse } from './intents.ts';
import { type Pennies, pennies } from './money.ts';
import { formatPrice, type Price } from './odds.ts';
import { commissionOn, grossProfit } from './settlement.ts';
import type { State } from './state.ts';

/** Where the forecast begins: the pot with the stake that is out, the target of its cycle, and the legs placed in it. */
export interface Position extends Start {
  readonly openBet: OpenStake | null;
}

interface OpenStake {
  readonly stake: Pennies;
  readonly priceMatched: Price;
  /** A fraction. */
  readonly commissionRate: number;
}

export interface Forecast {
  /** What becomes of the pot as it is, the open bet undecided; that bet is not among `bets`. */
  readonly here: Prospect;
  /** The same once the open bet is decided; null without one. */
  readonly open: { readonly win: number; readonly ifWon: Prospect; readonly ifLost: Prospect } | null;
  /** What becomes of one outlay of the initial stake. */
  readonly outlay: Prospect;
  /** From here to the target, a new outlay after each that is lost; null where it cannot be reached. */
  readonly until: Until | null;
  /** The legs to the target if each is won, the open one first. */
  readonly legs: readonly Leg[];
  /** A pot that no stake can leave, on the way from here or from a new outlay. */
  readonly stuck: Walk['stuck'];
}

/** Expected numbers; the open bet is not among the bets. */
interface Until {
  /** New ones, beside what is in already. */
  readonly outlays: number;
  /** The current one among them. */
  readonly cycles: number;
  readonly bets: number;
  /** All that comes back, the target's pot among it: pennies and their parts. */
  readonly back: number;
}

interface Leg {
  readonly leg: number;
  readonly pot: Pennies;
  readonly stake: Pennies;
  readonly price: Price;
  /** Of this leg alone. */
  readonly win: number;
  /** That it and all before it from here on are won. */
  readonly allWon: number;
  /** To reach the target from here, the leg still undecided. */
  readonly target: number;
  /** The pot after a win. */
  readonly won: Pennies;
  readonly atTarget: boolean;
}

/** The oldest open bet is looked at as one; the stakes of others, found late, count neither way. */
export function positionOf({ ledger, openBets }: State): Position {
  const [openBet = null, ...others] = openBets;
  const elsewhere = others.reduce<number>((sum, { stake }) => sum + stake, 0);
  return {
    pot: pennies(ledger.pot - elsewhere),
    target: ledger.terms.target,
    legs: ledger.leg,
    openBet,
  };
}

/** A new cycle with money from outside. */
export const freshStart = ({ terms }: Assumed): Position => ({
  ...{ pot: terms.initialStake, target: terms.target, legs: 0, openBet: null },
});

/**
 * Everything is at one price, which is the open bet's own for that bet. Exact over the pot in pennies, in floating
 * point; limits other than that of the stake, and bets voided or not placed, are left out. Refused where the edge makes
 * a win sure or impossible.
 */
export function forecastFrom(position: Position, assumed: Assumed): Forecast | Refusal {
  const { price, edge } = assumed;
  const wins = [price, ...(position.openBet === null ? [] : [position.openBet.priceMatched])];
  const beyond = wins.find((each) => !isChance(winChance(each, edge)));
  if (beyond !== undefined) return beyondPrice(beyond, edge);
  const fresh = walkFrom(freshStart(assumed), assumed);
  const outlay = prospectOf(fresh, winChance(price, edge));
  const found =
    position.openBet === null ? idle(position, assumed) : atStake(position, position.openBet, assumed);
  return { ...found, stuck: found.stuck ?? fresh.stuck, outlay, until: untilTarget(found.here, outlay) };
}

const beyondPrice = (price: Price, edge: number): Refusal =>
  refuse(
    'edge_beyond_price',
    `At ${formatPrice(price)} an edge of ${percent(edge)} would make a win ${edge > 0 ? 'sure' : 'impossible'}; above -100 % and below ${percent(price - 1)} it is neither.`,
  );

const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(2))} %`;

type Found = Pick<Forecast, 'here' | 'open' | 'legs' | 'stuck'>;

function idle(start: Start, assumed: Assumed): Found {
  const { walk, prospect } = explore(start, assumed);
  return { here: prospect, open: null, legs: legsOf(walk, prospect, assumed, 1), stuck: walk.stuck };
}

function atStake({ pot, target, legs }: Start, bet: OpenStake, assumed: Assumed): Found {
  const { stake, priceMatched: price, commissionRate } = bet;
  const win = winChance(price, assumed.edge);
  const gross = grossProfit(stake, price, { outcome: 'won' });
  const won = pennies(pot + gross - commissionOn(gross, commissionRate));
  const atTarget = won >= target;
  const on = atTarget ? null : explore({ pot: won, target, legs }, assumed);
  const ifWon = on?.prospect ?? ended(won, 1);
  const { ifLost, stuck } = afterLoss(pennies(pot - stake), assumed);
  const here = mixed(win, ifWon, ifLost);
  const first = { leg: legs, pot, stake, price, win, allWon: win, target: here.chance, won, atTarget };
  return {
    here,
    open: { win, ifWon, ifLost },
    legs: [first, ...(on === null ? [] : legsOf(on.walk, on.prospect, assumed, win))],
    stuck: on?.walk.stuck ?? stuck,
  };
}

function afterLoss(
  kept: Pennies,
  assumed: Assumed,
): { readonly ifLost: Prospect; readonly stuck: Walk['stuck'] } {
  const { initialStake, target } = assumed.terms;
  if (kept < initialStake) return { ifLost: ended(kept, 0), stuck: null };
  const { walk, prospect } = explore({ pot: kept, target, legs: 0 }, assumed);
  return { ifLost: { ...prospect, cycles: prospect.cycles + 1 }, stuck: walk.stuck };
}

function explore(start: Start, assumed: Assumed): { readonly walk: Walk; readonly prospect: Prospect } {
  const walk = walkFrom(start, assumed);
  return { walk, prospect: prospectOf(walk, winChance(assumed.price, assumed.edge)) };
}

/** Until its last leg a cycle comes to the target through the next leg alone: so the chance grows with each win. */
function legsOf({ steps }: Walk, { chance }: Prospect, { price, edge }: Assumed, before: number): Leg[] {
  const win = winChance(price, edge);
  let allWon = before;
  let target = chance;
  return steps
    .filter(({ cycle }) => cycle === 0)
    .map(({ leg, pot, stake, won, atTarget }) => {
      allWon *= win;
      const found = { leg, pot, stake, price, win, allWon, target, won, atTarget };
      target /= win;
      return found;
    });
}

function untilTarget(here: Prospect, outlay: Prospect): Until | null {
  if (outlay.chance === 0) return null;
  const outlays = (1 - here.chance) / outlay.chance;
  return {
    outlays,
    cycles: 1 + here.cycles + outlays * (1 + outlay.cycles),
    bets: here.bets + outlays * outlay.bets,
    back: here.back + outlays * outlay.back,
  };
}

/** The chance to reach the target from here with no more than a budget (pennies) of new outlays, and how many it pays. */
export function withinBudget(
  { here, outlay }: Pick<Forecast, 'here' | 'outlay'>,
  budget: Pennies,
  initialStake: Pennies,
): { readonly outlays: number; readonly chance: number } {
  const outlays = (budget - (budget % initialStake)) / initialStake;
  return { outlays, chance: either(here.chance, atLeastOnce(outlay.chance, outlays)) };
}
