import { describe, expect, it } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { MarketBook } from '../../src/exchange/exchange.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import type { Scan } from '../../src/markets/scan.ts';
import { act, at, bet, given, PROPOSAL, placedBet, requestBet, started } from '../core/given.ts';
import { end, leg } from '../core/play.ts';
import { market } from '../markets/entrants.ts';
import { allText, appWith, effect, field, needs, parse, plain, reply, run } from './bench-app.ts';

const AWAY = new ExchangeError('TIMEOUT', 'listMarketBook', 'retry', 'the exchange did not answer in 10 s');

const BOOK: MarketBook = {
  marketId: '1.1',
  status: 'OPEN',
  inPlay: true,
  betDelay: 5,
  version: 7,
  delayed: false,
  numberOfWinners: 1,
  totalMatched: pennies(1_000_000),
  runners: [
    {
      selectionId: 1,
      status: 'ACTIVE',
      lastPriceTraded: price(2.1),
      back: [{ price: price(2.08), size: pennies(12_345) }],
      lay: [{ price: price(2.12), size: pennies(500) }],
    },
    { selectionId: 58805, status: 'ACTIVE', lastPriceTraded: null, back: [], lay: [] },
    { selectionId: 3, status: 'REMOVED', lastPriceTraded: null, back: [], lay: [] },
  ],
};

const SCAN: Scan = {
  at: at(89),
  markets: 40,
  steps: [
    { filter: 'open', entered: 40, left: 31 },
    { filter: 'price in range', entered: 31, left: 1 },
  ],
  candidates: [
    {
      ...PROPOSAL,
      inPlay: false,
      status: 'OPEN',
      totalMatched: pennies(1_000_000),
      size: pennies(12_000),
      betDelay: 0,
      spreadTicks: 2,
    },
  ],
  delayed: false,
  nearestMiss: {
    event: 'Leeds v Hull',
    selection: 'Hull',
    filter: 'spread',
    why: 'it was 9 steps, 4 are allowed',
  },
  skipped: [],
  reason: 'The Draw starts first',
};

describe('status', () => {
  it('answers what is at stake, what comes next and how it went', async () => {
    const app = appWith(leg(given(started())));
    const answer = await reply(app, 'status');
    expect(answer.title).toBe('Cycle 1, leg 1: 3.37 GBP in the pot');
    expect(plain(answer.text)).toBe('Waiting for a price in the range.');
    expect(field(answer, 'Mode')).toContain('play money');
    expect(field(answer, 'Target')).toBe('50,000.00 GBP');
    expect(field(answer, 'Next stake')).toBe('3.37 GBP');
    expect(field(answer, 'Odds range')).toBe('3.00 to 4.00');
    expect(answer.table?.rows).toContainEqual(['Won, lost, void', '1, 0, 0']);
    expect(answer.table?.rows).toContainEqual(['Win rate', '100.0 %']);
    expect(answer.table?.rows).toContainEqual(['Commission paid', '0.13 GBP']);
  });

  it('shows the open bet and why nothing is bet', async () => {
    const app = appWith(bet(given(started())), { betting: () => ({ on: false, why: 'a bet is open' }) });
    const answer = await reply(app, 'status');
    expect(answer.tone).toBe('open');
    expect(plain(answer.text)).toBe('Not betting: A bet is open.');
    expect(field(answer, 'Open bet')).toBe(
      `1.00 GBP on The Draw in Middlesbrough v Man City at 3.50, kick-off ${at(60)}; if it wins, the pot is 3.37 GBP`,
    );
    expect(field(answer, 'Next stake')).toBe('depends on the open bet');
  });

  it('says that prices are delayed', async () => {
    const late = { ...SCAN, candidates: SCAN.candidates.map((found) => ({ ...found, delayed: true })) };
    const answer = await reply(appWith(given(started()), { lastScan: () => late }), 'status');
    expect(field(answer, 'Prices')).toBe('delayed by up to a minute');
  });

  it('shows a request whose outcome is unknown', async () => {
    const answer = await reply(appWith(act(given(started()), requestBet('r1'))), 'status');
    expect(field(answer, 'Being placed')).toContain('not known yet');
  });

  it('shows the figures since the last reset beside those of all time', async () => {
    const lost = leg(given(started()), 3.5, 'lost');
    const app = appWith(lost);
    await reply(app, 'reset', {});
    const { table } = await reply(app, 'status');
    expect(table?.columns.map(({ name }) => name)).toEqual(['', 'Since the last reset', 'All time']);
    expect(table?.rows).toContainEqual(['Bets placed', '0', '1']);
    expect(table?.rows).toContainEqual(['Lost in lost cycles', '0.00 GBP', '1.00 GBP']);
    expect(table?.rows).toContainEqual(['Win rate', '-', '0.0 %']);
  });

  it('shows no win rate where nothing is decided', async () => {
    const { table } = await reply(appWith(), 'status');
    expect(table?.rows).toContainEqual(['Win rate', '-']);
  });
});

