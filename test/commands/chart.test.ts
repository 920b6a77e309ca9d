import { describe, expect, it } from 'vitest';
import { CHARTS } from '../../src/charts/registry.ts';
import { price } from '../../src/core/odds.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { twoCycles } from '../charts/sample-charts.ts';
import { at, bet, given, started } from '../core/given.ts';
import { createStory } from '../notify/story.ts';
import { appWith, plain, reply } from './bench-app.ts';

/** A log whose first cycle is lost at once. */
function lostCycle() {
  const story = createStory();
  story.bet();
  story.end('lost');
  return appWith(story.state(), { events: story.log.read });
}

describe('chart', () => {
  it('answers with a picture, what it shows in words, and links to the others', async () => {
    const answer = await reply(appWith(twoCycles()), 'chart');
    expect(answer.picture?.name).toBe('ladder-cycle-3.png');
    expect(answer.picture?.description).toContain(plain(answer.text));
    expect(answer.links?.map(({ options }) => options['kind'])).toEqual([
      'receipt',
      'equity',
      'daily',
      'legs',
      'price',
      'funnel',
      'calibration',
      'forecast',
    ]);
  });

  it.each(['ladder', 'equity', 'daily', 'legs', 'calibration'])('draws %s', async (kind) => {
    const app = appWith(twoCycles(), { now: () => Date.parse(at()) });
    expect((await reply(app, 'chart', { kind })).picture?.bytes.length).toBeGreaterThan(0);
  });

  it.each(['equity', 'legs', 'calibration'] as const)(
    'makes %s anew only for other bets or another manner',
    (kind) => {
      const app = lostCycle();
      const first = CHARTS[kind](app);
      expect(CHARTS[kind](appWith({ ...app.state(), paused: null }))).toBe(first);
      expect(CHARTS[kind]({ ...app, timeZone: 'Asia/Kathmandu' })).not.toBe(first);
      expect(CHARTS[kind]({ ...app, currency: 'EUR' })).not.toBe(first);
      const more = bet(app.state());
      expect(CHARTS[kind](appWith(more))).toEqual(CHARTS[kind]({ ...app, state: () => more }));
      expect(CHARTS[kind](app)).toEqual(first);
    },
  );

  it('says without a picture what there is nothing of', async () => {
    for (const kind of ['receipt', 'equity', 'daily', 'legs', 'price', 'funnel', 'calibration']) {
      const answer = await reply(appWith(given(started())), 'chart', { kind });
      expect(answer.picture).toBeUndefined();
      expect(plain(answer.text)).toMatch(/\.$/);
    }
  });

  it('gives the receipt of the last cycle that ended, or of the one asked for', async () => {
    const last = await reply(lostCycle(), 'chart', { kind: 'receipt' });
    expect(plain(last.text)).toMatch(/^Cycle 1: lost after 1 leg, 0 won\./);
    expect((await reply(lostCycle(), 'chart', { kind: 'receipt', cycle: 1 })).picture).toEqual(last.picture);
    const running = await reply(lostCycle(), 'chart', { kind: 'receipt', cycle: 2 });
    expect(plain(running.text)).toContain('It is running');
    const none = await reply(lostCycle(), 'chart', { kind: 'receipt', cycle: 7 });
    expect(plain(none.text)).toBe('The last one is cycle 2.');
  });

  it('looks at the market of the open bet once more, and shows what was seen before where it cannot', async () => {
    const looks: (readonly string[])[] = [];
    const seen = { at: at(5), back: price(3.4), lay: price(3.45) };
    const app = appWith(bet(given(started())), {
      prices: () => [seen],
      books: async (marketIds) => {
        looks.push(marketIds);
        throw new ExchangeError('TIMEOUT', 'listMarketBook', 'retry', 'no answer in 10 s');
      },
    });
    const answer = await reply(app, 'chart', { kind: 'price' });
    expect(looks).toEqual([['1.1']]);
    expect(plain(answer.text)).toContain('Last offered: 3.40 to back and 3.45 to lay');
  });
});
