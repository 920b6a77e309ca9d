import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestFirst } from '../../src/core/chain.ts';
import { decide } from '../../src/core/decide.ts';
import type { Limits, Outcome } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import type { BettingConditions, Proposal } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { nextStake } from '../../src/core/staking.ts';
import type { State } from '../../src/core/state.ts';
import { act, apply, at, bet, CONDITIONS, given, PROPOSAL, requestBet, started } from './given.ts';
import { end } from './play.ts';

/** When the bet is asked for: after all that happened. */
const NOW = at(60);

interface Question {
  readonly state: State;
  readonly limits: Limits;
  readonly proposal: Proposal;
  readonly conditions: BettingConditions;
  readonly stake: number;
}

const ended = ({ ledger }: State) => [...newestFirst(ledger.ended)];

const lossFrom = (state: State, from: string): number =>
  ended(state)
    .filter((cycle) => cycle.end.at >= from)
    .reduce((sum, { outlay, banked }) => sum + outlay - banked, 0);

function costIfLost({ ledger }: State, stake: number): number {
  const { outlay, banked } = ledger.current;
  const kept = ledger.pot - stake;
  return outlay - banked - (kept < ledger.nextTerms.initialStake ? kept : 0);
}

const within = (loss: number, limit: number | null): boolean => limit === null || loss <= limit;

function lostInARow(state: State): number {
  const decided = ended(state).filter(({ end: { how } }) => how !== 'reset');
  const ends = decided.findIndex(({ end: { how } }) => how !== 'lost');
  return ends === -1 ? decided.length : ends;
}

const LADDER = [3, 3.05, 3.5, 3.55, 4, 4.1, 10, 17];
const live = ({ state }: Question): boolean => state.mode === 'live';

/** What must hold by each rule, told without the product's own guards. */
const HOLDS: Readonly<Record<string, (question: Question) => boolean>> = {
  'open-request': ({ state }) => state.request === null,
  'open-bet': ({ state }) => state.openBets.length === 0,
  paused: ({ state: { paused } }) => paused === null || (paused.until !== null && paused.until <= NOW),
  'not-armed': (q) => !live(q) || (q.state.armed !== null && q.state.armed.until > NOW),
  'delayed-prices': (q) => !live(q) || !q.proposal.delayed,
  'stale-prices': ({ proposal, conditions }) => proposal.readAt >= conditions.freshSince,
  'market-not-open': ({ proposal }) => proposal.status === 'OPEN',
  'in-play': ({ proposal, conditions }) => !proposal.inPlay || conditions.includeInPlay,
  'already-started': ({ proposal, conditions }) => proposal.startTime >= NOW || conditions.includeInPlay,
  skipped: ({ state: { skips } }) => skips.every(({ until }) => until !== null && until <= NOW),
  overround: ({ proposal, conditions }) =>
    conditions.maxOverround === null || proposal.overround <= conditions.maxOverround,
  'off-ladder': ({ proposal }) => LADDER.includes(proposal.price),
  'odds-range': ({ state, proposal }) =>
    proposal.price >= state.settings.odds.min && proposal.price <= state.settings.odds.max,
  'min-stake': ({ proposal, conditions: { stakeRule }, stake }) =>
    stake >= stakeRule.minStake ||
    (stakeRule.minPayout !== null && Math.round(stake * proposal.price * 100) >= stakeRule.minPayout * 100),
  'max-stake': ({ limits, stake }) => within(stake, limits.maxStake),
  liquidity: ({ proposal, conditions, stake }) =>
    proposal.size * 10 >= stake * Math.round(conditions.liquidityFactor * 10),
  currency: ({ conditions }) => conditions.currency === conditions.expectedCurrency,
  funds: ({ conditions, stake }) => conditions.available >= stake,
  'max-daily-loss': ({ state, limits, conditions, stake }) =>
    within(lossFrom(state, conditions.dayStart) + costIfLost(state, stake), limits.maxDailyLoss),
  'max-weekly-loss': ({ state, limits, conditions, stake }) =>
    within(lossFrom(state, conditions.weekStart) + costIfLost(state, stake), limits.maxWeeklyLoss),
  'max-total-loss': ({ state, limits, stake }) =>
    within(lossFrom(state, '') + costIfLost(state, stake), limits.maxTotalLoss),
  'cool-down': ({ state, limits: { coolDownMinutes, coolDownAfterLosses }, conditions }) =>
    coolDownMinutes === 0 ||
    lostInARow(state) === 0 ||
    lostInARow(state) % coolDownAfterLosses !== 0 ||
    conditions.coolDownUntil <= NOW,
};

const RULE_OF_PAUSE: Readonly<Record<string, string>> = {
  minStake: 'min-stake',
  maxStake: 'max-stake',
  maxDailyLoss: 'max-daily-loss',
  maxWeeklyLoss: 'max-weekly-loss',
  maxTotalLoss: 'max-total-loss',
  coolDownMinutes: 'cool-down',
};

/** Mostly the first, so that every rule gets its turn. */
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const money = (...amounts: readonly number[]) => fc.constantFrom(null, ...amounts.map(pennies));

const someLimits: fc.Arbitrary<Limits> = fc.record({
  maxStake: money(100, 336, 337, 5000),
  maxDailyLoss: money(99, 100, 200, 300),
  maxWeeklyLoss: money(100, 299, 300, 1000),
  maxTotalLoss: money(199, 200, 400, 1000, 1000, 1000),
  coolDownMinutes: fc.constantFrom(0, 1, 30),
  coolDownAfterLosses: fc.constantFrom(1, 1, 2, 3),
});

const someLegs = fc.array(
  fc.constantFrom<Outcome | 'void' | 'reset'>('lost', 'lost', 'won', 'won', 'void', 'reset'),
  {
    maxLength: 6,
  },
);

