import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newestFirst } from '../../src/core/chain.ts';
import type { Outcome } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import {
  commissionOn,
  commissionRate,
  grossProfit,
  isWin,
  resultOf,
  sameResult,
} from '../../src/core/settlement.ts';
import { nextStake, smallestStake } from '../../src/core/staking.ts';
import type { State } from '../../src/core/state.ts';
import {
  act,
  apply,
  at,
  bet,
  CONDITIONS,
  facts,
  given,
  openRef,
  placed,
  refusal,
  requestBet,
  started,
} from './given.ts';
import { end, leg, resultIntent } from './play.ts';

const rule = CONDITIONS.stakeRule;

describe('a cycle that rolls all', () => {
  test.each([
    [3.5, [337, 1138, 3841, 12_964, 43_753, 147_667, 498_377, 1_682_023, 5_676_828]],
    [4, [385, 1482, 5706, 21_968, 84_577, 325_621, 1_253_641, 4_826_518, 18_582_094]],
  ])('at %d reaches the target on leg 9 with the worked pots', (odds, pots) => {
    let state = given(started({ odds: { min: price(3), max: price(4) } }));
    for (const pot of pots.slice(0, -1)) {
      state = leg(state, odds);
      expect(state.ledger.pot).toBe(pot);
    }
    state = bet(state, odds);
    expect(state.ledger.leg).toBe(9);
    expect(facts(state, resultIntent(state.openBets[0]!, 'won'))).toMatchObject([
      { type: 'BET_WON', data: { potAfter: pots.at(-1) } },
      { type: 'TARGET_REACHED', data: { cycle: 1, pot: pots.at(-1), target: 5_000_000 } },
    ]);
    state = end(state, 'won');
    expect(state.ledger).toMatchObject({ cycle: 2, leg: 0, pot: 100 });
    expect(state.ledger.figures).toMatchObject({
      banked: pots.at(-1),
      targets: 1,
      outlay: 200,
      furthestLeg: 9,
    });
  });

  test('reaches the target where the pot is the target to the penny', () => {
    const open = (target: number) => bet(given(started({ target: pennies(target) })));
    const result = (state: State) => facts(state, resultIntent(state.openBets[0]!, 'won'));
    expect(result(open(337))).toMatchObject([{ type: 'BET_WON' }, { type: 'TARGET_REACHED' }]);
    expect(end(open(337), 'won').ledger).toMatchObject({ cycle: 2, figures: { targets: 1, banked: 337 } });
    expect(result(open(338))).toMatchObject([{ type: 'BET_WON' }]);
    expect(end(open(338), 'won').ledger).toMatchObject({ cycle: 1, figures: { targets: 0, banked: 0 } });
  });

  test('is remembered with its legs, wins and highest pot', () => {
    const twice = leg(leg(given(started())));
    const { ledger } = leg(leg(twice, 3.5, 'lost'));
    expect(ledger.ended).toMatchObject({
      head: { epoch: 1, cycle: 1, legs: 3, wins: 2, outlay: 100, banked: 0, highestPot: 1138 },
      tail: null,
    });
    expect(ledger.current).toMatchObject({ cycle: 2, legs: 1, wins: 1, highestPot: 337 });
    expect(ledger.figures).toMatchObject({ wins: 3, furthestLeg: 3, highestPot: 1138 });
  });

  test('pays the commission of each market', () => {
    let state = given(started());
    const pots = [3, 3.2, 3.45, 3.9].map((odds) => {
      state = leg(state, odds, 'won', 0.025);
      return state.ledger.pot;
    });
    expect(pots).toEqual([295, 928, 3145, 12_038]);
  });

  test('ends with a loss, and the next one begins at leg 0 with new outlay', () => {
    const state = leg(leg(given(started())), 3.5, 'lost');
    expect(state.ledger).toMatchObject({ cycle: 2, leg: 0, pot: 100 });
    expect(state.ledger.figures).toMatchObject({
      losses: 1,
      wins: 1,
      outlay: 200,
      banked: 0,
      cycles: 2,
      commission: 13,
    });
  });

  test('counts a voided bet as placed and leaves the pot as it was', () => {
    const state = leg(leg(given(started())), 3.5, 'void');
    expect(state.ledger).toMatchObject({ cycle: 1, leg: 2, pot: 337, stakesOut: 0 });
    expect(state.ledger.figures).toMatchObject({ voids: 1, bets: 2 });
  });
});

