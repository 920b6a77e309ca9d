import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { plainName } from '../../src/betting/views/wording.ts';
import { describeOptions, type Role } from '../../src/command.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { MarketSummary } from '../../src/exchange/exchange.ts';
import { suggestValues } from '../../src/suggest-values.ts';
import { act, at, started } from '../core/given.ts';
import { createStory, type Story } from '../notify/story.ts';
import { appWith, COMMANDS, parse } from './bench-app.ts';

/** Two cycles that were lost, the first after a win, then a reset and an open bet. */
function told(): Story {
  const story = createStory(started());
  story.bet();
  story.end('won');
  story.bet();
  story.end('lost');
  story.bet();
  story.end('lost');
  story.append({ type: 'SYSTEM_RESET', data: { initialStake: pennies(200) } });
  story.bet({ event: 'Leeds v Hull', selection: 'Leeds' });
  return story;
}

const market = (marketId: string, home: string, away: string, competition: string | null): MarketSummary => ({
  marketId,
  marketName: 'Match Odds',
  event: `${home} v ${away}`,
  competition,
  startTime: at(60),
  baseRate: 0.05,
  discountAllowed: false,
  runners: [home, away, 'The Draw'].map((name, i) => ({ selectionId: i, name, sortPriority: i })),
});

const appOf = (more: Partial<App> = {}) =>
  appWith(told().state(), { now: () => Date.parse(at(3_000)), ...more });

const offered = (
  app: App,
  command: string,
  option: string,
  { typed = '', given = {}, role = 'owner' as Role } = {},
) => suggestValues(COMMANDS, app, { command, option, typed, given, role });

const namesOf = async (...of: Parameters<typeof offered>): Promise<readonly string[]> =>
  (await offered(...of)).map(({ name, value }) => `${value}: ${name}`);

describe('suggested are', () => {
  it('bets, the newest first, with what came of them', async () => {
    expect(await namesOf(appOf(), 'bet', 'id')).toEqual([
      'b-ref-11: Leeds in Leeds v Hull, open, 2.00 at 3.50',
      'b-ref-7: The Draw in Middlesbrough v Man City, lost -1.00',
      'b-ref-4: The Draw in Middlesbrough v Man City, lost -3.37',
      'b-ref-1: The Draw in Middlesbrough v Man City, won +2.37',
    ]);
  });

  it('bets with long names such that their results are seen', async () => {
    const story = createStory();
    story.bet({ event: 'A long name '.repeat(20), selection: 'Another long name '.repeat(20) });
    story.end('void');
    const [suggestion] = await offered(appWith(story.state()), 'bet', 'id');
    expect(suggestion?.name).toMatch(/^Another long name .*…, void$/);
    expect(suggestion?.name).toHaveLength(100);
  });

  it('cycles of the present epoch, or of the one that is given, with how they went', async () => {
    expect(await namesOf(appOf(), 'cycle', 'n')).toEqual(['1: Cycle 1: running, 1 leg, 2.00 GBP in the pot']);
    expect(await namesOf(appOf(), 'cycle', 'n', { given: { epoch: '1' } })).toEqual([
      '3: Cycle 3: cut off by a reset, 0 legs, 0.00 GBP',
      '2: Cycle 2: lost, 1 leg, -1.00 GBP',
      '1: Cycle 1: lost, 2 legs, -1.00 GBP',
    ]);
  });

  it('for a receipt, cycles that have ended with a bet', async () => {
    const story = createStory();
    story.bet();
    story.end('lost');
    expect(await namesOf(appWith(story.state()), 'chart', 'cycle')).toEqual([
      '1: Cycle 1: lost, 1 leg, -1.00 GBP',
    ]);
  });

  it('moments: the last start, days that the log reaches back to, and where cycles begin', async () => {
    expect(await namesOf(appOf({ timeZone: 'Europe/Berlin' }), 'status', 'at')).toEqual([
      '#1: Last start of the program, event 1',
      '2026-01-03: Today at 00:00, Sat 3 Jan',
      '2026-01-02: Yesterday at 00:00, Fri 2 Jan',
      '2026-01-01T12:10:00.000Z: Cycle 1 begins, 1 Jan 13:10',
      expect.stringMatching(/: Cycle 3 \(before reset\) begins, 1 Jan 13:\d\d$/),
      expect.stringMatching(/: Cycle 2 \(before reset\) begins, 1 Jan 13:\d\d$/),
      '2026-01-01T12:00:00.000Z: Cycle 1 (before reset) begins, 1 Jan 13:00',
    ]);
    expect(await offered(appOf(), 'diff', 'to')).toEqual(await offered(appOf(), 'diff', 'from'));
  });

  it('commands, with what they are for', async () => {
    expect(await namesOf(appOf(), 'help', 'command', { typed: 'ADOPT' })).toEqual([
      'adopt: adopt: Takes over an order of the bot that its log does not know, as a bet of the current cycle',
    ]);
  });

  it('what can be skipped, of the open bet and of the markets that were listed last, each once', async () => {
    const catalogue = [
      market('1.5', 'Leeds', 'York', 'FA Cup'),
      market('1.6', 'Bath', 'Derby', 'FA Cup'),
      market('1.7', 'Lyon', 'Nice', null),
    ];
    const app = appOf({ lastCatalogue: () => catalogue });
    const of = (what: string) => namesOf(app, 'skip', 'name', { given: { what } });
    expect(await of('market')).toEqual([
      '1.1: Leeds v Hull, Premier League',
      '1.5: Leeds v York, FA Cup',
      '1.6: Bath v Derby, FA Cup',
      '1.7: Lyon v Nice, 1.7',
    ]);
    expect(await of('team')).toEqual(
      ['Leeds', 'York', 'Bath', 'Derby', 'Lyon', 'Nice'].map((name) => `${name}: ${name}`),
    );
    expect(await of('competition')).toEqual(['Premier League: Premier League', 'FA Cup: FA Cup']);
    expect(await of('')).toEqual([]);
  });

  it('what can be skipped by its name as a table shows it, cut short', async () => {
    const catalogue = [market('1.5', 'Rovers '.repeat(20).trim(), 'York', 'FA Cup')];
    const app = appOf({ lastCatalogue: () => catalogue });
    const shown = plainName(catalogue[0]!.event);
    expect(shown).toMatch(/…$/);
    const found = await offered(app, 'skip', 'name', { typed: shown, given: { what: 'market' } });
    expect(found.map(({ value }) => value)).toEqual(['1.5']);
  });

  it('what is skipped, the newest first, for its end', async () => {
    const skip = { kind: 'skip', now: at(), what: 'team', why: 'x', until: null } as const;
    const state = ['Leeds', 'Hull'].reduce((before, name) => act(before, { ...skip, name }), told().state());
    expect(await namesOf(appWith(state), 'skips', 'end')).toEqual([
      '#15: #15: the team Hull',
      '#14: #14: the team Leeds',
    ]);
  });

  it('orders that the log does not know', async () => {
    const order = {
      betId: '338104992133',
      side: 'BACK',
      marketId: '1.9',
      selectionId: 1,
      orderRef: null,
      placedAt: null,
      priceAsked: null,
      matched: pennies(250),
      priceMatched: price(3.5),
      remaining: pennies(0),
      isSettled: false,
    } as const;
    expect(await namesOf(appOf({ unknownOrders: () => [order] }), 'adopt', 'bet')).toEqual([
      '338104992133: 338104992133: 2.50 GBP matched in market 1.9',
    ]);
  });
});

