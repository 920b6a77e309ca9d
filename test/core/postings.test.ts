import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event, Fact } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { balancesBy, balancesOf, enter, NOTHING_POSTED } from '../../src/core/posted.ts';
import { type Account, type Posting, postingsOf } from '../../src/core/postings.ts';
import { resultOf } from '../../src/core/settlement.ts';
import type { State } from '../../src/core/state.ts';
import { act, apply, at, bet, betsOf, facts, given, numbered, placedBet, started } from './given.ts';
import { stories } from './histories.ts';
import { end, leg } from './play.ts';

/** All postings of a log, and the state after it. */
function post(events: readonly Event[], from = initialState): { state: State; postings: Posting[] } {
  const postings: Posting[] = [];
  const state = events.reduce((before, event) => {
    const after = evolve(before, event);
    postings.push(...postingsOf(event, before, after));
    return after;
  }, from);
  return { state, postings };
}

const posted = (state: State, made: readonly Fact[]): string[] =>
  post(numbered(state, made), state).postings.map(line);

const did = (state: State, intent: Intent): string[] => posted(state, facts(state, intent));

const line = ({ kind, from, to, amount, cycle }: Posting): string =>
  `${kind}: ${amount} ${from} > ${to}, cycle ${cycle}`;

const balance = (postings: readonly Posting[], account: Account): number =>
  postings.reduce(
    (sum, { from, to, amount }) => sum + (to === account ? amount : 0) - (from === account ? amount : 0),
    0,
  );

const won = (state: State): Intent => ({
  kind: 'record_result',
  now: at(),
  orderRef: state.openBets[0]!.orderRef,
  outcome: 'won',
  grossProfit: pennies(250),
  commission: pennies(13),
  source: 'cleared_orders',
});

