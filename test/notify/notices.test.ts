import { describe, expect, it } from 'vitest';
import type { BookDifference } from '../../src/core/book-difference.ts';
import type { Event, Limits, Result } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import { resultOf, VOID_RESULT } from '../../src/core/settlement.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { noticesOf, rejectionAfter } from '../../src/notify/notices.ts';
import { allText, field, plain } from '../commands/bench-app.ts';
import {
  at,
  CONDITIONS,
  numbered,
  PROPOSAL,
  placedBet,
  requestBet,
  SETTINGS,
  started,
} from '../core/given.ts';
import { createStory, type Story } from './story.ts';

const told = (
  story: Story,
  events: readonly Event[],
  lastRejection: string | null = null,
): readonly Notice[] =>
  noticesOf(events, {
    before: story.before(),
    after: story.state(),
    currency: 'GBP',
    stakeRule: CONDITIONS.stakeRule,
    lastRejection,
  });

const only = (story: Story, events: readonly Event[]) => {
  const [notice, ...more] = told(story, events);
  expect(more).toEqual([]);
  return notice!.message;
};

const BET_FIELDS = ['Event', 'Selection', 'Stake', 'Price', 'Cycle', 'Leg', 'Pot'];
const betFields = (message: Notice['message']): (string | undefined)[] =>
  BET_FIELDS.map((name) => field(message, name));

const NAMES = ['Middlesbrough v Man City', 'The Draw'];

const LOST = resultOf('lost', pennies(-100), pennies(0));
const WON = resultOf('won', pennies(250), pennies(13));
const CHANGES = ['Put in', 'Taken out', 'Commission paid', 'Profit or loss', 'Pot now'];

const correction = (orderRef: string, to: Result, settledDate = at(5)): Intent => ({
  kind: 'correct_result',
  now: at(),
  orderRef,
  settledDate,
  to,
});