describe('to_target', () => {
  const question = {
    staking: 'to_target',
    target: pennies(5_000_000),
    price: price(3.5),
    commissionRate: 0.05,
    rule,
  } as const;

  test.each([
    [2_000_000, 1_263_158],
    [4_700_000, 126_316],
    [100, 100],
    [4_999_999, 100],
  ])('from a pot of %d pennies stakes %d', (pot, stake) => {
    expect(nextStake({ ...question, pot: pennies(pot) })).toBe(stake);
  });

  test('is the least stake that reaches the target, or the pot where none does', () => {
    const somePot = fc.integer({ min: 1, max: 5_000 });
    const somePrice = fc.integer({ min: 101, max: 1_000 }).map((hundredths) => price(hundredths / 100));
    const someRate = fc.integer({ min: 0, max: 100 }).map((permille) => permille / 1_000);
    fc.assert(
      fc.property(somePot, fc.nat(5_000), somePrice, someRate, (pot, more, odds, commissionRate) => {
        const target = pot + 1 + more;
        const stake = nextStake({
          staking: 'to_target',
          pot: pennies(pot),
          target: pennies(target),
          price: odds,
          commissionRate,
          rule: { minStake: pennies(1), minPayout: null },
        });
        const potAfter = (s: number) => {
          const gross = grossProfit(pennies(s), odds, { outcome: 'won' });
          return pot + gross - commissionOn(gross, commissionRate);
        };
        if (potAfter(pot) < target) expect(stake).toBe(pot);
        else expect([potAfter(stake) >= target, potAfter(stake - 1) < target]).toEqual([true, true]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('stakes the smallest stake where the pot is at the target already', () => {
    expect(nextStake({ ...question, pot: pennies(6_000_000) })).toBe(100);
  });

  test('stakes what it has where the pot is below the smallest stake', () => {
    expect(nextStake({ ...question, price: price(1.01), pot: pennies(50) })).toBe(50);
  });

  test('copes with a commission that leaves nothing', () => {
    expect(nextStake({ ...question, commissionRate: 1, pot: pennies(300) })).toBe(300);
    expect(nextStake({ ...question, commissionRate: 1, pot: pennies(5_000_000) })).toBe(100);
  });

  test('keeps what was not staked: it opens the next cycle if it is an initial stake, otherwise it is banked', () => {
    const rich = given(started({ staking: 'to_target', initialStake: pennies(2_000_000) }));
    const kept = end(bet(rich), 'lost');
    expect(kept.ledger).toMatchObject({ cycle: 2, pot: 2_000_000 });
    expect(kept.ledger.figures).toMatchObject({ outlay: 4_000_000, banked: 736_842 });
    const poorer = act(rich, {
      kind: 'reset',
      now: at(),
      initialStake: pennies(500_000),
      minStake: pennies(100),
    });
    const small = end(bet(poorer, 4), 'lost');
    expect(small.ledger).toMatchObject({ cycle: 2, pot: 500_000 });
    const nearly = given(started({ staking: 'to_target', initialStake: pennies(100), target: pennies(300) }));
    const opened = end(bet(leg(nearly, 3, 'void'), 4), 'lost');
    expect(opened.ledger).toMatchObject({ cycle: 2, pot: 100 });
  });

  test('opens the next cycle with what was kept also where that is the initial stake to the penny', () => {
    const lostBut = (kept: number) => {
      const asked = act(leg(given(started())), requestBet('r'));
      const matched = pennies(337 - kept);
      const placed = { kind: 'record_placed', now: at(), orderRef: 'r', betId: 'b', matched } as const;
      return end(act(asked, { ...placed, priceMatched: price(3.5) }), 'lost').ledger;
    };
    expect(lostBut(100)).toMatchObject({ cycle: 2, pot: 100, figures: { outlay: 100, banked: 0 } });
    expect(lostBut(99)).toMatchObject({ cycle: 2, pot: 100, figures: { outlay: 200, banked: 99 } });
  });

  test('opens the next cycle with what was kept, without new outlay', () => {
    const state = given(
      started({
        staking: 'to_target',
        initialStake: pennies(100),
        target: pennies(400),
        odds: { min: price(2), max: price(6) },
      }),
    );
    const won = leg(state, 3);
    expect(won.ledger.pot).toBe(290);
    const lost = leg(won, 3, 'lost');
    expect(lost.ledger).toMatchObject({ cycle: 2, leg: 0, pot: 190 });
    expect(lost.ledger.current).toMatchObject({ outlay: 0 });
    expect(lost.ledger.figures).toMatchObject({ outlay: 100, banked: 0 });
  });
});

describe('the smallest stake', () => {
  test.each([
    [3.5, 100],
    [10, 100],
    [20, 50],
    [11, 91],
  ])('at %d is %d pennies', (odds, stake) => {
    expect(smallestStake(rule, price(odds))).toBe(stake);
  });

  test('is the minimum where no payout rule applies', () => {
    expect(smallestStake({ ...rule, minPayout: null }, price(100))).toBe(100);
  });
});

describe('settlement', () => {
  test('a matched average is multiplied as the decimal that was sent', () => {
    expect(grossProfit(pennies(1000), price(21.32267441860465), { outcome: 'won' })).toBe(20_323);
    expect(grossProfit(pennies(100), price(1.005), { outcome: 'won' })).toBe(1);
  });

  test.each([
    [100, 1.65, -17],
    [100, 2.5, 25],
    [100, 2, 0],
    [337, 2.4, 67],
  ])('%d pennies at %d in a dead heat of two for one place come to %d', (stake, odds, gross) => {
    const ending = { outcome: 'dead_heat', places: 1, winners: 2 } as const;
    expect(grossProfit(pennies(stake), price(odds), ending)).toBe(gross);
  });

  test('a dead heat of several for several places loses what their share of the stake leaves', () => {
    const heat = (places: number, winners: number) =>
      grossProfit(pennies(300), price(4), { outcome: 'dead_heat', places, winners });
    expect([heat(1, 3), heat(2, 3), heat(2, 2)]).toEqual([100, 500, 900]);
  });

  test('two results are the same where outcome, profit and commission are', () => {
    const won = resultOf('won', pennies(250), pennies(13));
    expect(sameResult(won, { ...won })).toBe(true);
    expect(sameResult(won, resultOf('dead_heat', pennies(250), pennies(13)))).toBe(false);
    expect(sameResult(won, resultOf('won', pennies(251), pennies(13)))).toBe(false);
    expect(sameResult(won, resultOf('won', pennies(250), pennies(12)))).toBe(false);
  });

  test('only a won bet and a dead heat that nets more than nothing are a win', () => {
    const net = (outcome: Outcome | 'void', netProfit: number) =>
      isWin({ outcome, netProfit: pennies(netProfit) });
    expect([net('won', 0), net('dead_heat', 1)]).toEqual([true, true]);
    expect([net('dead_heat', 0), net('lost', 1), net('void', 0)]).toEqual([false, false, false]);
  });

  test('commission is taken from winnings only, half a penny up', () => {
    expect(commissionOn(pennies(250), 0.05)).toBe(13);
    expect(commissionOn(pennies(-100), 0.05)).toBe(0);
    expect(commissionOn(pennies(0), 0.05)).toBe(0);
  });

  test('the rate is the market base rate, or the fallback, less the discount where it is allowed', () => {
    expect(commissionRate(0.05, 0.07, { allowed: true, rate: 0.1 })).toBe(0.045);
    expect(commissionRate(0.05, 0.07, { allowed: false, rate: 0.1 })).toBe(0.05);
    expect(commissionRate(null, 0.07, { allowed: true, rate: 0 })).toBe(0.07);
  });

  test('a dead heat that nets something is a win', () => {
    const open = bet(given(started({ odds: { min: price(1.5), max: price(3) } })), 2.5, 0.025);
    expect(facts(open, resultIntent(open.openBets[0]!, 'dead_heat'))).toMatchObject([
      {
        type: 'BET_WON',
        data: { outcome: 'dead_heat', grossProfit: 25, commission: 1, netProfit: 24, potAfter: 124 },
      },
    ]);
  });

  test('a dead heat that costs money is a loss whose rest is kept, and banked below the initial stake', () => {
    const open = bet(given(started({ odds: { min: price(1.5), max: price(3) } })), 1.65, 0.025);
    expect(facts(open, resultIntent(open.openBets[0]!, 'dead_heat'))).toMatchObject([
      {
        type: 'BET_LOST',
        data: { outcome: 'dead_heat', grossProfit: -17, commission: 0, netProfit: -17, potAfter: 83 },
      },
    ]);
    const state = end(open, 'dead_heat');
    expect(state.ledger).toMatchObject({ cycle: 2, pot: 100 });
    expect(state.ledger.figures).toMatchObject({ banked: 83, outlay: 200 });
  });

  test('an estimated commission is marked', () => {
    const open = bet(given(started()));
    const intent = { ...resultIntent(open.openBets[0]!, 'won'), estimated: true } as const;
    expect(facts(open, intent)).toMatchObject([{ data: { estimated: true } }]);
  });

  test('a second result of a bet changes nothing on folding', () => {
    const open = bet(given(started()));
    const once = facts(open, resultIntent(open.openBets[0]!, 'won'));
    const state = apply(open, once);
    expect(apply(state, once).ledger).toEqual(state.ledger);
    const next = bet(state);
    expect(apply(next, once).ledger).toEqual(next.ledger);
  });

  test('tells voids of a person, which the exchange knows nothing of, from those of the exchange', () => {
    const byUs = (state: State) => state.journal?.head.kind === 'settled' && state.journal.head.byUs;
    const open = bet(given(started()));
    expect(byUs(end(open, 'void'))).toBe(false);
    expect(byUs(end(open, 'won'))).toBe(false);
    const reset = { kind: 'reset', now: at(), initialStake: pennies(100), minStake: pennies(100) } as const;
    expect(act(open, reset).journal).toMatchObject({ tail: { head: { kind: 'settled', byUs: true } } });
    expect(byUs(act(open, { kind: 'cancel', now: at() }))).toBe(true);
  });

  test('holds the bet of its placing line', () => {
    const { journal } = end(bet(given(started())), 'won');
    expect(journal).toMatchObject({ head: { kind: 'settled' }, tail: { head: { kind: 'placed' } } });
    const [settled, placing] = [...newestFirst(journal)].map((line) => 'bet' in line && line.bet);
    expect(settled).toStrictEqual(placing);
  });

  test('says what all bets up to it have brought, commission taken off', () => {
    const won = leg(given(started()));
    expect(won.journal?.head).toMatchObject({ runningTotal: 237 });
    expect(leg(won, 3.5, 'lost').journal?.head).toMatchObject({ runningTotal: -100 });
  });

  test('a bet that is not open has no result', () => {
    const open = bet(given(started())).openBets[0]!;
    const none = given(started());
    expect(refusal(none, resultIntent(open, 'won'))).toBe('no-such-bet');
    expect(refusal(none, { kind: 'record_void', now: at(), orderRef: 'x', reason: 'y' })).toBe('no-such-bet');
  });
});

describe('a request', () => {
  test('is written before the exchange is asked, and becomes a bet of the matched size', () => {
    const asked = act(given(started()), requestBet('r1'));
    expect(asked.request).toMatchObject({ orderRef: 'r1', stake: 100, cycle: 1, leg: 1, mode: 'demo' });
    const open = act(asked, {
      kind: 'record_placed',
      now: at(),
      orderRef: 'r1',
      betId: 'b1',
      matched: pennies(60),
      priceMatched: price(3.55),
    });
    expect(open.request).toBeNull();
    expect(open.openBets).toMatchObject([{ betId: 'b1', stake: 60, priceMatched: 3.55 }]);
    expect(open.ledger).toMatchObject({ leg: 1, pot: 100, stakesOut: 60 });
  });

  test('is not made before the first start', () => {
    expect(refusal(given(), requestBet('r1'))).toBe('not-started');
  });

  test('that was rejected counts no leg', () => {
    const asked = act(given(started()), requestBet('r1'));
    const state = act(asked, { kind: 'record_rejected', now: at(), orderRef: 'r1', code: 'INVALID_ODDS' });
    expect(state.request).toBeNull();
    expect(state.notFound).toEqual([]);
    expect(state.ledger.leg).toBe(0);
  });

  test('that was not found is remembered, since its order may still show', () => {
    const notFound = (state: State, ref: string) =>
      act(act(state, requestBet(ref)), {
        kind: 'record_rejected',
        now: at(),
        orderRef: ref,
        code: 'NOT_FOUND',
      });
    const state = notFound(notFound(given(started()), 'r1'), 'r2');
    expect(state.notFound.map(({ orderRef }) => orderRef)).toEqual(['r2', 'r1']);
    expect(state.notFound[0]).not.toHaveProperty('requestedAt');
    const often = Array.from({ length: 120 }).reduce<State>(
      (before, _, n) => notFound(before, `o${n}`),
      state,
    );
    expect(often.notFound).toHaveLength(100);
    expect(often.notFound[0]).toMatchObject({ orderRef: 'o119' });
  });

  test('has one outcome only', () => {
    const none = given(started());
    expect(
      refusal(none, {
        kind: 'record_placed',
        now: at(),
        orderRef: 'r',
        betId: 'b',
        matched: pennies(1),
        priceMatched: price(2),
      }),
    ).toBe('no-such-request');
    expect(refusal(none, { kind: 'record_rejected', now: at(), orderRef: 'r', code: 'X' })).toBe(
      'no-such-request',
    );
  });

  test('that is not open cannot be rejected on folding', () => {
    const state = given(started());
    expect(apply(state, [{ type: 'BET_REJECTED', data: { orderRef: 'r0', code: 'X' } }]).request).toBeNull();
  });

  test('stays open when another one is rejected or placed', () => {
    const asked = act(given(started()), requestBet('r1'));
    const other = apply(asked, [
      { type: 'BET_REJECTED', data: { orderRef: 'r0', code: 'X' } },
      placed('r0', 50),
    ]);
    expect(other.request?.orderRef).toBe('r1');
  });

  test('says in its event that the prices were delayed', () => {
    expect(facts(given(started({}, 'dry_run')), requestBet('r1', { delayed: true }))).toMatchObject([
      { data: { delayed: true, mode: 'dry_run' } },
    ]);
  });
});

describe('a bet found late', () => {
  const late = (stake: number) =>
    ({ kind: 'record_found_late', since: '', now: at(), bet: lateBet(stake) }) as const;
  const lateBet = (stake: number) => ({
    ...bet(given(started())).openBets[0]!,
    betId: 'late',
    orderRef: 'late',
    stake: pennies(stake),
  });

  test('counts as placed even beside an open bet, and what the pot does not hold is further outlay', () => {
    const state = act(bet(leg(given(started()))), late(50));
    expect(state.ledger).toMatchObject({ leg: 3, pot: 387, stakesOut: 387 });
    expect(state.ledger.figures.outlay).toBe(150);
    expect(state.openBets).toHaveLength(2);
    expect(state.journal).toMatchObject({
      head: { kind: 'placed', late: true },
      tail: { head: { kind: 'placed', late: false } },
    });
  });

  test('stays in the pot when the bet beside it is lost', () => {
    const two = act(bet(leg(given(started()))), late(50));
    const lost = act(two, resultIntent(two.openBets[0]!, 'lost'));
    expect(lost.ledger).toMatchObject({ cycle: 2, stakesOut: 50, pot: 150 });
    const won = act(lost, resultIntent(lost.openBets[0]!, 'won'));
    expect(won.ledger).toMatchObject({ cycle: 2, stakesOut: 0, pot: 269 });
  });

  test('gets its own result or void beside an open bet, and that one its own', () => {
    const two = act(bet(given(started())), late(50));
    for (const open of two.openBets) {
      const { orderRef, betId } = open;
      expect(facts(two, resultIntent(open, 'won'))).toMatchObject([{ data: { orderRef, betId } }]);
      const removed = { kind: 'record_void', now: at(), orderRef, reason: 'removed' } as const;
      expect(facts(two, removed)).toMatchObject([{ data: { orderRef, betId } }]);
    }
  });

  test('is recorded once', () => {
    const state = act(given(started()), late(50));
    expect(refusal(state, late(50))).toBe('known-bet');
  });
});

describe('a reset', () => {
  const reset = (stake: number) =>
    ({ kind: 'reset', now: at(), initialStake: pennies(stake), minStake: pennies(100) }) as const;

  test('banks the pot, opens a new epoch and keeps the figures of all time', () => {
    const state = act(leg(leg(given(started()))), reset(200));
    expect(state.ledger).toMatchObject({ epoch: 2, cycle: 1, leg: 0, pot: 200 });
    expect(state.ledger.figures).toMatchObject({ bets: 0, outlay: 200, banked: 0, cycles: 1 });
    expect(state.ledger.allTime).toMatchObject({ bets: 2, wins: 2, outlay: 300, banked: 1138, cycles: 2 });
    expect(state.journal?.head).toEqual({ kind: 'reset', at: at(), initialStake: 200 });
  });

  test('holds its stake for the cycles to come', () => {
    const state = leg(act(given(started()), reset(200)), 3.5, 'lost');
    expect(state.ledger).toMatchObject({ cycle: 2, pot: 200 });
  });

  test('voids an open bet in the same append in demo and dry run', () => {
    const open = bet(given(started()));
    expect(facts(open, reset(100))).toMatchObject([
      { type: 'BET_VOIDED', data: { orderRef: openRef(open), reason: 'reset' } },
      { type: 'SYSTEM_RESET', data: { initialStake: 100 } },
    ]);
    expect(act(open, reset(100)).ledger).toMatchObject({ pot: 100, stakesOut: 0, epoch: 2 });
  });

  test('is refused in live while a bet is open, and everywhere while a request is', () => {
    const live = act(given(started({}, 'live')), { kind: 'arm', now: at(), until: at(5), keep: false });
    expect(refusal(bet(live), reset(100))).toBe('open-bet');
    expect(refusal(act(given(started()), requestBet('r')), reset(100))).toBe('open-request');
  });

  test('needs a stake of at least the minimum and below the target', () => {
    expect(refusal(given(started()), reset(99))).toBe('stake-too-small');
    expect(refusal(given(started()), reset(5_000_000))).toBe('stake-too-large');
    expect(act(given(started()), reset(4_999_999)).ledger.pot).toBe(4_999_999);
  });
});
