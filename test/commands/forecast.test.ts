import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/core/events.ts';
import { NO_LIMITS } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { bet, given, started } from '../core/given.ts';
import { leg } from '../core/play.ts';
import { appWith, field, parse, plain, reply, run } from './bench-app.ts';

const fresh = (settings: Partial<Settings> = {}): State => given(started(settings));

const asked = (state: State, options: Record<string, unknown> = {}) =>
  reply(appWith(state), 'forecast', options);

describe('forecast', () => {
  it('tells the chance from here and of one outlay, with what is assumed', async () => {
    const told = await asked(fresh());
    expect(told.title).toBe('To 50,000.00 GBP from here: 1 in 78,816');
    expect(plain(told.text)).toBe(
      'Assumed: every leg at 3.50, staking the whole pot, 5 % commission, and no edge, so that bets win as often as their prices say.',
    );
    expect(field(told, 'One outlay of 1.00')).toBe('1 in 78,816');
  });

  it.each([
    [2, '1 in 131,072', '1 in 75,952'],
    [3.5, '1 in 78,816', '1 in 69,801'],
    [4, '1 in 262,144', '1 in 68,286'],
    [6, '1 in 279,936', '1 in 66,169'],
    [10, '1 in 100,000', '1 in 63,489'],
  ])('at %d tells both plans as DESIGN section 9 has them', async (odds, rollAll, toTarget) => {
    const told = await asked(fresh(), { odds });
    expect(field(told, 'One outlay, roll_all')).toBe(`at ${odds.toFixed(2)} ${rollAll}`);
    expect(field(told, 'One outlay, to_target')).toBe(`at ${odds.toFixed(2)} ${toTarget}`);
    expect(told.title).toContain(rollAll);
    expect((await asked(fresh(), { odds, staking: 'to_target' })).title).toContain(toTarget);
  });

  it('shows both ends and the middle of the range in force, once each', async () => {
    expect(field(await asked(fresh()), 'One outlay, roll_all')).toBe(
      'at 3.00 1 in 177,147, at 3.50 1 in 78,816, at 4.00 1 in 262,144',
    );
    const narrow = fresh({ odds: { min: price(4), max: price(4) } });
    expect(field(await asked(narrow), 'One outlay, roll_all')).toBe('at 4.00 1 in 262,144');
  });

  it('tells what it takes on average until the target', async () => {
    expect(field(await asked(fresh()), 'Until the target')).toBe(
      '78,816 cycles, 110,340 bets and 78,814.64 GBP of new outlay on average; 56,768.28 GBP comes back, the target among it',
    );
  });

  it('has one cycle, not one cycles', async () => {
    const near = fresh({ target: pennies(102), odds: { min: price(1.04), max: price(1.04) } });
    expect(field(await asked(near), 'Until the target')).toMatch(/^1 cycle, 1 bet and /);
  });

  it('sets what stopping brings against what going on does', async () => {
    expect(field(await asked(leg(leg(fresh()))), 'Stopping or going on')).toBe(
      '11.38 GBP for sure if betting stops now; 8.82 GBP on average if this pot goes on',
    );
    const state = bet(leg(fresh()), 4);
    expect(field(await asked(state), 'Stopping or going on')).toBe(
      '3.24 GBP on average if betting stops after the open bet; 2.51 GBP on average if this pot goes on',
    );
    expect(field(await asked(state), 'From here')).toBe(
      '1 in 25,736; if the open bet wins 1 in 6,434, if it loses no chance',
    );
  });

  it('lists the legs, each with the pot, the way so far and the way on', async () => {
    const { table } = await asked(fresh({ target: pennies(4_000) }));
    expect(table?.columns.map(({ name }) => name)).toEqual([
      ...['Leg', 'Pot', 'Stake', 'Price', 'Won up to it', 'Target from it'],
    ]);
    expect(table?.rows).toEqual([
      ['1', '1.00', '1.00', '3.50', '1 in 3.5', '1 in 150'],
      ['2', '3.37', '3.37', '3.50', '1 in 12', '1 in 43'],
      ['3', '11.38', '11.38', '3.50', '1 in 43', '1 in 12'],
      ['4', '38.41', '38.41', '3.50', '1 in 150', '1 in 3.5'],
    ]);
  });

  it('counts the legs that it leaves out', async () => {
    const told = await asked(fresh(), { odds: 1.5 });
    expect(told.table?.rows).toHaveLength(20);
    expect(plain(told.footer)).toMatch(/^8 legs more left out\. /);
  });

  it('tells what a budget of new outlays adds', async () => {
    expect(field(await asked(fresh(), { budget: 500 }), 'With 500.00 GBP more')).toBe(
      '0.63 % (1 in 158): this pot, and 500 new outlays',
    );
    const near = fresh({ target: pennies(400) });
    expect(field(await asked(near, { budget: 5 }), 'With 5.00 GBP more')).toBe(
      '40 % (1 in 2.5): this pot, and 5 new outlays',
    );
    expect(field(await asked(near, { budget: 10 }), 'With 10.00 GBP more')).toBe(
      '61 %: this pot, and 10 new outlays',
    );
    expect(field(await asked(near, { budget: 500 }), 'With 500.00 GBP more')).toBe(
      'over 99 %: this pot, and 500 new outlays',
    );
  });

  it('assumes an edge as it is told, in percent or as a fraction', async () => {
    for (const edge of ['2%', '0.02', '+2 %', '.02'])
      expect((await asked(fresh(), { edge })).title, edge).toBe('To 50,000.00 GBP from here: 1 in 65,949');
    expect(plain((await asked(fresh(), { edge: '-1.5%' })).text)).toContain(
      'an edge of -1.5 % (bets win 0.985 times as often as their prices say)',
    );
  });

  it('tells what history says of an edge, with its interval, and takes it where that is wanted', async () => {
    const state = leg(leg(leg(fresh(), 3, 'lost'), 3.5, 'won'), 4, 'lost');
    const told = await asked(state);
    expect(field(told, 'Edge of your own bets')).toMatch(
      /^\+15\.1 %: 1 of 3 bets won, 0\.9 by their prices; between -78\.8 % and \+171\.2 % with 95 % confidence \(score interval, Wilson\)\. No edge at all lies within it\. So few bets say little\.$/,
    );
    expect(field(told, 'From here with that edge')).toMatch(
      /^1 in 22,285; between 1 in [\d,]+ and 1 in 9\.9$/,
    );
    expect(plain((await asked(state, { edge: 'history' })).text)).toContain('an edge of +15.1 %');
  });

  it('says where an end of the interval leaves nothing to chance', async () => {
    const told = await asked(leg(fresh(), 3.5, 'lost'), { odds: 1.5 });
    expect(field(told, 'From here with that edge')).toBe('no chance; between no chance and sure wins');
  });

  it('refuses what leaves nothing to chance, and history where there is none', async () => {
    expect(await run(appWith(fresh()), 'forecast', { edge: 'history' })).toMatchObject({
      refused: 'no_history',
    });
    expect(await run(appWith(fresh()), 'forecast', { odds: 1.5, edge: '60%' })).toMatchObject({
      refused: 'edge_beyond_price',
      message: 'At 1.50 an edge of 60 % would make a win sure; above -100 % and below 50 % it is neither.',
    });
  });

  it('leaves out an end of the range that an edge is beyond', async () => {
    const wide = fresh({ odds: { min: price(1.2), max: price(4) } });
    expect(field(await asked(wide, { edge: '30%' }), 'One outlay, roll_all')).toMatch(
      /^at 2\.60 1 in [\d,]+, at 4\.00/,
    );
  });

  it('names a pot that no stake can leave', async () => {
    const capped = fresh({ limits: { ...NO_LIMITS, maxStake: pennies(10_000) } });
    const told = await asked(capped);
    expect(told.title).toBe('To 50,000.00 GBP from here: no chance');
    expect(field(told, 'Until the target')).toBe('It cannot be reached.');
    expect(field(told, 'Stands still')).toBe(
      'A pot of 129.64 GBP: its stake would be above max_stake (100.00 GBP). Betting would pause there; it is counted as not at the target.',
    );
    expect(field(await asked(leg(fresh()), { odds: 3.5 }), 'Stands still')).toBeUndefined();
  });

  it('comes with a picture of simulated paths, and links to what else can be asked', async () => {
    const { picture, links } = await asked(leg(fresh()));
    expect(picture?.name).toBe('forecast.png');
    expect(picture?.description).toContain('at prices drawn from those of the last 1 settled bet');
    expect((await asked(leg(fresh()), { odds: 4 })).picture?.description).toContain(
      'all at the assumed price',
    );
    expect(links?.map(({ options }) => options)).toEqual([{ staking: 'to_target' }, { edge: 'history' }]);
    expect((await asked(fresh({ staking: 'to_target' }))).links?.[0]?.options).toEqual({
      staking: 'roll_all',
    });
  });

  it.each([
    [{ odds: 1 }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
    [{ odds: 'x' }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
    [{ odds: '1e2' }, 'must be a price from 1.01 to 1000, written like 3 or 3.45'],
    [{ odds: '3.47' }, '3.47 is not a price that the exchange knows; the nearest are 3.45 and 3.50'],
    [
      { edge: '2' },
      'must be an edge such as 2% or 0.02 (bets win 1.02 times as often as their prices say), or history',
    ],
    [{ edge: 'much' }, /^must be an edge/],
    [{ budget: 0 }, /^must be an amount/],
    [{ budget: 1.005 }, /^must be an amount/],
    [{ staking: 'all' }, 'must be roll_all or to_target'],
  ])('takes no %j', (options, message) => {
    expect(parse('forecast', options)).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });
});