describe('bet', () => {
  const open = () => bet(given(started()));

  it('shows every runner with ours marked, and what a win brings', async () => {
    const app = appWith(open(), {
      books: () => Promise.resolve([BOOK]),
      market: () =>
        Promise.resolve(market({ runners: [{ selectionId: 1, name: 'Middlesbrough', sortPriority: 1 }] })),
    });
    const answer = await reply(app, 'bet');
    expect(plain(answer.text)).toBe('The market is open, in play.');
    expect(field(answer, 'If it wins')).toBe('+2.37 GBP, pot 3.37 GBP');
    expect(answer.table?.rows).toEqual([
      ['Middlesbrough', '2.08 (123.45)', '2.12 (5.00)', '2.10'],
      ['The Draw ← our bet', '-', '-', '-'],
      ['runner 3 (removed)', '-', '-', '-'],
    ]);
  });

  it('shows prices where only the names are not to be had', async () => {
    const app = appWith(open(), {
      books: () => Promise.resolve([BOOK]),
      market: () => Promise.reject(AWAY),
    });
    const { table } = await reply(app, 'bet');
    expect(table?.rows.map(([name]) => name)).toEqual([
      'runner 1',
      'The Draw ← our bet',
      'runner 3 (removed)',
    ]);
  });

  it('still shows the bet while the exchange is away', async () => {
    const answer = await reply(appWith(open(), { books: () => Promise.reject(AWAY) }), 'bet');
    expect(plain(answer.text)).toContain('The exchange did not answer in 10 s.');
    expect(field(answer, 'Stake')).toBe('1.00 GBP');
    expect(answer.table).toBeUndefined();
  });

  it('does not hide a fault of its own as an exchange that is away', async () => {
    await expect(run(appWith(open()), 'bet')).rejects.toThrow('not asked for');
  });

  it('says so where the exchange no longer shows the market', async () => {
    const answer = await reply(appWith(open(), { books: () => Promise.resolve([]) }), 'bet');
    expect(plain(answer.text)).toContain('no longer shows this market');
  });

  it('shows a second bet that was found late', async () => {
    const both = act(open(), {
      kind: 'record_found_late',
      since: '',
      now: at(),
      bet: placedBet('late', 250),
    });
    const answer = await reply(appWith(both, { books: () => Promise.resolve([BOOK]) }), 'bet');
    expect(field(answer, 'Also open (found late)')).toBe(
      '2.50 GBP on The Draw in Middlesbrough v Man City at 3.50',
    );
  });

  it.each([
    ['SUSPENDED', 'suspended'],
    ['CLOSED', 'closed'],
    ['INACTIVE', 'not active yet'],
    ['UNKNOWN', 'does not know'],
  ] as const)('says what a market that is %s means', async (status, words) => {
    const books = () => Promise.resolve([{ ...BOOK, status }]);
    expect(plain((await reply(appWith(open(), { books }), 'bet')).text)).toContain(words);
  });

  it('says without an open bet what comes next and why', async () => {
    const app = appWith(leg(given(started())), {
      betting: () => ({ on: false, why: 'betting is paused' }),
      lastScan: () => SCAN,
    });
    const answer = await reply(app, 'bet');
    expect(plain(answer.text)).toBe(
      'Not betting: Betting is paused. Next is leg 2 of cycle 1: 3.37 GBP at a price from 3.00 to 4.00.',
    );
    expect(field(answer, 'Last look')).toBe(`${at(89)}: The Draw starts first.`);
  });

  it('says that a sent bet is in doubt', async () => {
    const answer = await reply(appWith(act(given(started()), requestBet('r1'))), 'bet');
    expect(answer.title).toContain('Being placed');
  });
});

