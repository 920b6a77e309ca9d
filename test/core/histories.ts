import fc from 'fast-check';
import { newestFirst } from '../../src/core/chain.ts';
import { decide } from '../../src/core/decide.ts';
import type { Event, Outcome } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price, stepPrice } from '../../src/core/odds.ts';
import { commissionOn, grossProfit, resultOf, VOID_RESULT } from '../../src/core/settlement.ts';
import type { OpenBet, State } from '../../src/core/state.ts';
import { at, numbered, placedBet, requestBet, started } from './given.ts';
import { resultIntent } from './play.ts';

/** What may happen next, drawn without knowing the state; the core refuses what does not fit. */
type Step =
  | { do: 'request'; tick: number; rate: number }
  | { do: 'place'; part: number }
  | { do: 'reject' }
  | { do: 'settle'; which: number; outcome: Outcome | 'void' }
  | { do: 'correct'; back: number; outcome: Outcome | 'void' }
  | { do: 'late'; stake: number }
  | { do: 'reset'; stake: number }
  | { do: 'restart' };

const outcome = fc.constantFrom<Outcome | 'void'>('won', 'won', 'won', 'lost', 'void', 'dead_heat');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('request' as const),
      tick: fc.nat(60),
      rate: fc.constantFrom(0, 0.02, 0.05),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('place' as const), part: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const), which: fc.nat(5), outcome }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('correct' as const), back: fc.nat(5), outcome }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('late' as const), stake: fc.integer({ min: 1, max: 900 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reset' as const), stake: fc.integer({ min: 100, max: 400 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

function intentOf(step: Step, state: State, n: number): Intent | null {
  const now = at(n);
  switch (step.do) {
    case 'request':
      return requestBet(`ref-${n}`, { price: stepPrice(2, step.tick), commissionRate: step.rate });
    case 'place': {
      if (state.request === null) return null;
      const { orderRef, stake, priceAsked } = state.request;
      const matched = pennies(Math.ceil(stake / step.part));
      return { kind: 'record_placed', now, orderRef, betId: `bet-${n}`, matched, priceMatched: priceAsked };
    }
    case 'reject':
      return {
        kind: 'record_rejected',
        now,
        orderRef: state.request?.orderRef ?? 'none',
        code: 'INVALID_ODDS',
      };
    case 'settle': {
      const open = state.openBets[step.which % Math.max(state.openBets.length, 1)];
      if (open === undefined) return null;
      if (step.outcome === 'void')
        return { kind: 'record_void', now, orderRef: open.orderRef, reason: 'void' };
      return resultIntent(open, step.outcome, now);
    }
    case 'correct': {
      const settled = [...newestFirst(state.journal)].filter((line) => line.kind === 'settled');
      const line = settled[step.back % Math.max(settled.length, 1)];
      if (line === undefined) return null;
      const to = step.outcome === 'void' ? VOID_RESULT : resultOfBet(line.bet as OpenBet, step.outcome);
      return { kind: 'correct_result', now, orderRef: line.bet.orderRef, settledDate: now, to };
    }
    case 'late':
      return { kind: 'record_found_late', since: '', now, bet: placedBet(`late-${n}`, step.stake) };
    case 'reset':
      return { kind: 'reset', now, initialStake: pennies(step.stake), minStake: pennies(100) };
    case 'restart':
      return { kind: 'start', now, version: '1', mode: 'demo', settings: state.settings };
  }
}

function resultOfBet(bet: OpenBet, outcome: Outcome) {
  const ending = outcome === 'dead_heat' ? ({ outcome, places: 1, winners: 2 } as const) : { outcome };
  const gross = grossProfit(bet.stake, bet.priceMatched, ending);
  return resultOf(outcome, gross, commissionOn(gross, bet.commissionRate));
}

export interface Story {
  readonly appends: readonly (readonly Event[])[];
  readonly states: readonly State[];
}

/** Plays the steps through the core; what it refuses leaves no event. */
function play(steps: readonly Step[], staking: 'roll_all' | 'to_target'): Story {
  const settings = { target: pennies(3000), staking, odds: { min: price(1.01), max: price(1000) } };
  let state = initialState;
  const appends: Event[][] = [];
  const states: State[] = [];
  const append = (events: Event[]) => {
    state = events.reduce(evolve, state);
    appends.push(events);
    states.push(state);
  };
  append(numbered(state, [started(settings)]));
  for (const [n, each] of steps.entries()) {
    const intent = intentOf(each, state, n);
    if (intent === null) continue;
    const decision = decide(intent, state);
    if (!('refused' in decision)) append(numbered(state, decision));
  }
  return { appends, states };
}

/** Random histories as the core lets them happen: bets, results, corrections anywhere, late bets, resets, restarts. */
export const stories = fc
  .tuple(
    fc.array(step, { maxLength: 60, size: 'max' }),
    fc.constantFrom<'roll_all' | 'to_target'>('roll_all', 'to_target'),
  )
  .map(([steps, staking]) => play(steps, staking));
