import type { Staking } from '../../core/events.ts';
import {
  assumedIn,
  type Forecast,
  forecastFrom,
  freshStart,
  type Position,
  positionOf,
  withinBudget,
} from '../../core/forecast.ts';
import type { Assumed } from '../../core/forecast-bet.ts';
import { type Refusal, refuse, type StakeRule } from '../../core/intents.ts';
import type { Pennies } from '../../core/money.ts';
import { nearestOnLadder, type Price } from '../../core/odds.ts';
import type { State } from '../../core/state.ts';
import { type EdgeEstimate, edgeOf } from './edge.ts';

/** A relative edge (0.02: selections win 1.02 times as often as 1 / price), or as the own bets had it. */
export type EdgeWanted = number | 'history';

export interface ForecastWanted {
  /** Of every leg to come; the middle of the range in force unless given. */
  readonly odds?: Price | undefined;
  /** None unless given. */
  readonly edge?: EdgeWanted | undefined;
  /** Of new outlays. */
  readonly budget?: Pennies | undefined;
  /** The plan in force unless given. */
  readonly staking?: Staking | undefined;
}

export interface ForecastFacts {
  readonly rule: StakeRule;
  /** Wall-clock ms. */
  readonly now: number;
}

export interface ForecastView {
  readonly position: Position;
  readonly assumed: Assumed;
  readonly forecast: Forecast;
  /** One outlay with each plan, at the lowest, the middle and the highest price of the range, or at the wanted one. */
  readonly plans: readonly PlanAt[];
  /** What the own bets tell of the edge, with the forecast at that and at both ends of its interval; null without bets. */
  readonly history: {
    readonly estimate: EdgeEstimate;
    readonly low: AtEdge;
    readonly middle: AtEdge;
    readonly high: AtEdge;
  } | null;
  readonly budget: { readonly amount: Pennies; readonly outlays: number; readonly chance: number } | null;
}

interface PlanAt {
  readonly price: Price;
  readonly chance: Readonly<Record<Staking, number>>;
}

interface AtEdge {
  readonly edge: number;
  /** From here, and of one outlay; null where the edge leaves no chance, or makes a win sure. */
  readonly here: number | null;
  readonly outlay: number | null;
}

/** The forecast from where a state stands. Refused where the edge is beyond the price, or history tells none. */
export function forecastView(
  state: State,
  wanted: ForecastWanted,
  facts: ForecastFacts,
): ForecastView | Refusal {
  const estimate = edgeOf(state);
  if (wanted.edge === 'history' && estimate === null)
    return refuse('no_history', 'No bet has been won or lost yet, so that history tells no edge.');
  const edge = wanted.edge === 'history' ? (estimate?.edge ?? 0) : (wanted.edge ?? 0);
  const prices = pricesOf(state, wanted);
  const price = prices[Math.floor(prices.length / 2)] as Price;
  const { rule, now } = facts;
  const { staking } = wanted;
  const assumed = assumedIn(state, { price, edge, rule, staking, now: new Date(now).toISOString() });
  const position = positionOf(state);
  const forecast = forecastFrom(position, assumed);
  if ('refused' in forecast) return forecast;
  const { initialStake } = assumed.terms;
  const { budget } = wanted;
  return {
    position,
    assumed,
    forecast,
    plans: prices.flatMap((each) => planAt(each, assumed)),
    history: estimate && {
      estimate,
      low: atEdge(position, assumed, estimate.interval.low),
      middle: atEdge(position, assumed, estimate.edge),
      high: atEdge(position, assumed, estimate.interval.high),
    },
    budget: budget === undefined ? null : { amount: budget, ...withinBudget(forecast, budget, initialStake) },
  };
}

/** The lowest, the middle and the highest. */
function pricesOf({ settings: { odds } }: State, { odds: wanted }: ForecastWanted): readonly Price[] {
  if (wanted !== undefined) return [wanted];
  const middle = nearestOnLadder((odds.min + odds.max) / 2);
  return [...new Set([odds.min, middle, odds.max])];
}

/** None at a price that the edge is beyond. */
function planAt(price: Price, assumed: Assumed): readonly PlanAt[] {
  const chance = (staking: Staking): number | null => {
    const at = { ...assumed, price, staking };
    const found = forecastFrom(freshStart(at), at);
    return 'refused' in found ? null : found.outlay.chance;
  };
  const rollAll = chance('roll_all');
  const toTarget = chance('to_target');
  return rollAll === null || toTarget === null
    ? []
    : [{ price, chance: { roll_all: rollAll, to_target: toTarget } }];
}

function atEdge(position: Position, assumed: Assumed, edge: number): AtEdge {
  const found = forecastFrom(position, { ...assumed, edge });
  return 'refused' in found
    ? { edge, here: null, outlay: null }
    : { edge, here: found.here.chance, outlay: found.outlay.chance };
}
