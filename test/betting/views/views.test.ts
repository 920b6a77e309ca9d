import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../src/betting/views/history.ts';
import { cyclesOf, statisticsOf } from '../../../src/betting/views/statistics.ts';
import { ifWon, statusOf } from '../../../src/betting/views/status.ts';
import { actorText, plainName, sentence } from '../../../src/betting/views/wording.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import { pennies } from '../../../src/core/money.ts';
import type { State } from '../../../src/core/state.ts';
import { act, at, bet, given, openRef, placedBet, requestBet, started } from '../../core/given.ts';
import { leg, resultFor } from '../../core/play.ts';

const reset = (state: State, initialStake = 100): State =>
  act(state, { kind: 'reset', now: at(), initialStake: pennies(initialStake), minStake: pennies(100) });

const all = (state: State) => historyOf(state, { page: 1, size: 1_000 }).items;

const status = (state: State) =>
  statusOf(state, { mode: 'demo', betting: { on: true, why: 'because' }, minStake: pennies(100) });

/** Leg 1 won, leg 2 placed, leg 1 corrected to lost: the worked example of the rules. */
function corrected(): State {
  const first = bet(given(started()));
  const orderRef = openRef(first);
  const lost = resultFor(first.openBets[0]!, 'lost');
  const placed = bet(won(first));
  return act(placed, { kind: 'correct_result', now: at(), orderRef, settledDate: at(9), to: lost });
}

function won(first: State): State {
  const open = first.openBets[0]!;
  const { grossProfit, commission } = resultFor(open, 'won');
  return act(first, {
    kind: 'record_result',
    now: at(),
    orderRef: open.orderRef,
    outcome: 'won',
    grossProfit,
    commission,
    source: 'market_book',
  });
}

describe('history', () => {
  it('shows the newest first, the open bet without a result', () => {
    const records = all(bet(leg(leg(given(started())), 3.5, 'void')));
    expect(records.map(({ cycle, leg: n, settled }) => [cycle, n, settled?.result.outcome])).toEqual([
      [1, 3, undefined],
      [1, 2, 'void'],
      [1, 1, 'won'],
    ]);
    expect(records.map(({ settled }) => settled?.runningTotal)).toEqual([undefined, 237, 237]);
  });

  it('shows result, cycle and leg as corrected beside what was believed', () => {
    const [second, first] = all(corrected());
    expect(second).toMatchObject({ cycle: 2, leg: 1, bet: { cycle: 1, leg: 2, stake: 337 }, settled: null });
    expect(first).toMatchObject({
      cycle: 1,
      leg: 1,
      settled: { result: { outcome: 'lost' }, before: { outcome: 'won' }, runningTotal: -100, potAfter: 0 },
    });
  });

  it('goes back beyond resets, and tells the epochs apart', () => {
    const records = all(leg(reset(leg(given(started())))));
    expect(records.map(({ epoch, cycle, leg: n }) => [epoch, cycle, n])).toEqual([
      [2, 1, 1],
      [1, 1, 1],
    ]);
    expect(records.map(({ settled }) => settled?.runningTotal)).toEqual([474, 237]);
  });

  it('shows a bet that was found late as such', () => {
    const found = act(bet(given(started())), {
      kind: 'record_found_late',
      since: '',
      now: at(),
      bet: placedBet('late', 250),
    });
    expect(all(found).map(({ late, leg: n }) => [late, n])).toEqual([
      [true, 2],
      [false, 1],
    ]);
  });

  it('pages', () => {
    const state = [1, 2, 3, 4, 5].reduce((before) => leg(before), given(started()));
    const page = historyOf(state, { page: 2, size: 2 });
    expect(page).toMatchObject({ page: 2, pages: 3, total: 5 });
    expect(page.items.map(({ leg: n }) => n)).toEqual([3, 2]);
  });

  it('is one empty page where nothing was bet', () => {
    expect(historyOf(initialState, { page: 1, size: 10 })).toEqual({
      items: [],
      page: 1,
      pages: 1,
      total: 0,
    });
  });
});