describe('history', () => {
  it('pages from the newest to the oldest with links to turn', async () => {
    const app = appWith([1, 2, 3].reduce((state) => leg(state), given(started())));
    const first = await reply(app, 'history', { n: '2' });
    expect(first.title).toBe('3 bets of all time');
    expect(first.table?.rows.map((cells) => cells[1])).toEqual(['1 leg 3', '1 leg 2']);
    expect(first.links).toEqual([{ label: 'Older', command: 'history', options: { n: 2, page: 2 } }]);
    const second = await reply(app, 'history', { n: 2, page: 2 });
    expect(second.table?.rows.map((cells) => cells[1])).toEqual(['1 leg 1']);
    expect(second.links?.map(({ label }) => label)).toEqual(['Newer']);
  });

  it('marks what was before the reset, and goes on with the running total', async () => {
    const app = appWith(leg(leg(given(started())), 3.5, 'lost'));
    await reply(app, 'reset');
    const { table } = await reply(app, 'history');
    expect(table?.rows.map((cells) => [cells[1], cells[5], cells[6], cells[8]])).toEqual([
      ['1 leg 2 (before reset)', 'lost', '-3.37', '-1.00'],
      ['1 leg 1 (before reset)', 'won', '+2.37', '+2.37'],
    ]);
  });

  it('says that there is nothing yet, and that there is no such page', async () => {
    expect((await reply(appWith(), 'history')).title).toBe('No bets yet');
    expect(await run(appWith(), 'history', { page: 9 })).toEqual({
      refused: 'no_such_page',
      message: 'There is no page 9: the last one is page 1 (0 bets, 10 on a page).',
    });
  });

  it.each([{ n: 0 }, { n: '51' }, { n: '99999999999999999999' }, { n: '1e99' }, { n: 'ten' }, { n: 2.5 }])(
    'answers %j with what is allowed',
    (options) => {
      expect(parse('history', options)).toBe('must be a whole number from 1 to 50');
    },
  );
});