describe('a bet', () => {
  it('is told when it is placed, with what a win makes, why, and when it begins', () => {
    const story = createStory();
    const message = only(story, story.bet());
    expect(message).toMatchObject({
      tone: 'open',
      title: 'Bet placed: The Draw in Middlesbrough v Man City',
    });
    expect(plain(message.text)).toBe('The first to start.');
    expect(betFields(message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '1.00 GBP']);
    expect(field(message, 'If it wins')).toBe('+2.37 GBP, pot 3.37 GBP');
    expect(field(message, 'Target')).toBe(
      'leg 1 of 9: 1 in 78,816; after a win 1 in 22,519 (legs to come at 3.50)',
    );
    expect(field(message, 'Kick-off')).toBe(at(60));
  });

  it('is told with the id and time of its event', () => {
    const story = createStory();
    const [event] = story.bet();
    expect(told(story, [event!])).toMatchObject([{ id: event!.id, kind: 'bet_placed', at: event!.at }]);
  });

  it('is not told while it is only asked for', () => {
    const story = createStory();
    expect(told(story, story.act(requestBet('r')))).toEqual([]);
  });

  it('says so when it was chosen by delayed prices', () => {
    const story = createStory(started({}, 'dry_run'));
    expect(plain(only(story, story.bet({ delayed: true })).footer)).toContain('delayed');
  });

  it('is told when it is won, with the pot then', () => {
    const story = createStory();
    story.bet();
    const message = only(story, story.end('won'));
    expect(message).toMatchObject({
      tone: 'good',
      title: 'Won 2.37 GBP: The Draw in Middlesbrough v Man City',
    });
    expect(plain(message.text)).toBe('2.50 GBP less 0.13 GBP commission.');
    expect(betFields(message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '3.37 GBP']);
  });

  it('is told when it is lost, with the cycle that begins', () => {
    const story = createStory();
    story.bet();
    const message = only(story, story.end('lost'));
    expect(message).toMatchObject({
      tone: 'bad',
      title: 'Lost 1.00 GBP: The Draw in Middlesbrough v Man City',
    });
    expect(plain(message.text)).toBe('Cycle 1 is over. Cycle 2 begins with 1.00 GBP.');
    expect(betFields(message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '0.00 GBP']);
  });

  it('that loses in a dead heat says what was not lost and is banked', () => {
    const story = createStory(started({ odds: { min: price(1.5), max: price(4) } }));
    story.bet({ price: price(1.65) });
    expect(plain(only(story, story.end('dead_heat')).text)).toBe(
      'A dead heat: the shared payout is no profit. Cycle 1 is over; 0.83 GBP of its pot was not lost and is banked. Cycle 2 begins with 1.00 GBP.',
    );
  });

  it('that leaves enough of its pot says that it opens the next cycle', () => {
    const story = createStory(started({ staking: 'to_target', target: pennies(500) }));
    story.bet();
    story.end('won');
    story.bet();
    expect(plain(only(story, story.end('lost')).text)).toBe(
      'Cycle 1 is over; 2.37 GBP of its pot was not lost and opens the next cycle. Cycle 2 begins with 2.37 GBP.',
    );
  });

  it('is told when it is void, with its stake back in the pot', () => {
    const story = createStory();
    story.bet();
    const message = only(story, story.end('void'));
    expect(message.title).toBe('Void, the stake comes back: The Draw in Middlesbrough v Man City');
    expect(plain(message.text)).toContain('All runners removed.');
    expect(betFields(message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '1.00 GBP']);
  });

  it('is told as cancelled where a person made it void, and by whom', () => {
    const story = createStory();
    story.bet();
    const [voided] = story.act({ kind: 'cancel', now: at() });
    const message = only(story, [{ ...voided!, actor: 'console' } as Event]);
    expect(plain(message.text)).toMatch(/^Cancelled at the console\. Nothing is won or lost/);
  });

  it('that reaches the target is told as won, and then the target', () => {
    const story = createStory(started({ target: pennies(300) }));
    story.bet();
    const notices = told(story, story.end('won'));
    expect(notices.map(({ kind }) => kind)).toEqual(['bet_won', 'target_reached']);
    const { message } = notices[1]!;
    expect(message.title).toBe('Target reached: 3.37 GBP');
    expect(plain(message.text)).toContain('Now cycle 2, with 1.00 GBP in the pot.');
    expect(betFields(message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '3.37 GBP']);
  });

  it('of which the exchange voided a part is told as the result of the rest', () => {
    const settled = (outcome: 'won' | 'lost', gross: number, commission: number) => {
      const story = createStory();
      story.bet();
      const result = { outcome, grossProfit: pennies(gross), commission: pennies(commission) };
      const { orderRef } = story.state().openBets[0]!;
      const intent = {
        kind: 'record_result',
        now: at(),
        orderRef,
        ...result,
        source: 'cleared_orders',
      } as const;
      return plain(only(story, story.act(intent)).text);
    };
    const rest = 'The exchange voided a part of the stake; this is the result of the rest.';
    expect(settled('won', 150, 8)).toContain(rest);
    expect(settled('lost', -60, 0)).toContain(rest);
    expect(settled('won', 250, 13)).not.toContain(rest);
    expect(settled('lost', -100, 0)).not.toContain(rest);
  });

  it('whose result is corrected is told with what it was, what it is, and where that leaves the cycle', () => {
    const story = createStory();
    story.bet();
    story.end('won');
    story.bet();
    const message = only(story, story.act(correction('ref-1', LOST)));
    expect(message.tone).toBe('warning');
    expect(plain(message.text)).toBe(
      "The exchange changed this bet's result: it was won (+2.37 GBP), it is lost (-1.00 GBP). Everything since is counted anew. You have put in 3.37 GBP more than was counted: another cycle was opened, or a bet placed since staked more than its pot held. Now it is cycle 2, leg 1 instead of cycle 1, leg 2, with 3.37 GBP in the pot.",
    );
    expect(CHANGES.map((name) => field(message, name))).toEqual([
      '4.37 GBP (was 1.00 GBP)',
      undefined,
      '0.00 GBP (was 0.13 GBP)',
      '-1.00 GBP (was 2.37 GBP)',
      undefined,
    ]);
    expect(betFields(message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '0.00 GBP']);
  });

  it('that was lost and is won after a new cycle began is told with what comes back', () => {
    const story = createStory();
    story.bet();
    story.end('lost');
    story.bet();
    const message = only(story, story.act(correction('ref-1', WON)));
    expect(plain(message.text)).toBe(
      "The exchange changed this bet's result: it was lost (-1.00 GBP), it is won (+2.37 GBP). Everything since is counted anew. You have put in 1.00 GBP less than was counted: a cycle in between was not opened after all. Now it is cycle 1, leg 2 instead of cycle 2, leg 1, with 3.37 GBP in the pot.",
    );
    expect(CHANGES.map((name) => field(message, name))).toEqual([
      '1.00 GBP (was 2.00 GBP)',
      undefined,
      '0.13 GBP (was 0.00 GBP)',
      '2.37 GBP (was -1.00 GBP)',
      '3.37 GBP (was 1.00 GBP)',
    ]);
  });

  it('whose correction takes a target away, or brings one, is one message with what was banked', () => {
    const story = createStory(started({ target: pennies(300) }));
    story.bet();
    story.end('won');
    const away = only(story, story.act(correction('ref-1', LOST)));
    expect(plain(away.text)).toContain('1 target that was reached counts no more.');
    expect(field(away, 'Taken out')).toBe('0.00 GBP (was 3.37 GBP)');
    const again = only(story, story.act(correction('ref-1', WON, at(200))));
    expect(plain(again.text)).toContain('1 target is reached by it.');
    expect(field(again, 'Taken out')).toBe('3.37 GBP (was 0.00 GBP)');
  });

  it('that was before the last reset is told to change only the figures of all time', () => {
    const story = createStory();
    story.bet();
    story.end('won');
    story.act({ kind: 'reset', now: at(), initialStake: pennies(100), minStake: pennies(100) });
    const message = only(story, story.act(correction('ref-1', LOST)));
    expect(plain(message.text)).toMatch(
      /before the last reset, so that only the figures of all time change\.$/,
    );
    expect(field(message, 'Profit or loss')).toBe('-1.00 GBP (was 2.37 GBP)');
    expect(field(message, 'Pot now')).toBeUndefined();
  });

  it('that is corrected to void or found late is told with its names', () => {
    const story = createStory();
    story.bet();
    story.end('lost');
    const message = only(story, story.act(correction('ref-1', VOID_RESULT)));
    expect(message.title).toBe('Result corrected, now void: The Draw in Middlesbrough v Man City');
    const found = only(
      story,
      story.act({ kind: 'record_found_late', since: '', now: at(), bet: placedBet('late', 250) }),
    );
    expect(found.tone).toBe('warning');
    expect(betFields(found)).toEqual([...NAMES, '2.50 GBP', '3.50', '1', '2', '2.50 GBP']);
  });
});

