import { describe, expect, it } from 'vitest';
import type { Checked } from '../../src/betting/bettor.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import { resultOf } from '../../src/core/settlement.ts';
import type { State } from '../../src/core/state.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { act, at, bet, given, openRef, requestBet, started } from '../core/given.ts';
import { resultIntent } from '../core/play.ts';
import { entrant } from '../markets/entrants.ts';
import { allText, appWith, type BenchApp, field, needs, plain, reply } from './bench-app.ts';

const AWAY = new ExchangeError('TIMEOUT', 'listMarketBook', 'retry', 'Betfair did not answer.');

const OPEN = 'Still open: The Draw in Middlesbrough v Man City';
const { book } = entrant();
const nothing: Checked = { failed: null, verdicts: new Map() };

/** The exchange answers with `checked`, after `happens`. */
function asking(state: State, checked: Checked, happens: readonly Intent[] = []): BenchApp {
  const app: BenchApp = appWith(state, {
    books: () => Promise.resolve([book]),
    checkResults: async () => {
      for (const intent of happens) await app.submit(intent, { actor: 'system', id: 'r' });
      return checked;
    },
  });
  return app;
}

const open = () => bet(given(started()));
const waiting = (state: State): Checked => ({
  failed: null,
  verdicts: new Map([[openRef(state), { kind: 'waiting', why: 'the market is not closed' }]]),
});

describe('refresh', () => {
  it('tells the results that it found, and where things stand now', async () => {
    const state = open();
    const answer = await reply(asking(state, nothing, [resultIntent(state.openBets[0]!, 'won')]), 'refresh');
    expect(answer.title).toBe('1 new result');
    expect(plain(answer.text)).toBe('Now cycle 1, leg 1, 3.37 GBP in the pot.');
    expect(answer.fields).toEqual([
      { name: 'The Draw in Middlesbrough v Man City', value: 'won, +2.37 GBP, pot 3.37 GBP' },
    ]);
  });

  it('tells a result that was corrected', async () => {
    const state = open();
    const orderRef = openRef(state);
    const won = act(state, resultIntent(state.openBets[0]!, 'won'));
    const to = resultOf('lost', pennies(-100), pennies(0));
    const correction = { kind: 'correct_result', now: at(9), orderRef, settledDate: at(9), to } as const;
    const answer = await reply(asking(won, nothing, [correction]), 'refresh');
    expect(allText(answer)).toContain('lost (corrected, was won), -1.00 GBP, pot 0.00 GBP');
  });

  it('says why a bet is still open, and what its market is doing', async () => {
    const state = open();
    const answer = await reply(asking(state, waiting(state)), 'refresh');
    expect(answer).toMatchObject({ title: 'No result yet', tone: 'open' });
    expect(field(answer, OPEN)).toBe(
      `No result: the market is not closed. The market is open, not in play yet. Kick-off ${at(60)}.`,
    );
  });

  it('does without the market where it is not shown or cannot be read', async () => {
    const state = open();
    const gone = { ...asking(state, waiting(state)), books: () => Promise.resolve([]) };
    expect(field(await reply(gone, 'refresh'), OPEN)).toContain('no longer shows the market');
    const away = { ...asking(state, waiting(state)), books: () => Promise.reject(AWAY) };
    expect(field(await reply(away, 'refresh'), OPEN)).toContain('cannot be read: Betfair did not answer.');
    const broken = { ...asking(state, waiting(state)), books: () => Promise.reject(new Error('a fault')) };
    await expect(reply(broken, 'refresh')).rejects.toThrow('a fault');
  });

  it('says that the exchange could not be asked, and asks it nothing more', async () => {
    const app = asking(open(), { failed: 'Betfair did not answer', verdicts: new Map() });
    const answer = await reply({ ...app, books: () => Promise.reject(new Error('asked again')) }, 'refresh');
    expect(answer).toMatchObject({ title: 'The exchange could not be asked', tone: 'warning' });
    expect(plain(answer.text)).toMatch(/^Betfair did not answer\. Nothing is decided without it/);
    expect(field(answer, OPEN)).toBe(`No result. Kick-off ${at(60)}.`);
  });

  it('says that nothing is open, or that it is not known whether a bet is', async () => {
    const none = await reply(asking(given(started()), nothing), 'refresh');
    expect(none.title).toBe('No bet is open');
    const asked = await reply(asking(act(given(started()), requestBet('r1')), nothing), 'refresh');
    expect(asked.title).toBe('No result yet');
    expect(field(asked, 'In doubt: The Draw in Middlesbrough v Man City')).toContain('not known yet');
  });

  it('is for operators', () => {
    expect(needs(appWith(), 'refresh')).toBe('operator');
  });
});
