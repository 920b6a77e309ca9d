import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/betting/books/compare-books.ts';
import { pennies } from '../../src/core/money.ts';
import { resultOf } from '../../src/core/settlement.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { at, placed } from '../core/given.ts';
import { createStory, type Story } from '../notify/story.ts';
import { allText, appWith, field, plain, reply, run } from './bench-app.ts';

const appOf = (story: Story, more: Parameters<typeof appWith>[1] = {}) =>
  appWith(story.state(), { events: () => story.log.read(), ...more });

/** One won leg and an open one. */
function twoLegs(): Story {
  const story = createStory();
  story.bet();
  story.end('won');
  story.bet();
  return story;
}

const AGREED: Comparison = {
  since: at(0),
  bets: 12,
  estimated: 0,
  awaited: 0,
  differences: [],
  account: { available: pennies(103_420), atStake: pennies(337), unexplained: null },
};

const rows = (message: Awaited<ReturnType<typeof reply>>) =>
  message.table!.rows.map((cells) => cells.map(plain).join(' '));

describe('books', () => {
  it('show both sides of the whole, each kind of posting, and that paper bets have no account', async () => {
    const answer = await reply(appOf(twoLegs()), 'books');
    expect(field(answer, 'Put in')).toBe('1.00 GBP');
    expect(field(answer, 'Profit or loss')).toBe('+2.37 GBP, after 0.13 GBP of commission');
    expect(field(answer, 'In the pot')).toBe('3.37 GBP, of which 3.37 GBP is at stake');
    expect(field(answer, 'Banked')).toBe('0.00 GBP');
    expect(field(answer, 'Exchange')).toContain('paper');
    expect(rows(answer).map((row) => row.split(' ').slice(0, 3).join(' '))).toEqual([
      'Put in 1',
      'Stake 2 4.37',
      'Return 1 3.50',
      'Commission 1 0.13',
    ]);
  });

  it('of today leave out what was before', async () => {
    const story = twoLegs();
    const tomorrow = () => Date.parse(at(24 * 60));
    expect(rows(await reply(appOf(story), 'books', { period: 'today' }))).toHaveLength(4);
    expect(rows(await reply(appOf(story, { now: tomorrow }), 'books', { period: 'today' }))).toEqual([]);
    expect(rows(await reply(appOf(story, { now: tomorrow }), 'books', { period: 'week' }))).toHaveLength(4);
    expect(rows(await reply(appOf(story, { now: tomorrow }), 'books', { period: 'month' }))).toHaveLength(4);
  });

  it('of a bet are its postings and what it came to', async () => {
    const story = createStory();
    story.append(placed('ref-1', 100, { betId: '338104992133' }));
    const open = await reply(appOf(story), 'books', { bet: '338104992133' });
    expect(plain(open.text)).toBe(
      'The Draw in Middlesbrough v Man City. It is open: its stake is with the exchange.',
    );
    story.end('won');
    const won = await reply(appOf(story), 'books', { bet: '338104992133' });
    expect(plain(won.text)).toBe('The Draw in Middlesbrough v Man City. It came to +2.37 GBP.');
    expect(rows(won).map((row) => row.split(' ').slice(1).join(' '))).toEqual([
      'Stake the pot the exchange 1.00 1',
      'Return the exchange the pot 3.50 1',
      'Commission the pot commission 0.13 1',
    ]);
    expect(await run(appOf(story), 'books', { bet: '17' })).toMatchObject({ refused: 'no_such_bet' });
  });

  it('of a cycle that has ended leave nothing in its pot, also after a correction', async () => {
    const story = twoLegs();
    story.act({
      kind: 'correct_result',
      now: at(),
      orderRef: 'ref-1',
      settledDate: at(5),
      to: resultOf('lost', pennies(-100), pennies(0)),
    });
    const answer = await reply(appOf(story), 'books', { cycle: '1' });
    expect(plain(answer.text)).toBe(
      'It has ended: what came in has gone out, and 0.00 GBP is left in its pot.',
    );
    expect(rows(answer).filter((row) => row.includes('Correction'))).toHaveLength(3);
    expect(plain((await reply(appOf(story), 'books', { cycle: '2' })).text)).toMatch(
      /^It is running; 0\.00 GBP/,
    );
    expect(await run(appOf(story), 'books', { cycle: '3' })).toMatchObject({ refused: 'no_such_cycle' });
  });

  it('say in live that they agree with the exchange, and what the account holds', async () => {
    const app = appOf(twoLegs(), { compareBooks: async () => AGREED });
    const answer = await reply(app, 'books');
    expect(field(answer, 'Exchange')).toBe(
      `Agrees with the log to the penny: 12 settled bets compared since ${at(0)}.`,
    );
    expect(field(answer, 'Account')).toBe('1,034.20 GBP available, 3.37 GBP at stake.');
  });

  it('name each difference by its bet', async () => {
    const differences = (
      [
        ['1', 'profit', 250, 249],
        ['2', 'commission', 13, 12],
        ['3', 'missing', -100, null],
        ['4', 'unknown', null, -100],
      ] as const
    ).map(([betId, what, ours, theirs]) => ({
      betId,
      orderRef: null,
      what,
      ours: ours === null ? null : pennies(ours),
      theirs: theirs === null ? null : pennies(theirs),
    }));
    const unexplained = { since: at(1), amount: pennies(1000) };
    const compareBooks = async () => ({
      ...AGREED,
      estimated: 1,
      awaited: 1,
      differences,
      account: { ...AGREED.account, unexplained },
    });
    const answer = await reply(appOf(twoLegs(), { compareBooks }), 'books');
    const text = allText(answer);
    expect(text).toContain('Agrees with the log but for 4 differences: 12 settled bets');
    expect(text).toContain('The commission of 1 bet cannot be compared');
    expect(text).toContain('1 bet settled there is recorded here once its figures are complete.');
    expect(field(answer, 'Bet 1')).toBe('Before commission the log has +2.50 GBP, the exchange +2.49 GBP.');
    expect(field(answer, 'Bet 2')).toBe('The log has 0.13 GBP of commission, the exchange 0.12 GBP.');
    expect(field(answer, 'Bet 3')).toBe(
      'The log has it settled with -1.00 GBP, and the exchange does not list it.',
    );
    expect(field(answer, 'Bet 4')).toBe(
      'The exchange has settled it with -1.00 GBP, and the log does not know it.',
    );
    expect(field(answer, 'Account')).toMatch(/moved by \+10\.00 GBP that no bet of the bot explains/);
  });

  it('are shown also where the exchange does not answer', async () => {
    const compareBooks = () =>
      Promise.reject(new ExchangeError('X', 'getAccountFunds', 'retry', 'The exchange is busy.'));
    const answer = await reply(appOf(twoLegs(), { compareBooks }), 'books');
    expect(field(answer, 'Exchange')).toBe('Not compared: The exchange is busy.');
  });
});