describe('statistics', () => {
  it('count the epoch and all time apart', () => {
    const before = leg(leg(leg(given(started()), 3.5, 'lost'), 3.5, 'won'), 3.5, 'void');
    const { epochNumber, epoch, allTime } = statisticsOf(leg(reset(before), 3.5, 'lost'));
    expect(epochNumber).toBe(2);
    expect(epoch).toMatchObject({
      cycles: 2,
      bets: 1,
      wins: 0,
      losses: 1,
      voids: 0,
      outlay: 200,
      moneyLost: 100,
      winRate: 0,
    });
    expect(allTime).toMatchObject({
      cycles: 4,
      bets: 4,
      wins: 1,
      losses: 2,
      voids: 1,
      outlay: 400,
      banked: 337,
      commission: 13,
      moneyLost: 200,
      highestPot: 337,
      furthestLeg: 2,
    });
    expect(allTime.winRate).toBeCloseTo(1 / 3);
  });

  it('count a cycle that was lost as what it cost, whatever its pot was', () => {
    const { allTime } = statisticsOf(leg(leg(leg(given(started()))), 3.5, 'lost'));
    expect(allTime.moneyLost).toBe(100);
  });

  it('count money that a correction made a further outlay as lost with its cycle', () => {
    const state = corrected();
    expect(statisticsOf(state).allTime).toMatchObject({
      losses: 1,
      wins: 0,
      outlay: 437,
      moneyLost: 100,
      cycles: 2,
    });
  });

  it('count a target, and have no win rate before a result', () => {
    const state = leg(given(started({ target: pennies(300) })));
    expect(statisticsOf(state).allTime).toMatchObject({ targets: 1, banked: 337, moneyLost: 0, cycles: 2 });
    expect(statisticsOf(bet(given(started()))).allTime.winRate).toBeNull();
  });
});

describe('cycles', () => {
  it('are listed from the current one back through all epochs', () => {
    const { items, total } = cyclesOf(reset(leg(given(started()), 3.5, 'lost'), 250), { page: 1, size: 10 });
    expect(total).toBe(3);
    expect(
      items.map(({ epoch, cycle, end, outlay, banked }) => [epoch, cycle, end?.how, outlay, banked]),
    ).toEqual([
      [2, 1, undefined, 250, 0],
      [1, 2, 'reset', 100, 100],
      [1, 1, 'lost', 100, 0],
    ]);
  });

  it('are none before the first start', () => {
    expect(cyclesOf(initialState, { page: 1, size: 10 })).toMatchObject({ items: [], total: 0 });
  });
});

describe('status', () => {
  it('gives everything that the first look needs, money in pennies', () => {
    expect(status(leg(given(started())))).toMatchObject({
      mode: 'demo',
      cycle: 1,
      leg: 1,
      pot: 337,
      target: 5_000_000,
      initialStake: 100,
      nextStake: 337,
      odds: { min: 3, max: 4 },
      betting: { on: true, why: 'because' },
      openBet: null,
      openRequest: null,
      epoch: { bets: 1 },
      allTime: { bets: 1 },
    });
  });

  it('counts a stake that is out in the pot', () => {
    const state = bet(given(started()));
    expect(status(state)).toMatchObject({ pot: 100, openBet: { stake: 100 }, seq: state.seq });
    expect(ifWon(state.openBets[0]!, state.ledger.pot)).toEqual({ net: 237, pot: 337 });
  });

  it('shows a request whose outcome is unknown', () => {
    expect(status(act(given(started()), requestBet('r'))).openRequest).toMatchObject({
      orderRef: 'r',
      stake: 100,
    });
  });

  it('stakes with to_target no more than the lowest price of the range asks for', () => {
    const state = leg(given(started({ staking: 'to_target', target: pennies(500) })));
    expect(status(state)).toMatchObject({ pot: 337, nextStake: 100 });
  });

  it('is there before the first start', () => {
    expect(status(initialState)).toMatchObject({ cycle: 0, leg: 0, pot: 0, openBet: null });
  });
});

describe('words', () => {
  it.each([
    ['  Two\n lines\t', 'Two lines'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['\u0000\u200b', '(no name)'],
    ['x'.repeat(90), `${'x'.repeat(79)}…`],
    ['Bodø/Glimt v Žalgiris', 'Bodø/Glimt v Žalgiris'],
  ])('make a name of %j', (name, shown) => {
    expect(plainName(name)).toBe(shown);
  });

  it.each([
    ['betting is paused', 'Betting is paused.'],
    ['Really?', 'Really?'],
  ])('make a sentence of %j', (words, shown) => {
    expect(sentence(words)).toBe(shown);
  });

  it.each([
    ['system', 'by the bot itself'],
    ['config', 'by the configuration file'],
    ['console', 'at the console'],
    ['dashboard', 'on the dashboard'],
    ['discord:42', 'by Discord user 42'],
  ] as const)('name the actor %s', (actor, shown) => {
    expect(actorText(actor)).toBe(shown);
  });
});
