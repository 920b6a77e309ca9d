import { atLeastOnce, either, isChance, winChance } from './chance.ts';
import type { Staking } from './events.ts';
import { type Assumed, type Bet, betOf, type OpenStake } from './forecast-bet.ts';
import { ended, mixed, type Prospect, prospectOf } from './forecast-prospect.ts';
import { type Start, type Walk, walkFrom } from './forecast-walk.ts';
import { limitsAt } from './in-force.ts';
import { type Refusal, refuse } from './intents.ts';
import { type Pennies, pennies } from './money.ts';
import { formatPrice, type Price } from './odds.ts';
import type { State } from './state.ts';

/** Where the forecast begins: the pot with the stake that is out, the target of its cycle, and the legs placed in it. */
export interface Position extends Start {
  readonly openBet: OpenStake | null;
}

export interface Forecast {
  /** What becomes of the pot as it is, the open bet undecided; that bet is not among `bets`. */
  readonly here: Prospect;
  /** The same once the open bet is decided; null without one. */
  readonly open: { readonly win: number; readonly ifWon: Prospect; readonly ifLost: Prospect } | null;
  /** What becomes of one outlay of the initial stake. */
  readonly outlay: Prospect;
  /** What the pot is worth if no further bet is placed: on average, where one is open. In pennies and their parts. */
  readonly stop: number;
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

interface Leg extends Bet {
  readonly leg: number;
  /** Of this leg alone. */
  readonly win: number;
  /** That it and all before it from here on are won. */
  readonly allWon: number;
  /** To reach the target from here, the leg still undecided. */
  readonly target: number;
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

/** What is wanted otherwise than the state has it, at a price. */
interface Wanted extends Pick<Assumed, 'price' | 'edge' | 'rule'> {
  readonly staking?: Staking | undefined;
  /** ISO. */
  readonly now: string;
}

/** The plan, commission, limit of the stake and terms in force. */
export function assumedIn(state: State, { price, edge, rule, staking, now }: Wanted): Assumed {
  const { settings, ledger } = state;
  const { maxStake } = limitsAt(state, now);
  return {
    ...{ price, edge, rule, maxStake },
    staking: staking ?? settings.staking,
    commissionRate: settings.commissionRate,
    terms: ledger.nextTerms,
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

type Found = Omit<Forecast, 'outlay' | 'until'>;

function idle(start: Start, assumed: Assumed): Found {
  const { walk, prospect } = explore(start, assumed);
  return {
    here: prospect,
    open: null,
    stop: start.pot,
    legs: legsOf(walk, prospect, assumed, 1),
    stuck: walk.stuck,
  };
}

function atStake({ pot, target, legs }: Start, open: OpenStake, assumed: Assumed): Found {
  const bet = betOf(pot, target, open, assumed.terms);
  const win = winChance(bet.price, assumed.edge);
  const on = bet.atTarget ? null : explore({ pot: bet.won, target, legs }, assumed);
  const ifWon = on?.prospect ?? ended(bet.won, 1);
  const { ifLost, stuck } = afterLoss(bet, assumed);
  const here = mixed(win, ifWon, ifLost);
  return {
    here,
    open: { win, ifWon, ifLost },
    stop: win * bet.won + (1 - win) * bet.kept,
    legs: [
      { ...bet, leg: legs, win, allWon: win, target: here.chance },
      ...(on === null ? [] : legsOf(on.walk, on.prospect, assumed, win)),
    ],
    stuck: on?.walk.stuck ?? stuck,
  };
}

function afterLoss(
  { kept, opensNext }: Bet,
  assumed: Assumed,
): { readonly ifLost: Prospect; readonly stuck: Walk['stuck'] } {
  if (!opensNext) return { ifLost: ended(kept, 0), stuck: null };
  const { walk, prospect } = explore({ pot: kept, target: assumed.terms.target, legs: 0 }, assumed);
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
    .map((step) => {
      allWon *= win;
      const found = { ...step, win, allWon, target };
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