describe('a comparison of the books', () => {
  const checked = (story: Story, ...differences: readonly BookDifference[]) =>
    story.act({
      kind: 'record_books',
      now: at(),
      bets: 12,
      differences,
      available: pennies(100),
      atStake: pennies(0),
    });

  it('is an alarm where the account could not pay for the next bet', () => {
    const story = createStory(started({ initialStake: pennies(101) }));
    expect(only(story, checked(story))).toMatchObject({
      tone: 'alarm',
      title: 'The account holds less than the pot',
    });
  });

  it('is no news where they agree', () => {
    const story = createStory();
    expect(told(story, checked(story))).toEqual([]);
  });

  it('is an alarm that names each bet where they differ, one click from its postings', () => {
    const story = createStory();
    const message = only(
      story,
      checked(story, {
        betId: '17',
        orderRef: 'r',
        what: 'profit',
        ours: pennies(250),
        theirs: pennies(249),
      }),
    );
    expect(message).toMatchObject({ tone: 'alarm', title: 'The books and the exchange differ in 1 place' });
    expect(plain(message.text)).toMatch(
      /^12 settled bets .* Bet 17: Before commission the log has \+2\.50 GBP/,
    );
    expect(message.links).toContainEqual({ label: 'Bet 17', command: 'books', options: { bet: '17' } });
  });

  it('names ten and counts the rest; one that the log does not know has no postings to show', () => {
    const story = createStory();
    const unknown = Array.from({ length: 12 }, (_, i) => ({
      betId: String(i + 1),
      orderRef: null,
      what: 'unknown' as const,
      ours: null,
      theirs: pennies(-100),
    }));
    const message = only(story, checked(story, ...unknown));
    expect(plain(message.text)).toContain('Bet 10:');
    expect(plain(message.text)).not.toContain('Bet 11:');
    expect(plain(message.text)).toContain('And 2 more.');
    expect(message.links).toEqual([{ label: 'Books', command: 'books', options: {} }]);
  });
});