/** Legs at noon and each ten minutes later; what is open, paused or armed at the end; then the limits. */
const someState = fc
  .record({
    mode: fc.constantFrom('demo', 'demo', 'live'),
    staking: fc.constantFrom('roll_all' as const, 'to_target' as const),
    target: fc.constantFrom(300, 1000, 5_000_000),
    initialStake: mostly(100, 60),
    maxOdds: mostly(4, 20),
    legs: someLegs,
    last: mostly('nothing' as const, 'request' as const, 'bet' as const),
    paused: mostly(undefined, null, at(60), at(61)),
    skippedUntil: mostly(undefined, null, at(60), at(61)),
    armedUntil: mostly(at(61), at(60)),
    limits: someLimits,
  })
  .map(({ mode, staking, target, initialStake, maxOdds, legs, last, armedUntil, limits, ...held }) => {
    const { paused, skippedUntil: until } = held;
    const settings = { staking, target: pennies(target), initialStake: pennies(initialStake) };
    const free = { stakeRule: { minStake: pennies(1), minPayout: null } };
    let state = given(started({ ...settings, odds: { min: price(3), max: price(maxOdds) } }, mode));
    if (mode === 'live') state = act(state, { kind: 'arm', now: at(), until: armedUntil, keep: false });
    const placed = (from: State): State => bet(from, 3.5, 0.05, free);
    for (const [i, outcome] of legs.entries()) {
      const now = at(i * 10);
      state =
        outcome === 'reset'
          ? act(state, { kind: 'reset', now, initialStake: pennies(initialStake), minStake: pennies(1) })
          : end(placed(state), outcome, now);
    }
    if (last === 'request') state = act(state, requestBet('r', {}, free));
    if (last === 'bet') state = placed(state);
    if (paused !== undefined) state = act(state, { kind: 'pause', now: at(59), why: 'x', until: paused });
    if (until !== undefined)
      state = act(state, {
        kind: 'skip',
        now: at(59),
        what: 'market',
        name: PROPOSAL.marketId,
        why: 'x',
        until,
      });
    const change = { from: NO_LIMITS, to: limits, effectiveAt: at() };
    return { limits, state: apply(state, [{ type: 'LIMITS_CHANGED', data: change }], at(59)) };
  });

const someProposal: fc.Arbitrary<Proposal> = fc
  .record({
    price: mostly(3.5, 3, 4, 4.1, 17, 2.98, 3.52, 3.52, 3.52),
    size: mostly(100_000_000, 109, 109, 109, 110, 370, 371),
    status: mostly('OPEN', 'SUSPENDED'),
    inPlay: mostly(false, true),
    delayed: mostly(false, true),
    overround: mostly(0.03, 0.05, 0.050001, 0.4),
    startTime: mostly(at(70), at(60), at(59)),
    readAt: mostly(at(60), at(59)),
  })
  .map((given) => ({ ...PROPOSAL, ...given, price: price(given.price), size: pennies(given.size) }));

const someConditions: fc.Arbitrary<BettingConditions> = fc
  .record({
    minStake: mostly(60, 100, 101, 200),
    minPayout: fc.constantFrom(null, pennies(1000)),
    includeInPlay: mostly(false, true),
    maxOverround: fc.constantFrom(null, 0.05),
    dayStart: fc.integer({ min: 0, max: 7 }).map((ten) => at(ten * 10)),
    weekStart: fc.integer({ min: 0, max: 3 }).map((ten) => at(ten * 10)),
    freshSince: fc.constant(at(60)),
    coolDownUntil: fc.constantFrom(at(60), at(61), at(61), at(61)),
    available: mostly(pennies(1_000_000_000), pennies(99), pennies(100), pennies(336)),
    currency: mostly('GBP', 'EUR'),
  })
  .map(({ minStake, minPayout, ...given }) => ({
    ...CONDITIONS,
    ...given,
    stakeRule: { minStake: pennies(minStake), minPayout },
  }));

const someQuestion: fc.Arbitrary<Question> = fc
  .tuple(someState, someProposal, someConditions)
  .map(([{ state, limits }, proposal, conditions]) => {
    const { ledger, settings } = state;
    const stake = nextStake({
      staking: settings.staking,
      pot: ledger.pot,
      target: ledger.terms.target,
      price: proposal.price,
      commissionRate: proposal.commissionRate,
      rule: conditions.stakeRule,
    });
    return { state, limits, proposal, conditions, stake };
  });

/** The rule that the product names, or null where it asks for a bet. */
function namedBy({ state, proposal, conditions }: Question): string | null {
  const decision = decide({ kind: 'request_bet', now: NOW, orderRef: 'new', proposal, conditions }, state);
  if ('refused' in decision) return decision.refused;
  const [fact, ...more] = decision;
  expect(more).toEqual([]);
  if (fact.type === 'BET_REQUESTED') return null;
  if (fact.type !== 'BETTING_PAUSED') throw new Error(`${fact.type} instead of a bet`);
  return RULE_OF_PAUSE[fact.data.by] ?? fact.data.by;
}

describe('the guards', () => {
  it('let a bet pass if, and only if, every rule holds, and name one that does not', () => {
    const named = new Map<string | null, number>();
    fc.assert(
      fc.property(someQuestion, (question) => {
        const rule = namedBy(question);
        named.set(rule, (named.get(rule) ?? 0) + 1);
        const broken = Object.keys(HOLDS).filter((name) => HOLDS[name]?.(question) !== true);
        if (rule === null) expect(broken).toEqual([]);
        else expect(broken).toContain(rule);
      }),
      { numRuns: 2_000 },
    );
    expect([...named.keys()].sort()).toEqual([null, ...Object.keys(HOLDS)].sort());
  });
});
