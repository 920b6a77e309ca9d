import { describe, expect, it } from 'vitest';
import type { Event, Fact } from '../../../src/core/events.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import { pennies } from '../../../src/core/money.ts';
import { numbered, started } from '../../core/given.ts';
import { requested, SAMPLE_FACTS } from '../../store/sample-facts.ts';
import {
  faultOfAppends,
  faultOfCopy,
  faultOfCounting,
  faultOfGivingUp,
  faultOfSending,
  lostOf,
  ordersAsleep,
} from './judge-stream.ts';
import type { StreamHistory } from './stream-history.ts';

const log = (...facts: Fact[]): Event[] => numbered(initialState, facts);

const { BET_PLACED, BET_LOST, BET_REJECTED, RESULT_CORRECTED } = SAMPLE_FACTS;
const { orderRef, marketId, selectionId } = requested.data;
const order = {
  ...{ betId: '1', marketId, selectionId, customerOrderRef: orderRef },
  ...{ sizeMatched: 1, sizeVoided: 0, averagePriceMatched: 3.5 },
};

/** `one` leads from 1,000 on, `two` from 9,000 on; each event is appended by whom it says, then. */
const history = (...appended: (readonly ['one' | 'two', number])[]): StreamHistory => ({
  taken: [
    { fence: 1, who: 'one', at: 1_000 },
    { fence: 2, who: 'two', at: 9_000 },
  ],
  appended: appended.map(([who, at], index) => ({ seq: index + 1, who, fence: who === 'one' ? 1 : 2, at })),
});

describe('the appends of a stream', () => {
  it('are those of the holders of its lease, one after the other', () => {
    const events = log(requested, BET_PLACED);
    expect(faultOfAppends({ events, history: history(['one', 2_000], ['two', 9_500]) })).toBeNull();
    expect(faultOfAppends({ events, history: history(['two', 2_000], ['one', 9_500]) })).toMatch(/fence 1/);
    const [first] = history(['one', 2_000]).appended;
    const stolen = { ...history(), appended: [{ ...first!, who: 'two' }] };
    expect(faultOfAppends({ events: events.slice(0, 1), history: stolen })).toMatch(/by two, when one/);
    expect(faultOfAppends({ events, history: history(['one', 2_000]) })).toMatch(/not all/);
  });
});

describe('an order', () => {
  const seen = (who: 'one' | 'two', ...crossed: (readonly [number, string])[]) => ({
    ...{ events: log(requested), orders: [order], history: history(['one', 2_000]) },
    crossedBy: (name: string) => (name === who ? crossed.map(([at, boundary]) => ({ at, boundary })) : []),
  });
  const SENDING = 'send placeOrders before';

  it('leaves who has requested it, before another one has the lease', () => {
    expect(faultOfSending(seen('one', [2_100, SENDING]))).toBeNull();
    expect(faultOfSending(seen('two', [9_100, SENDING]))).toMatch(/one did not send it/);
    expect(faultOfSending(seen('two', [2_100, SENDING]))).toMatch(/began to leave two 1100 ms after one had/);
    expect(faultOfSending(seen('one', [1_900, SENDING]))).toMatch(/did not send it/);
    expect(faultOfSending(seen('one', [9_100, SENDING]))).toMatch(
      /began to leave one 100 ms after two had taken the lease/,
    );
    expect(faultOfSending({ ...seen('one', [2_100, SENDING], [9_100, SENDING]), orders: [] })).toMatch(
      /100 ms/,
    );
  });

  it('that had begun to leave a sleeper is counted, and no fault', () => {
    const asleep = seen('one', [2_100, SENDING], [2_100, 'asleep'], [9_900, 'send placeOrders after']);
    expect([faultOfSending(asleep), ordersAsleep(asleep)]).toEqual([null, 1]);
    expect(ordersAsleep(seen('one', [2_100, SENDING], [2_200, 'send placeOrders after']))).toBe(0);
  });
});

describe('a request that one leader left open', () => {
  const rejected = { ...BET_REJECTED, data: { orderRef, code: 'NOT_FOUND' } };

  it('is given up by the next only after its wait', () => {
    const events = log(requested, rejected);
    expect(faultOfGivingUp({ events, history: history(['one', 2_000], ['two', 11_200]) })).toBeNull();
    expect(faultOfGivingUp({ events, history: history(['one', 2_000], ['two', 10_000]) })).toMatch(
      /event 2 gives the order up 1000 ms after the lease was taken/,
    );
    expect(faultOfGivingUp({ events, history: history(['one', 2_000], ['one', 2_100]) })).toBeNull();
  });

  it('stands alone', () => {
    const events = log(requested, requested);
    expect(faultOfGivingUp({ events, history: history(['one', 2_000], ['two', 9_500]) })).toMatch(
      /event 2 asks for a bet, and that of event 1 is open/,
    );
  });
});

describe('cycle and leg of a request', () => {
  const data = { ...requested.data, mode: 'live' } as const;
  const request = (ref: string, cycle: number, leg: number): Fact => ({
    ...requested,
    data: { ...data, orderRef: ref, cycle, leg },
  });
  const placed = (ref: string, cycle: number, leg: number): Fact => ({
    ...BET_PLACED,
    data: { ...BET_PLACED.data, orderRef: ref, betId: ref, cycle, leg },
  });
  const lost = (ref: string): Fact => ({
    ...BET_LOST,
    data: {
      ...{ ...BET_LOST.data, orderRef: ref, betId: ref, outcome: 'lost', commission: pennies(0) },
      ...{
        grossProfit: pennies(-100),
        netProfit: pennies(-100),
        potBefore: pennies(100),
        potAfter: pennies(0),
      },
    },
  });
  const first = [started({}, 'live'), request('a', 1, 1), placed('a', 1, 1), lost('a')];

  it('are what the events before it come to', () => {
    expect(faultOfCounting(log(...first, request('b', 2, 1)))).toBeNull();
    expect(faultOfCounting(log(...first, request('b', 1, 2)))).toMatch(/event 5 is for cycle 1, leg 2/);
    expect(faultOfCounting(log(...first, request('b', 2, 2)))).toMatch(/comes to cycle 2, leg 1/);
  });

  it('are those of the corrected results', () => {
    const to = {
      outcome: 'void',
      grossProfit: pennies(0),
      commission: pennies(0),
      netProfit: pennies(0),
    } as const;
    const corrected: Fact = {
      ...RESULT_CORRECTED,
      data: { ...RESULT_CORRECTED.data, orderRef: 'a', betId: 'a', to },
    };
    expect(faultOfCounting(log(...first, corrected, request('b', 1, 2)))).toBeNull();
    expect(faultOfCounting(log(...first, corrected, request('b', 2, 1)))).toMatch(/comes to cycle 1, leg 2/);
  });
});

it('a copy is the beginning of its stream', () => {
  expect(faultOfCopy('it', ['a'], ['a', 'b'])).toBeNull();
  expect(faultOfCopy('it', ['a', 'c'], ['a', 'b'])).toBe('event 2 of it is not that of the stream');
  expect(faultOfCopy('it', ['a', 'b'], ['a'])).toBe('event 2 of it is not that of the stream');
});

it('what was seen in a copy stays in the stream', () => {
  const events = log(requested, BET_PLACED);
  const hashes = new Map(events.map(({ seq, hash }) => [seq, hash]));
  expect(lostOf(hashes, events)).toBeNull();
  expect(lostOf(hashes, events.slice(0, 1))).toBe('event 2 was in a copy, and is not in the stream');
  expect(lostOf(new Map([[1, 'another']]), events)).toMatch(/^event 1 /);
});