describe('a refused bet', () => {
  it('is told once, and again only after a bet was placed or with another reason', () => {
    const story = createStory();
    let last: string | null = null;
    const kinds: string[][] = [];
    const tell = (events: readonly Event[]) => {
      kinds.push(told(story, events, last).map(({ kind }) => kind));
      last = rejectionAfter(last, events);
    };
    const reject = (orderRef: string, code: string) => {
      tell(story.act(requestBet(orderRef)));
      tell(story.act({ kind: 'record_rejected', now: at(), orderRef, code }));
    };
    reject('a', 'INSUFFICIENT_FUNDS');
    reject('b', 'INSUFFICIENT_FUNDS');
    reject('c', 'MARKET_SUSPENDED');
    expect(kinds.flat()).toEqual(['bet_rejected', 'bet_rejected']);
    tell(story.bet());
    tell(story.end('void'));
    reject('d', 'MARKET_SUSPENDED');
    expect(kinds.flat().slice(2)).toEqual(['bet_placed', 'bet_voided', 'bet_rejected']);
  });
});

describe('a refusal', () => {
  it.each([
    ['KILLED', 'The price was gone when the order came.'],
    ['ERROR_IN_ORDER', 'The exchange did not take it (ERROR_IN_ORDER).'],
  ])('(%s) names the bet that was asked for, and says why in plain words', (code, why) => {
    const story = createStory();
    story.act(requestBet('a'));
    const [notice] = told(story, story.act({ kind: 'record_rejected', now: at(), orderRef: 'a', code }));
    expect(notice!.message.title).toBe('A bet was not taken: The Draw in Middlesbrough v Man City');
    expect(plain(notice!.message.text)).toContain(why);
    expect(betFields(notice!.message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '1.00 GBP']);
  });
});

describe('a start', () => {
  it('names mode, settings that matter, and that the record is empty', () => {
    const limits: Limits = {
      ...NO_LIMITS,
      maxStake: pennies(2000),
      coolDownMinutes: 30,
      coolDownAfterLosses: 2,
    };
    const story = createStory(started({ limits }));
    const message = only(story, story.appends[0]!);
    expect(message.title).toContain('demo (an exchange of our own, play money)');
    expect(plain(message.text)).toContain('first start');
    expect(field(message, 'Limits')).toBe(
      'Stake limit: 20.00 GBP; Cool-down: 30 minutes after each 2 lost cycles',
    );
    expect(field(message, 'Odds range')).toBe('3.00 to 4.00');
  });

  it.each([
    ['in_order', 'neutral', 'ended in order'],
    ['died', 'warning', 'died after event 4 (a crash, a kill or a power cut)'],
  ] as const)(
    'after a run that ended %s says so, with the bet that is still open and the pause',
    (ended, tone, words) => {
      const story = createStory();
      story.bet();
      story.act({ kind: 'pause', now: at(), why: 'lunch', until: null });
      const { seq } = story.state();
      const message = only(
        story,
        story.append({
          type: 'BOT_STARTED',
          data: { version: '2', mode: 'demo', lastRun: { ended, seq }, settings: SETTINGS },
        }),
      );
      expect(message.tone).toBe(tone);
      expect(plain(message.text)).toContain(words);
      expect(plain(message.text)).toContain('No bet was being placed then. One bet is open and waits');
      expect(field(message, 'Open bet')).toContain(
        '1.00 GBP on The Draw in Middlesbrough v Man City at 3.50',
      );
      expect(field(message, 'Paused')).toBe(
        `by the bot itself ${at(3)}: Lunch. It lasts until somebody resumes.`,
      );
    },
  );

  const BET = '1.00 GBP on The Draw in Middlesbrough v Man City at 3.50';
  const REJECTED = { kind: 'record_rejected', orderRef: 'r', code: 'NOT_FOUND' } as const;
  const PLACED = {
    kind: 'record_placed',
    orderRef: 'r',
    betId: '1234',
    matched: pennies(100),
    priceMatched: price(3.5),
  } as const;

  it.each([
    [
      PLACED,
      `A bet was being placed then, and the exchange took it: ${BET}, bet number 1234. One bet is open and waits for its result.`,
    ],
    [
      REJECTED,
      `A bet was being placed then: ${BET}. It was not taken: the exchange knows no such order. No bet waits for its result.`,
    ],
    [
      undefined,
      `A bet was being placed then: ${BET}. It is not known yet whether the exchange took it; that is being found out, and nothing else is bet until it is known. No bet waits for its result.`,
    ],
  ] as const)('says in one notice what became of the bet that was being placed (%o)', (found, words) => {
    const story = createStory();
    story.act(requestBet('r'));
    const start = { kind: 'start', now: at(), version: '2', mode: 'live', settings: SETTINGS } as const;
    const append = story.act({ ...start, ...(found && { found }) });
    const [notice, ...more] = told(story, append);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ id: append[0]!.id, kind: 'bot_started' });
    expect(plain(notice!.message.text)).toBe(
      `The run before died after event 2 (a crash, a kill or a power cut). Nothing on record is lost. ${words}`,
    );
  });

  it('counts the open bets', () => {
    const story = createStory();
    story.bet();
    story.act({ kind: 'record_found_late', since: '', now: at(), bet: placedBet('late', 250) });
    const message = only(
      story,
      story.act({ kind: 'start', now: at(), version: '2', mode: 'live', settings: SETTINGS }),
    );
    expect(plain(message.text)).toContain('2 bets are open and wait for their results.');
  });

  it('says that a bet is in doubt, and so does the end', () => {
    const story = createStory();
    story.act(requestBet('r'));
    const message = only(story, story.act({ kind: 'stop', now: at(), reason: 'quit at the console' }));
    expect(message).toMatchObject({ title: 'Rollover has stopped', text: ['Quit at the console.'] });
    expect(field(message, 'Bet in doubt')).toContain('not known whether it was taken');
  });
});