describe('suggestions', () => {
  it('have what is typed somewhere in the name or in the value, whatever the capitals', async () => {
    const values = async (typed: string) =>
      (await offered(appOf(), 'bet', 'id', { typed })).map(({ value }) => value);
    expect(await values('hULL')).toEqual(['b-ref-11']);
    expect(await values(' won ')).toEqual(['b-ref-1']);
    expect(await values('REF-7')).toEqual(['b-ref-7']);
    expect(await values('nothing like it')).toEqual([]);
  });

  it('are at most 25, and no more than 2,000 are looked at', async () => {
    let looked = 0;
    const commands = [
      {
        ...COMMANDS.find(({ name }) => name === 'bet')!,
        suggest: {
          *id() {
            for (;;) yield { name: `Bet ${++looked}`, value: looked };
          },
        },
      },
    ];
    const typing = { command: 'bet', option: 'id', given: {}, role: 'viewer' } as const;
    expect(await suggestValues(commands, appOf(), { ...typing, typed: '' })).toHaveLength(25);
    looked = 0;
    expect(await suggestValues(commands, appOf(), { ...typing, typed: 'x' })).toEqual([]);
    expect(looked).toBe(2_000);
  });

  it.each<[Role, string, string, object, boolean]>([
    ['stranger', 'bet', 'id', {}, false],
    ['viewer', 'bet', 'id', {}, true],
    ['viewer', 'skip', 'name', { given: { what: 'market' } }, false],
    ['operator', 'skip', 'name', { given: { what: 'market' } }, true],
    ['operator', 'skips', 'end', { typed: 'the' }, true],
    ['viewer', 'skips', 'end', { typed: 'the' }, false],
  ])('are made to a %s of %s %s as the command allows', async (role, command, option, more, some) => {
    const skip = { kind: 'skip', now: at(), what: 'team', name: 'Leeds', why: 'x', until: null } as const;
    const app = appWith(act(told().state(), skip));
    expect((await offered(app, command, option, { role, ...more })).length > 0).toBe(some);
  });

  it('are none for what has none', async () => {
    expect(await offered(appOf(), 'odds', 'min')).toEqual([]);
    expect(await offered(appOf(), 'nothing', 'min')).toEqual([]);
    expect(await offered(appWith(createStory(null).state()), 'status', 'at')).toEqual([]);
  });
});

const SUGGESTING = COMMANDS.flatMap((command) =>
  Object.keys(command.suggest ?? {}).map((option) => [command.name, option] as const),
);

describe.each(SUGGESTING)('what is suggested for %s %s', (command, option) => {
  it('is taken by the command, and of the type that it asks for', async () => {
    const needed = { diff: { from: '#1' }, skip: { what: 'market', name: 'x' } };
    const given = command in needed ? needed[command as keyof typeof needed] : {};
    const app = appOf({ timeZone: 'Europe/Berlin' });
    const specs = describeOptions(COMMANDS.find(({ name }) => name === command)!);
    const type = specs.find(({ name }) => name === option)?.type;
    for (const { name, value } of await offered(app, command, option, { given })) {
      expect(parse(command, { ...given, [option]: value }), name).toBeTypeOf('object');
      expect(typeof value).toBe(type === 'string' ? 'string' : 'number');
      expect(name.length).toBeLessThanOrEqual(100);
    }
  });
});
