import { expect } from 'vitest';
import { newestFirst } from '../../src/core/chain.ts';
import { decide } from '../../src/core/decide.ts';
import type { Actor, Event, Fact, PlacedBet, Settings } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState, NO_LIMITS } from '../../src/core/initial-state.ts';
import type { BettingConditions, Intent, Proposal } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';

export const SETTINGS: Settings = {
  initialStake: pennies(100),
  target: pennies(5_000_000),
  odds: { min: price(3), max: price(4) },
  staking: 'roll_all',
  commissionRate: 0.05,
  limits: NO_LIMITS,
};

/** Noon of 1 January 2026 and `minutes` more. */
export const at = (minutes = 0): string => new Date(Date.UTC(2026, 0, 1, 12, minutes)).toISOString();

/** Numbers facts as a log would, one append for each call. */
export function numbered(
  state: State,
  facts: readonly Fact[],
  when = at(state.seq),
  actor: Actor = 'system',
  cause = 'test',
): Event[] {
  return facts.map((fact, i) => ({
    seq: state.seq + i + 1,
    last: state.seq + facts.length,
    id: `event-${state.seq + i + 1}`,
    type: fact.type,
    version: 1,
    at: when,
    actor,
    cause,
    data: fact.data,
    hash: `${state.seq + i + 1}`.padStart(16, '0').repeat(4),
  })) as Event[];
}

export const apply = (state: State, facts: readonly Fact[], when?: string): State =>
  numbered(state, facts, when).reduce(evolve, state);

export const started = (
  settings: Partial<Settings> = {},
  mode: 'demo' | 'dry_run' | 'live' = 'demo',
): Fact => ({
  type: 'BOT_STARTED',
  data: {
    version: '1.0.0',
    mode,
    lastRun: { ended: 'none', seq: 0 },
    settings: { ...SETTINGS, ...settings },
  },
});

export const given = (...facts: Fact[]): State => apply(initialState, facts);

/** Decides and folds; fails the test on a refusal. */
export function act(state: State, intent: Intent): State {
  return apply(state, facts(state, intent), intent.now);
}

export function facts(state: State, intent: Intent): readonly Fact[] {
  const decision = decide(intent, state);
  if ('refused' in decision) throw new Error(`refused: ${decision.refused}: ${decision.message}`);
  return decision;
}

export function refusal(state: State, intent: Intent): string {
  const decision = decide(intent, state);
  expect(decision).toHaveProperty('refused');
  return 'refused' in decision ? decision.refused : '';
}

export const PROPOSAL: Proposal = {
  marketId: '1.1',
  marketVersion: 7,
  selectionId: 58805,
  event: 'Middlesbrough v Man City',
  competition: 'Premier League',
  selection: 'The Draw',
  startTime: at(60),
  price: price(3.5),
  size: pennies(100_000_000),
  commissionRate: 0.05,
  overround: 0.03,
  status: 'OPEN',
  inPlay: false,
  delayed: false,
  reason: 'The first to start.',
  readAt: at(),
};

export const CONDITIONS: BettingConditions = {
  stakeRule: { minStake: pennies(100), minPayout: pennies(1000) },
  liquidityFactor: 1.1,
  includeInPlay: false,
  maxOverround: null,
  dayStart: '2026-01-01T00:00:00.000Z',
  dayEnd: '2026-01-02T00:00:00.000Z',
  weekStart: '2025-12-29T00:00:00.000Z',
  weekEnd: '2026-01-05T00:00:00.000Z',
  freshSince: at(),
  coolDownUntil: at(),
  available: pennies(1_000_000_000),
  currency: 'GBP',
  expectedCurrency: 'GBP',
};

export const requestBet = (
  orderRef: string,
  proposal: Partial<Proposal> = {},
  conditions: Partial<BettingConditions> = {},
): Intent => ({
  kind: 'request_bet',
  now: at(),
  orderRef,
  proposal: { ...PROPOSAL, ...proposal },
  conditions: { ...CONDITIONS, ...conditions },
});

let refs = 0;

/** Requests and places the next leg at a price, whole. */
export function bet(
  state: State,
  odds = 3.5,
  commissionRate = 0.05,
  conditions: Partial<BettingConditions> = {},
): State {
  const orderRef = `ref-${++refs}`;
  const asked = act(state, requestBet(orderRef, { price: price(odds), commissionRate }, conditions));
  return act(asked, {
    kind: 'record_placed',
    now: at(),
    orderRef,
    betId: `bet-${orderRef}`,
    matched: asked.request!.stake,
    priceMatched: price(odds),
  });
}

export const openRef = (state: State): string => state.openBets.at(-1)!.orderRef;

/** The references of all bets, first placed first. */
export function betsOf(state: State): readonly string[] {
  const lines = [...newestFirst(state.journal)].reverse();
  return lines.flatMap((line) => (line.kind === 'placed' ? [line.bet.orderRef] : []));
}

export const placed = (orderRef: string, stake: number, more: Partial<PlacedBet> = {}): Fact => ({
  type: 'BET_PLACED',
  data: placedBet(orderRef, stake, more),
});

export const placedBet = (orderRef: string, stake: number, more: Partial<PlacedBet> = {}): PlacedBet => ({
  orderRef,
  marketId: '1.1',
  marketVersion: 7,
  selectionId: 58805,
  event: 'Middlesbrough v Man City',
  competition: null,
  selection: 'The Draw',
  startTime: at(60),
  priceAsked: price(3.5),
  stake: pennies(stake),
  cycle: 1,
  leg: 1,
  commissionRate: 0.05,
  mode: 'demo',
  reason: 'The first to start.',
  betId: `bet-${orderRef}`,
  priceMatched: price(3.5),
  ...more,
});