describe('changes and pauses', () => {
  it('tell what is skipped, by whom, why and until when, and when that is over', () => {
    const story = createStory();
    const what = { what: 'team', name: 'Leeds' } as const;
    const skipped = only(
      story,
      story.act({ kind: 'skip', now: at(), ...what, why: 'injuries', until: at(60) }),
    );
    expect(skipped).toMatchObject({ tone: 'neutral', title: 'Skipped: the team Leeds' });
    expect(plain(skipped.text)).toBe(
      `Markets in which Leeds takes part are not bet on. Skipped by the bot itself: Injuries. It ends ${at(60)}, or when somebody ends it.`,
    );
    const ended = only(story, story.act({ kind: 'end_skip', now: at(1), ...what }));
    expect(ended).toMatchObject({ tone: 'neutral', title: 'Skipped no more: the team Leeds' });
    expect(plain(ended.text)).toContain('Ended by the bot itself.');
  });

  it('name what changed, from what and by whom', () => {
    const story = createStory();
    const odds = only(
      story,
      story.act({ kind: 'change_odds', now: at(), to: { min: price(2), max: price(3) } }),
    );
    expect(odds.title).toBe('Odds range: 2.00 to 3.00');
    expect(plain(odds.text)).toContain('it was 3.00 to 4.00');
    const to = {
      ...SETTINGS,
      target: pennies(1_000_000),
      staking: 'to_target',
      commissionRate: 0.02,
    } as const;
    const settings = only(story, story.append({ type: 'SETTINGS_CHANGED', data: { from: SETTINGS, to } }));
    expect(settings.fields?.map(({ name, value }) => `${name}: ${plain(value)}`)).toEqual([
      'Target: 10,000.00 GBP (was 50,000.00 GBP)',
      'Stake: no more than reaches the target (was the whole pot on each leg)',
      'Commission where the market names none: 2 % (was 5 %)',
    ]);
  });

  it('of limits say when they hold', () => {
    const story = createStory();
    const to: Limits = { ...NO_LIMITS, maxDailyLoss: pennies(300) };
    const now = only(
      story,
      story.append({ type: 'LIMITS_CHANGED', data: { from: NO_LIMITS, to, effectiveAt: at() } }),
    );
    expect(plain(now.text)).toContain('holds at once');
    expect(field(now, 'Daily loss limit')).toBe('3.00 GBP (was none)');
    const later = only(
      story,
      story.append({ type: 'LIMITS_CHANGED', data: { from: to, to: NO_LIMITS, effectiveAt: at(1440) } }),
    );
    expect(plain(later.text)).toContain(`holds from ${at(1440)} on`);
    const back = only(
      story,
      story.append({ type: 'LIMITS_CHANGED', data: { from: to, to, effectiveAt: at() } }),
    );
    expect(back.title).toBe('A raise of limits is taken back');
  });

  it('name people of Discord as such, also where the log has them in words', () => {
    const story = createStory();
    const why = 'resumed by Discord user 129';
    story.append({ type: 'BETTING_PAUSED', data: { by: 'person', why: 'x', until: null } });
    const message = only(story, story.act({ kind: 'resume', now: at(), why }));
    expect(message.text).toEqual(['Resumed by ', { user: '129' }, '.']);
    const skip = numbered(
      story.state(),
      [{ type: 'SKIP_ENDED', data: { what: 'team', name: 'Leeds' } }],
      at(),
      'discord:129',
    );
    expect(only(story, skip).text).toEqual([
      'Ended ',
      ...['by ', { user: '129' }, ''],
      '. Markets of that kind are looked at again.',
    ]);
  });

  it('of betting name the person or the limit, and until when', () => {
    const story = createStory();
    const person = only(story, story.act({ kind: 'pause', now: at(), why: 'lunch', until: at(30) }));
    expect(person.title).toBe('Betting is paused');
    expect(plain(person.text)).toBe(
      `Paused by the bot itself: Lunch. It ends ${at(30)}, or when somebody resumes.`,
    );
    expect(person.links).toMatchObject([{ command: 'resume' }]);
    expect(
      only(story, story.act({ kind: 'resume', now: at(), why: 'resumed at the console' })),
    ).toMatchObject({ title: 'Betting is resumed', text: ['Resumed at the console.'] });
    const limit = only(
      story,
      story.append({ type: 'BETTING_PAUSED', data: { by: 'maxStake', why: 'too much', until: null } }),
    );
    expect(limit.title).toBe('Betting is paused by the stake limit');
    expect(limit.links).toMatchObject([{ command: 'limits' }]);
    const order = only(
      story,
      story.act({ kind: 'stop_for_order', betId: '17', now: at(), why: 'bet 17 is unknown' }),
    );
    expect(order.title).toBe('Betting is paused because of an order that is not in the log');
    expect(order.links).toMatchObject([{ command: 'adopt' }, { command: 'resume' }]);
    const small = only(
      story,
      story.append({ type: 'BETTING_PAUSED', data: { by: 'minStake', why: 'too little', until: null } }),
    );
    expect(small.title).toBe('Betting is paused because the pot is too small');
    expect(small.links).toMatchObject([{ command: 'odds' }]);
  });

  it('of arming name its end', () => {
    const story = createStory(started({}, 'live'));
    const armed = only(story, story.act({ kind: 'arm', now: at(), until: at(60), keep: true }));
    expect(plain(armed.text)).toBe(`Armed by the bot itself until ${at(60)}, also after a restart.`);
    expect(only(story, story.act({ kind: 'disarm', now: at(), why: 'enough' })).title).toContain('disarmed');
  });

  it('of everything: a reset voids the open bet first, and says what is banked', () => {
    const story = createStory();
    story.bet();
    const notices = told(
      story,
      story.act({ kind: 'reset', now: at(), initialStake: pennies(200), minStake: pennies(100) }),
    );
    expect(notices.map(({ kind }) => kind)).toEqual(['bet_voided', 'system_reset']);
    expect(plain(notices[1]!.message.text)).toContain('Cycle 1 was cut off and 1.00 GBP of it is banked.');
    expect(betFields(notices[0]!.message)).toEqual([...NAMES, '1.00 GBP', '3.50', '1', '1', '1.00 GBP']);
  });
});

it('keeps hostile names and codes on one line', () => {
  const story = createStory();
  const event = `${PROPOSAL.event}\n‮**Won** 9,999.00`;
  const notices = [...told(story, story.bet({ event, reason: 'a\nb' })), ...told(story, story.end('won'))];
  for (const { message } of notices) {
    expect(allText(message)).not.toMatch(/\n\*|\nb|\p{Cf}/u);
    expect(allText(message)).toContain('City **Won**');
  }
});