describe('the postings', () => {
  test('of the first start are the outlay of the first cycle', () => {
    expect(posted(initialState, [started()])).toEqual(['outlay: 100 outside > pot, cycle 1']);
  });

  test('of a placed bet are its stake on its way to the exchange', () => {
    const asked = given(started());
    const open = bet(asked);
    expect(posted(asked, [{ type: 'BET_PLACED', data: open.openBets[0]! }])).toEqual([
      'stake_out: 100 pot > exchange, cycle 1',
    ]);
  });

  test('of a won bet are what comes back and the commission', () => {
    const state = bet(given(started()));
    expect(did(state, won(state))).toEqual([
      'return_in: 350 exchange > pot, cycle 1',
      'commission: 13 pot > commission, cycle 1',
    ]);
  });

  test('of a win that reaches the target are the banked pot and the next outlay besides', () => {
    const state = bet(given(started({ target: pennies(300) })));
    expect(did(state, won(state))).toEqual([
      'return_in: 350 exchange > pot, cycle 1',
      'commission: 13 pot > commission, cycle 1',
      'banked: 337 pot > banked, cycle 1',
      'outlay: 100 outside > pot, cycle 2',
    ]);
  });

  test('of a lost bet are the outlay of the next cycle: nothing comes back', () => {
    const state = bet(given(started()));
    const { orderRef } = state.openBets[0]!;
    expect(
      did(state, {
        ...won(state),
        orderRef,
        outcome: 'lost',
        grossProfit: pennies(-100),
        commission: pennies(0),
      } as Intent),
    ).toEqual(['outlay: 100 outside > pot, cycle 2']);
  });

  test('of more lost than was staked go the other way', () => {
    const state = bet(given(started()));
    const worse = { outcome: 'lost', grossProfit: pennies(-166), commission: pennies(0) } as const;
    expect(did(state, { ...won(state), ...worse } as Intent)).toEqual([
      'return_in: 66 pot > exchange, cycle 1',
      'banked: 66 banked > pot, cycle 1',
      'outlay: 100 outside > pot, cycle 2',
    ]);
  });

  test('of a lost dead heat below the initial stake bank the rest', () => {
    const state = bet(given(started()));
    const heat = { outcome: 'dead_heat', grossProfit: pennies(-17), commission: pennies(0) } as const;
    expect(did(state, { ...won(state), ...heat } as Intent)).toEqual([
      'return_in: 83 exchange > pot, cycle 1',
      'banked: 83 pot > banked, cycle 1',
      'outlay: 100 outside > pot, cycle 2',
    ]);
  });

  test('of a loss that leaves enough for the next cycle carry it over', () => {
    const rich = leg(given(started({ staking: 'to_target', target: pennies(400) })));
    const state = bet(rich);
    expect(state.openBets[0]!.stake).toBe(100);
    const lost = { outcome: 'lost', grossProfit: pennies(-100), commission: pennies(0) } as const;
    expect(did(state, { ...won(state), ...lost } as Intent)).toEqual([
      'carried: 237 pot > carried, cycle 1',
      'carried: 237 carried > pot, cycle 2',
    ]);
  });

  test('of a void bet are its stake on its way back', () => {
    const state = bet(given(started()));
    const { orderRef } = state.openBets[0]!;
    expect(did(state, { kind: 'record_void', now: at(), orderRef, reason: 'removed' })).toEqual([
      'void: 100 exchange > pot, cycle 1',
    ]);
  });

  test('of a bet found late that the pot does not hold are further outlay', () => {
    const state = bet(given(started()));
    expect(
      did(state, { kind: 'record_found_late', since: '', now: at(), bet: placedBet('late', 250) }),
    ).toEqual(['outlay: 250 outside > pot, cycle 1', 'stake_out: 250 pot > exchange, cycle 1']);
  });

  test('of a reset are the pot that is banked and a new outlay', () => {
    const state = leg(given(started()));
    const intent = { kind: 'reset', now: at(), initialStake: pennies(200), minStake: pennies(100) } as const;
    expect(did(state, intent)).toEqual([
      'banked: 337 pot > banked, cycle 1',
      'outlay: 200 outside > pot, cycle 1',
    ]);
  });

  test('of what moves no money are none', () => {
    const state = given(started());
    expect(did(state, { kind: 'pause', now: at(), why: 'tea', until: null })).toEqual([]);
    expect(posted(initialState, [{ type: 'BOT_STOPPED', data: { reason: 'x' } }])).toEqual([]);
  });

  test('of a correction are the difference, each line at its own bet and cycle, at the time of the correction', () => {
    const state = bet(leg(given(started())));
    const first = facts(state, {
      kind: 'correct_result',
      now: at(100),
      orderRef: betsOf(state)[0]!,
      settledDate: at(100),
      to: resultOf('lost', pennies(-100), pennies(0)),
    });
    const { postings } = post(numbered(state, first, at(100)), state);
    expect(postings.map(line).sort()).toEqual([
      'correction: 100 outside > pot, cycle 2',
      'correction: 13 commission > pot, cycle 1',
      'correction: 237 outside > pot, cycle 2',
      'correction: 337 exchange > pot, cycle 1',
      'correction: 337 pot > exchange, cycle 2',
      'correction: 350 pot > exchange, cycle 1',
    ]);
    expect(new Set(postings.map((each) => each.at))).toEqual(new Set([at(100)]));
  });

  test('of a correction that moves a settled bet into another cycle are one line for its stake and what came back', () => {
    const state = leg(leg(given(started())));
    const [first, second] = betsOf(state);
    const moved = facts(state, {
      kind: 'correct_result',
      now: at(100),
      orderRef: first!,
      settledDate: at(100),
      to: resultOf('lost', pennies(-100), pennies(0)),
    });
    const { postings } = post(numbered(state, moved), state);
    expect(postings.filter(({ orderRef }) => orderRef === second).map(line)).toEqual([
      'correction: 843 pot > exchange, cycle 1',
      'correction: 42 commission > pot, cycle 1',
      'correction: 237 outside > pot, cycle 2',
      'correction: 843 exchange > pot, cycle 2',
      'correction: 42 pot > commission, cycle 2',
    ]);
  });

  test('of a correction that is already known are none', () => {
    const state = leg(given(started()));
    const [correction] = facts(state, {
      kind: 'correct_result',
      now: at(100),
      orderRef: betsOf(state)[0]!,
      settledDate: at(100),
      to: resultOf('lost', pennies(-100), pennies(0)),
    });
    expect(posted(apply(state, [correction!]), [correction!])).toEqual([]);
  });
});

