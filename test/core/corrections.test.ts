import { describe, expect, test } from 'vitest';
import { type Chain, newestFirst, prepend } from '../../src/core/chain.ts';
import type { Result } from '../../src/core/events.ts';
import { correct, settledLine } from '../../src/core/journal.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { resultOf, VOID_RESULT } from '../../src/core/settlement.ts';
import type { JournalLine } from '../../src/core/state.ts';
import { act, apply, at, bet, betsOf, facts, given, refusal, SETTINGS, started } from './given.ts';
import { end, leg } from './play.ts';

const LOST = (stake: number): Result => resultOf('lost', pennies(-stake), pennies(0));
const WON_337: Result = resultOf('won', pennies(250), pennies(13));

const correction = (orderRef: string, to: Result, settledDate = at(100)) =>
  ({ kind: 'correct_result', now: at(100), orderRef, settledDate, to }) as const;

describe('a corrected result', () => {
  test('of a won leg that becomes lost while the next bet is open opens another cycle with further outlay', () => {
    const state = bet(leg(given(started())));
    const [first] = betsOf(state);
    const after = act(state, correction(first!, LOST(100)));
    expect(after.ledger).toMatchObject({ cycle: 2, leg: 1, pot: 337, stakesOut: 337 });
    expect(after.ledger.figures).toMatchObject({ outlay: 437, losses: 1, wins: 0 });
    expect(after.ledger.current).toMatchObject({ outlay: 337 });
    expect(after.ledger.ended).toMatchObject({
      head: { cycle: 1, outlay: 100, end: { how: 'lost' } },
      tail: null,
    });
    expect(end(after, 'won').ledger.pot).toBe(1138);
  });

  test('of a lost leg that becomes won leaves the rest in the pot', () => {
    const state = bet(leg(given(started()), 3.5, 'lost'));
    const after = act(state, correction(betsOf(state)[0]!, WON_337));
    expect(after.ledger).toMatchObject({ cycle: 1, leg: 2, pot: 337, stakesOut: 100 });
    expect(after.ledger.figures).toMatchObject({ outlay: 100, wins: 1, losses: 0, cycles: 1 });
  });

  test('that is void returns the stake', () => {
    const state = leg(given(started()), 3.5, 'lost');
    const after = act(state, correction(betsOf(state)[0]!, VOID_RESULT));
    expect(after.ledger).toMatchObject({ cycle: 1, leg: 1, pot: 100 });
    expect(after.ledger.figures).toMatchObject({ voids: 1, losses: 0, outlay: 100 });
  });

  test('takes a target away that was reached by it', () => {
    const state = leg(given(started({ target: pennies(300) })));
    expect(state.ledger.figures).toMatchObject({ targets: 1, banked: 337 });
    const [ref] = betsOf(state);
    const after = act(state, correction(ref!, LOST(100)));
    expect(after.ledger.figures).toMatchObject({ targets: 0, losses: 1, banked: 0, outlay: 200 });
    expect(after.ledger.cycle).toBe(2);
  });

  test('that reaches the target brings TARGET_REACHED in its append, counted at the bet', () => {
    const state = bet(leg(given(started({ target: pennies(300) })), 3.5, 'lost'));
    const [first] = betsOf(state);
    expect(facts(state, correction(first!, WON_337))).toMatchObject([
      { type: 'RESULT_CORRECTED', data: { from: LOST(100), to: WON_337, settledDate: at(100) } },
      { type: 'TARGET_REACHED', data: { cycle: 1, pot: 337, target: 300 } },
    ]);
    const after = act(state, correction(first!, WON_337));
    expect(after.ledger).toMatchObject({ cycle: 2, leg: 1, pot: 100 });
    expect(after.ledger.figures).toMatchObject({ targets: 1, banked: 337, outlay: 200 });
  });

  test('can bring a later win to the target', () => {
    const state = leg(leg(given(started({ target: pennies(400) })), 3.5, 'lost'), 3.5);
    const [first] = betsOf(state);
    expect(facts(state, correction(first!, WON_337))).toMatchObject([
      { type: 'RESULT_CORRECTED' },
      { type: 'TARGET_REACHED', data: { cycle: 1, pot: 574, target: 400 } },
    ]);
  });

  test('leaves the results of the other bets as they are', () => {
    const state = leg(leg(given(started())), 3.5, 'lost');
    const [first, second] = betsOf(state);
    const after = act(state, correction(first!, VOID_RESULT));
    expect(settledLine(after.journal, first!)).toMatchObject({ result: VOID_RESULT, corrections: [at(100)] });
    expect(settledLine(after.journal, second!)).toMatchObject({ result: LOST(337), corrections: [] });
  });

  test('reaches no target again that was reached before', () => {
    const state = leg(leg(given(started({ target: pennies(300) }))), 3.5, 'lost');
    expect(facts(state, correction(betsOf(state)[1]!, VOID_RESULT))).toMatchObject([
      { type: 'RESULT_CORRECTED' },
    ]);
  });

  test('can bring several bets to their targets, the first of them first', () => {
    const settings = { target: pennies(400), odds: { min: price(1.1), max: price(4) } };
    const lower = {
      kind: 'adopt_file',
      now: at(),
      settings: { ...SETTINGS, ...settings, target: pennies(350) },
      raisesHoldFrom: at(1440),
    } as const;
    const open = act(bet(leg(given(started(settings)), 3.5, 'lost')), lower);
    const state = leg(end(open, 'won'), 1.1);
    expect(state.ledger.figures).toMatchObject({ targets: 0, highestPot: 369 });
    expect(facts(state, correction(betsOf(state)[0]!, WON_337))).toMatchObject([
      { type: 'RESULT_CORRECTED' },
      { type: 'TARGET_REACHED', data: { cycle: 1, pot: 574, target: 400 } },
      { type: 'TARGET_REACHED', data: { cycle: 2, pot: 369, target: 350 } },
    ]);
  });

  test('before the last reset changes the figures of all time only', () => {
    const before = leg(given(started()));
    const reset = act(before, {
      kind: 'reset',
      now: at(),
      initialStake: pennies(100),
      minStake: pennies(100),
    });
    const state = bet(reset);
    const after = act(state, correction(betsOf(state)[0]!, LOST(100)));
    expect(after.ledger).toMatchObject({ epoch: 2, cycle: 1, leg: 1, pot: 100 });
    expect(after.ledger.figures).toEqual(state.ledger.figures);
    expect(after.ledger.allTime).toMatchObject({ losses: 1, wins: 0, outlay: 300, banked: 100 });
  });

  test('is applied once for a settled date', () => {
    const state = leg(given(started()));
    const [ref] = betsOf(state);
    const after = act(state, correction(ref!, LOST(100)));
    expect(refusal(after, correction(ref!, WON_337))).toBe('unchanged');
    const back = act(after, correction(ref!, WON_337, at(200)));
    expect(back.ledger).toEqual(state.ledger);
    expect(refusal(back, correction(ref!, WON_337, at(300)))).toBe('unchanged');
    expect(refusal(back, correction('unknown', WON_337))).toBe('no-such-bet');
  });

  test('twice in the log, or of a bet that the log does not know, changes nothing on folding', () => {
    const state = leg(given(started()));
    const [ref] = betsOf(state);
    const fact = { ...facts(state, correction(ref!, LOST(100)))[0]! };
    const once = apply(state, [fact]);
    const twice = apply(once, [fact]);
    expect([twice.ledger, twice.journal]).toEqual([once.ledger, once.journal]);
    const foreign = { type: 'RESULT_CORRECTED', data: { ...fact.data, orderRef: 'foreign' } } as typeof fact;
    expect(apply(state, [foreign]).ledger).toEqual(state.ledger);
  });

  test('keeps what was believed first beside it', () => {
    const state = leg(given(started()));
    const after = act(
      act(state, correction(betsOf(state)[0]!, LOST(100))),
      correction(betsOf(state)[0]!, VOID_RESULT, at(200)),
    );
    expect(after.journal).toMatchObject({
      head: { kind: 'settled', result: VOID_RESULT, before: WON_337, corrections: [at(100), at(200)] },
    });
  });

  test('of any of many bets comes to the same from a kept opening as from the first line', () => {
    const outcomes = ['won', 'won', 'lost', 'void'] as const;
    let state = given(started({ target: pennies(3000) }));
    for (let n = 0; n < 50; n++) state = leg(state, 3.5, outcomes[n % 4]);
    for (const orderRef of betsOf(state)) {
      const fromOpening = correct(state.journal, orderRef, at(100), VOID_RESULT);
      const fromStart = correct(withoutOpenings(state.journal), orderRef, at(100), VOID_RESULT);
      expect(fromOpening).toEqual(fromStart);
    }
    expect(openingsIn(state.journal)).toBeGreaterThan(2);
  });
});

const withoutOpenings = (journal: Chain<JournalLine>): Chain<JournalLine> =>
  [...newestFirst(journal)].reduceRight<Chain<JournalLine>>(
    (tail, line) => prepend(line.kind === 'placed' ? { ...line, opening: null } : line, tail),
    null,
  );

const openingsIn = (journal: Chain<JournalLine>): number =>
  [...newestFirst(journal)].filter((line) => line.kind === 'placed' && line.opening !== null).length;
