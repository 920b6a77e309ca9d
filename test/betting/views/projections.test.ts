import { describe, expect, it } from 'vitest';
import { calibrationOf } from '../../../src/betting/views/calibration.ts';
import { equityOf } from '../../../src/betting/views/equity.ts';
import { ladderOf } from '../../../src/betting/views/ladder.ts';
import { legsReached } from '../../../src/betting/views/legs-reached.ts';
import { receiptOf } from '../../../src/betting/views/receipt.ts';
import { scoreInterval } from '../../../src/betting/views/score-interval.ts';
import { prepend } from '../../../src/core/chain.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import { pennies } from '../../../src/core/money.ts';
import { price } from '../../../src/core/odds.ts';
import { act, at, bet, given, started } from '../../core/given.ts';
import { leg } from '../../core/play.ts';
import { createStory } from '../../notify/story.ts';

describe('the ladder', () => {
  it('begins with the money that was kept, not only with what was put in', () => {
    const kept = leg(given(started({ staking: 'to_target', target: pennies(350) })), 3.5);
    const lost = leg(kept, 3.5, 'lost');
    expect(ladderOf(leg(lost, 3, 'void'), pennies(100))).toMatchObject({
      cycle: 2,
      opened: 237,
      rungs: [{ leg: 1, outcome: 'void' }],
    });
  });

  it('leads to the target by the plan that is in force', () => {
    const { ways } = ladderOf(leg(given(started({ target: pennies(2_000) }))), pennies(100));
    expect(ways.map(({ price, pots, reaches }) => [price, pots, reaches])).toEqual([
      [3, [977, 2833], true],
      [4, [1297, 4993], true],
    ]);
  });
});

describe('the receipt', () => {
  it('ends with the append that ended the cycle, the target included', async () => {
    const story = createStory(started({ target: pennies(300) }));
    story.bet();
    story.end('won');
    const { state, log, appends } = story;
    const receipt = await receiptOf(state(), state().ledger.ended!.head, log.read);
    const last = appends.at(-1)!.at(-1)!;
    expect(last.type).toBe('TARGET_REACHED');
    expect(receipt?.events).toEqual({ first: 3, last: last.seq, hash: last.hash });
  });

  it('is none of a cycle that runs, or that a reset ended before its first bet', async () => {
    const { state, log, act: intend } = createStory();
    expect(await receiptOf(state(), state().ledger.current, log.read)).toBeNull();
    intend({ kind: 'reset', now: at(), initialStake: pennies(100), minStake: pennies(100) });
    expect(await receiptOf(state(), state().ledger.ended!.head, log.read)).toBeNull();
  });
});

describe('the equity', () => {
  it('goes on over resets', () => {
    const reset = act(leg(given(started())), {
      kind: 'reset',
      now: at(),
      initialStake: pennies(100),
      minStake: pennies(100),
    });
    expect(equityOf(leg(reset, 3.5, 'lost'))).toMatchObject({ bets: 2, now: 137, highest: 237 });
  });
});

describe('the legs reached', () => {
  it('count a lost cycle to the leg that it lost, one at the target to the leg that reached it, and no void bet', () => {
    const lost = leg(leg(leg(given(started({ target: pennies(1_000) }))), 3.5, 'void'), 3.5, 'lost');
    const reached = legsReached(leg(leg(lost)));
    expect(reached).toMatchObject({ cycles: 2, furthest: 2 });
    expect(reached?.legs.map(({ reached: count }) => count)).toEqual([2, 2, 0, 0]);
    expect(reached?.winChance).toBeCloseTo(1 / 3.5);
    expect(reached?.legs[2]?.expected).toBeCloseTo(2 / 3.5 ** 2);
  });

  it('are counted also where there are a quarter of a million cycles', () => {
    const state = leg(given(started()), 3.5, 'lost');
    const { ended } = state.ledger;
    const many = Array.from({ length: 250_000 }).reduce<typeof ended>(
      (chain) => ended && prepend(ended.head, chain),
      null,
    );
    const reached = legsReached({ ...state, ledger: { ...state.ledger, ended: many } });
    expect(reached).toMatchObject({ cycles: 250_000, furthest: 1 });
  });

  it('leave out the cycle that runs and those that a reset cut off', () => {
    const intent = { kind: 'reset', now: at(), initialStake: pennies(100), minStake: pennies(100) } as const;
    expect(legsReached(act(leg(given(started())), intent))).toBeNull();
  });
});

describe('the calibration', () => {
  it('groups bets of like prices, void and open ones aside', () => {
    const state = [3, 3.05, 4, 3.95].reduce(
      (before, odds, i) => leg(before, odds, i % 2 ? 'lost' : 'won'),
      given(started()),
    );
    const calibration = calibrationOf(bet(leg(state, 3.5, 'void')));
    expect(calibration).toMatchObject({ bets: 4, wins: 2 });
    expect(calibration?.groups.map(({ bets, wins, actual }) => [bets, wins, actual])).toEqual([
      [2, 1, 0.5],
      [2, 1, 0.5],
    ]);
    expect(calibration?.groups[0]?.implied).toBeCloseTo((1 / 4 + 1 / 3.95) / 2);
  });

  it('makes the groups wider where prices lie far apart', () => {
    const odds = [1.1, 1.3, 1.5, 2, 2.5, 3, 4, 5, 8, 20];
    const range = { min: price(1.01), max: price(1_000) };
    const state = odds.reduce((before, each) => leg(before, each, 'lost'), given(started({ odds: range })));
    expect(calibrationOf(state)?.groups.length).toBeLessThanOrEqual(8);
  });

  it.each([
    // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives %i of %i the interval of Wilson', (wins, n, low, high) => {
    const interval = scoreInterval(wins, { expected: n, squares: n });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is none without a bet', () => {
    expect(calibrationOf(initialState)).toBeNull();
  });
});