describe('odds', () => {
  it('shows the range to those who may look', async () => {
    const app = appWith();
    expect(needs(app, 'odds')).toBe('viewer');
    expect((await reply(app, 'odds')).title).toBe('Odds range: 3.00 to 4.00');
  });

  it('changes it for operators, keeping what is left out', async () => {
    const app = appWith();
    expect(needs(app, 'odds', { min: 2 })).toBe('operator');
    const answer = await reply(app, 'odds', { max: '3.45' });
    expect(answer.title).toBe('Odds range: 3.00 to 3.45');
    expect(plain(answer.text)).toContain('It was 3.00 to 4.00');
    expect(app.state().settings.odds).toEqual({ min: 3, max: 3.45 });
  });

  it.each([
    [{ min: 3.03 }, '3.03 is not a price that the exchange knows; the nearest are 3.00 and 3.05'],
    [{ max: 5.55 }, '5.55 is not a price that the exchange knows; the nearest are 5.50 and 5.60'],
    [{ min: '999' }, '999 is not a price that the exchange knows; the nearest are 990.00 and 1000.00'],
    [{ min: 1 }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
    [{ max: 1001 }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
    [{ min: '1e2' }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
    [{ min: '3,5' }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
  ])('answers %j with what is allowed', (options, message) => {
    expect(parse('odds', options)).toBe(message);
  });

  it('refuses a lowest price above the highest', async () => {
    expect(await run(appWith(), 'odds', { min: 5 })).toEqual({
      refused: 'range_reversed',
      message: 'min (5.00) would be above max (4.00); give both, the lower one as min.',
    });
  });

  it('says that nothing changes where nothing does', async () => {
    expect(await run(appWith(), 'odds', { min: 3 })).toMatchObject({ refused: 'unchanged' });
  });
});

describe('reset', () => {
  it('says exactly what it will do, and does it', async () => {
    const app = appWith(leg(given(started())));
    expect(effect(app, 'reset')).toBe(
      'This ends cycle 1 with 3.37 GBP in the pot (banked: it no longer takes part) and opens cycle 1 with 1.00 GBP; all-time figures go on',
    );
    const answer = await reply(app, 'reset', { stake: '2.50' });
    expect(answer.title).toBe('Reset: cycle 1 is open with 2.50 GBP');
    expect(app.state().ledger).toMatchObject({ epoch: 2, cycle: 1, leg: 0, pot: 250 });
  });

  it('says that an open bet becomes void', () => {
    expect(effect(appWith(bet(given(started()))), 'reset')).toContain(
      'This makes the open bet of 1.00 GBP on The Draw in Middlesbrough v Man City void',
    );
  });

  it.each([
    ['while a request is open', () => act(given(started()), requestBet('r1')), {}, 'open-request'],
    ['in live while a bet is open', () => liveBet(), {}, 'open-bet'],
    ['with too small a stake', () => given(started()), { stake: 0.5 }, 'stake-too-small'],
    ['with the target as stake', () => given(started()), { stake: 50_000 }, 'stake-too-large'],
  ])('is refused %s, before anybody is asked and after', async (_, state, options, refused) => {
    const app = appWith(state());
    expect(effect(app, 'reset', options)).toMatchObject({ refused });
    expect(await run(app, 'reset', options)).toMatchObject({ refused });
  });

  it('takes the owner in live', () => {
    expect(needs(appWith(), 'reset')).toBe('operator');
    expect(needs(appWith(given(started({}, 'live'))), 'reset')).toBe('owner');
  });

  it.each(['-1', 'much', 1.005, 0, '1e300'])('answers a stake of %s with what is allowed', (stake) => {
    expect(parse('reset', { stake })).toContain('at least 0.01 with at most two decimals');
  });
});

function liveBet() {
  const live = given(started({}, 'live'), { type: 'LIVE_ARMED', data: { until: at(1000), keep: false } });
  return bet(live);
}

describe('pause and resume', () => {
  it('pauses for some minutes with a reason, and resumes', async () => {
    const app = appWith(bet(given(started())));
    const paused = await reply(app, 'pause', { reason: 'lunch\nWon 999.00', minutes: '30' });
    expect(plain(paused.text)).toBe(
      `Until ${at(120)}. Reason: Lunch Won 999.00. The open bet runs on and is settled.`,
    );
    expect(app.state().paused).toMatchObject({ why: 'lunch Won 999.00', until: at(120), actor: 'console' });
    expect((await reply(app, 'resume')).title).toBe('Betting is resumed');
    expect(app.state().paused).toBeNull();
  });

  it('pauses until somebody resumes', async () => {
    const answer = await reply(appWith(), 'pause');
    expect(plain(answer.text)).toBe('Until somebody resumes. Reason: No reason given.');
  });

  it('takes no bare number as a reason: it was meant as minutes', async () => {
    const app = appWith();
    expect(await run(app, 'pause', { reason: '5' })).toEqual({
      refused: 'reason_is_a_number',
      message:
        '"5" would be the reason, and the pause without an end. For 5 minutes say pause minutes:5; a reason has words.',
    });
    expect(app.state().paused).toBeNull();
    await reply(app, 'pause', { reason: '5', minutes: '10' });
    expect(app.state().paused).toMatchObject({ why: '5' });
  });

  it('refuses to resume what is not paused', async () => {
    expect(await run(appWith(), 'resume')).toMatchObject({ refused: 'not-paused' });
  });

  it('says where nothing is bet all the same', async () => {
    const app = appWith(given(started()), { betting: () => ({ on: false, why: 'a bet is open' }) });
    await reply(app, 'pause');
    expect(plain((await reply(app, 'resume')).text)).toBe(
      `It was paused at the console ${at(90)}: No reason given.\nYet nothing is bet now: A bet is open.`,
    );
  });

  it.each([0, 10_081, 'soon', 1.5])('answers %s minutes with what is allowed', (minutes) => {
    expect(parse('pause', { minutes })).toContain('from 1 to 10080');
  });
});

describe('quit', () => {
  it('takes the owner, says what stays, and stops', async () => {
    const app = appWith(bet(given(started())));
    expect(needs(app, 'quit')).toBe('owner');
    expect(effect(app, 'quit')).toBe(
      'This stops the bot in leg 1 of cycle 1 with 1.00 GBP in the pot: nothing is bet until it is started again; the open bet of 1.00 GBP on The Draw in Middlesbrough v Man City at 3.50 stays as it is, and its result is recorded at the next start',
    );
    await reply(app, 'quit');
    expect(app.stopped).toEqual(['quit at the console']);
  });

  it('names a bet in doubt as well', () => {
    expect(effect(appWith(act(given(started()), requestBet('r1'))), 'quit')).toContain(
      'the bet just sent, 1.00 GBP on The Draw in Middlesbrough v Man City at 3.50, stays',
    );
  });
});

describe('markets', () => {
  it('shows the funnel, the first candidates and the nearest miss of a fresh look', async () => {
    const answer = await reply(appWith(given(started()), { scan: () => Promise.resolve(SCAN) }), 'markets');
    expect(answer.title).toBe('1 candidate among 40 selections of 40 markets');
    expect(answer.table?.rows[1]).toEqual(['price in range', '31', '1']);
    expect(field(answer, '1. The Draw')).toBe(
      `Middlesbrough v Man City: 3.50, 120.00 offered, starts ${at(60)}`,
    );
    expect(field(answer, 'Nearest miss')).toBe(
      'Hull in Leeds v Hull (spread): It was 9 steps, 4 are allowed.',
    );
  });

  it('says what is in play, delayed or a miss of a whole market', async () => {
    const [found] = SCAN.candidates;
    const scan: Scan = {
      ...SCAN,
      candidates: [{ ...found!, inPlay: true, delayed: true }],
      nearestMiss: { event: 'Leeds v Hull', selection: null, filter: 'open', why: 'it is suspended' },
    };
    const answer = await reply(appWith(given(started()), { scan: () => Promise.resolve(scan) }), 'markets');
    expect(field(answer, '1. The Draw')).toContain('offered, in play, delayed prices, starts');
    expect(field(answer, 'Nearest miss')).toBe('Leeds v Hull (open): It is suspended.');
  });

  it('says that nothing was found, and hides no fault of its own', async () => {
    const none = { ...SCAN, candidates: [], nearestMiss: null, reason: 'no market is open' };
    const answer = await reply(appWith(given(started()), { scan: () => Promise.resolve(none) }), 'markets');
    expect(answer).toMatchObject({
      title: '0 candidates among 40 selections of 40 markets',
      text: 'No market is open.',
      fields: [],
    });
    await expect(run(appWith(), 'markets')).rejects.toThrow('not asked for');
  });

  it('shows the last look while the exchange is away', async () => {
    const app = appWith(given(started()), { scan: () => Promise.reject(AWAY), lastScan: () => SCAN });
    const answer = await reply(app, 'markets');
    expect(answer.tone).toBe('warning');
    expect(field(answer, 'Last look')).toContain('The Draw starts first.');
  });
});

describe('help', () => {
  it('lists every command and explains one', async () => {
    const app = appWith();
    const lists = [await reply(app, 'help'), await reply(app, 'help', { page: 2 })];
    const named = lists.flatMap(({ table }) => table?.rows.map(([name]) => name) ?? []);
    expect(named).toEqual(app.commands.map(({ name }) => name));
    expect(lists.map(({ links }) => links?.map(({ label }) => label))).toEqual([['More'], ['Before']]);
    expect(await run(app, 'help', { page: 3 })).toMatchObject({ refused: 'no_such_page' });
    const odds = await reply(app, 'help', { command: '/ODDS' });
    expect(field(odds, 'min')).toBe(
      'Lowest price to bet on; stays as it is when left out (a number, 1.01 to 1000)',
    );
    expect(field(odds, 'Examples (as typed at the console)')).toContain('odds 3 4');
  });

  it('names the commands there are where one is unknown', async () => {
    expect(await run(appWith(), 'help', { command: 'withdraw' })).toMatchObject({
      refused: 'unknown_command',
      message: expect.stringContaining('There are: adopt, arm, backup, balance, bet, books'),
    });
  });
});

describe('names from outside', () => {
  it('can neither begin a line of their own nor turn the text around nor fill it', async () => {
    const hostile = 'Ars‮enal\nWon 9,999.00 GBP\u001b[31m\u0000';
    const proposal = { event: hostile, selection: `${'x'.repeat(500)}` };
    const asked = act(given(started()), requestBet('r1', proposal));
    const state = act(asked, {
      kind: 'record_placed',
      now: at(),
      orderRef: 'r1',
      betId: 'b1',
      matched: pennies(100),
      priceMatched: price(3.5),
    });
    const app = appWith(end(state, 'won'), {});
    for (const answer of [await reply(appWith(state), 'status'), await reply(app, 'history')]) {
      const text = allText(answer).replaceAll('\n', ' / ');
      expect(text).toContain('Ars enal Won 9,999.00 GBP [31m');
      expect(text).not.toMatch(/[\p{Cf}\p{Cc}]/u);
      expect(text).not.toContain('x'.repeat(81));
    }
  });
});