const RUNS = { numRuns: 300 };

/** Of one cycle or bet, by a name for it. */
function grouped(postings: readonly Posting[], nameOf: (posting: Posting) => string): Map<string, Posting[]> {
  const groups = new Map<string, Posting[]>();
  for (const posting of postings)
    groups.set(nameOf(posting), [...(groups.get(nameOf(posting)) ?? []), posting]);
  return groups;
}

describe('in any history, corrections included,', () => {
  test('each account holds what the ledger says, after every event', () => {
    fc.assert(
      fc.property(stories, ({ appends }) => {
        const all: Posting[] = [];
        let state = initialState;
        for (const event of appends.flat()) {
          const before = state;
          state = evolve(state, event);
          all.push(...postingsOf(event, before, state));
          const { pot, stakesOut, allTime } = state.ledger;
          expect({
            outside: 0 - balance(all, 'outside'),
            pot: balance(all, 'pot'),
            exchange: balance(all, 'exchange'),
            commission: balance(all, 'commission'),
            banked: balance(all, 'banked'),
            carried: balance(all, 'carried'),
          }).toEqual({
            outside: allTime.outlay,
            pot: pot - stakesOut,
            exchange: stakesOut - allTime.gross,
            commission: allTime.commission,
            banked: allTime.banked,
            carried: 0,
          });
          expect(state.posted).toEqual(enter(NOTHING_POSTED, all));
          expect(balancesOf(state.ledger)).toEqual(balancesBy(all));
        }
        expect(all.every(({ amount, from, to }) => amount > 0 && from !== to)).toBe(true);
      }),
      RUNS,
    );
  });

  test('the pot of each cycle that has ended comes to nothing, and outlay and banked are those of the cycle', () => {
    fc.assert(
      fc.property(stories, ({ appends }) => {
        const { state, postings } = post(appends.flat());
        const { current, ended, pot, stakesOut } = state.ledger;
        const cycles = grouped(postings, ({ epoch, cycle }) => `${epoch}.${cycle}`);
        for (let link = ended; link; link = link.tail) {
          const own = cycles.get(`${link.head.epoch}.${link.head.cycle}`) ?? [];
          expect(balance(own, 'pot')).toBe(0);
          expect(0 - balance(own, 'outside')).toBe(link.head.outlay);
          expect(balance(own, 'banked')).toBe(link.head.banked);
        }
        const own = cycles.get(`${current.epoch}.${current.cycle}`) ?? [];
        expect(balance(own, 'pot')).toBe(pot - stakesOut);
      }),
      RUNS,
    );
  });

  test('what a bet has brought is its net profit as corrected', () => {
    fc.assert(
      fc.property(stories, ({ appends }) => {
        const { state, postings } = post(appends.flat());
        const bets = grouped(postings, ({ orderRef }) => orderRef ?? '');
        for (let link = state.journal; link; link = link.tail) {
          if (link.head.kind !== 'settled') continue;
          const { bet: settled, result } = link.head;
          const own = bets.get(settled.orderRef) ?? [];
          expect(0 - balance(own, 'exchange')).toBe(result.grossProfit);
          expect(balance(own, 'commission')).toBe(result.commission);
        }
      }),
      RUNS,
    );
  });
});

test('a bet that is open is at stake with the exchange', () => {
  const { postings, state } = post(numbered(initialState, [started()]));
  const open = bet(state);
  const placing = numbered(state, [{ type: 'BET_PLACED', data: open.openBets[0]! }]);
  const all = [...postings, ...post(placing, state).postings];
  expect([balance(all, 'pot'), balance(all, 'exchange')]).toEqual([0, 100]);
  expect(end(open, 'won').ledger.pot).toBe(337);
  expect(act(open, won(open)).ledger.allTime.gross).toBe(250);
});
