import { describe, expect, it } from 'vitest';
import { historyOf } from '../../src/betting/views/history.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { State } from '../../src/core/state.ts';
import { act, at, bet, given, requestBet, started } from '../core/given.ts';
import { end, leg } from '../core/play.ts';
import { createStory } from '../notify/story.ts';
import { allText, appWith, field, plain, reply, run } from './bench-app.ts';

const DAY = 1_440;

/** 1 January: won at 3.50; 2 January: void, then lost at 3.20; an open bet at 4.00. */
function someDays(): State {
  const first = end(bet(given(started())), 'won', at(30));
  const second = end(bet(first, 3.2), 'void', at(DAY));
  return bet(end(bet(second, 3.2), 'lost', at(DAY + 60)), 4);
}

const onThird = (state: State) => appWith(state, { now: () => Date.parse(at(2 * DAY)) });

const rows = async (state: State, name: string, options = {}) =>
  (await reply(onThird(state), name, options)).table?.rows.map((cells) => cells.map(plain));

describe('daily, weekly and monthly', () => {
  it('list the last days, the present one first, those without a bet too, by when bets were settled', async () => {
    expect(await rows(someDays(), 'daily', { n: 4 })).toEqual([
      ['2026-01-03', '0', '0', '0', '0', '-', '-', '0.00', '0.00'],
      ['2026-01-02', '2', '0', '1', '1', '0.0 %', '31.3 %', '3.37', '-3.37'],
      ['2026-01-01', '1', '1', '0', '0', '100.0 %', '28.6 %', '1.00', '+2.37'],
      ['2025-12-31', '0', '0', '0', '0', '-', '-', '0.00', '0.00'],
    ]);
  });

  it('list weeks from Monday, and months', async () => {
    expect((await rows(someDays(), 'weekly', { n: 2 }))?.map((cells) => [cells[0], cells[1]])).toEqual([
      ['2026-W01', '3'],
      ['2025-W52', '0'],
    ]);
    expect((await rows(someDays(), 'monthly', { n: 2 }))?.map((cells) => [cells[0], cells[8]])).toEqual([
      ['2026-01', '-1.00'],
      ['2025-12', '0.00'],
    ]);
  });

  it('begin a day where the operator is', async () => {
    const late = end(bet(given(started())), 'won', at(11 * 60 + 30));
    const app = appWith(late, { timeZone: 'Europe/Berlin', now: () => Date.parse(at(11 * 60 + 40)) });
    const [today] = (await reply(app, 'daily')).table?.rows ?? [];
    expect(today?.map(plain).slice(0, 2)).toEqual(['2026-01-02', '1']);
  });
});

describe('stats', () => {
  it('say what came of the bets of a period beside what the prices promised', async () => {
    const all = await reply(onThird(someDays()), 'stats');
    expect(all.title).toBe('All time: 3 bets settled');
    expect(field(all, 'Won, lost, void')).toBe('1, 1, 1');
    expect(field(all, 'Wins by the prices')).toBe('0.6 of 2, had they been fair');
    expect(field(all, 'Staked')).toBe('4.37 GBP');
    expect(field(all, 'Net')).toBe('-1.00 GBP');
    expect(field(all, 'Of what was staked')).toBe('-22.9 %');
    expect(field(all, 'Commission')).toBe('0.13 GBP');
    expect(all.links?.map(({ label }) => label)).toEqual(['Today', 'This week', 'This month']);
    expect((await reply(onThird(someDays()), 'stats', { period: 'today' })).title).toBe(
      'Today: 0 bets settled',
    );
  });

  it('count the longest runs, which a void bet does not end', async () => {
    const outcomes = ['lost', 'lost', 'void', 'lost', 'won', 'won', 'void'] as const;
    const state = outcomes.reduce((before, outcome) => leg(before, 3.5, outcome), given(started()));
    const answer = await reply(appWith(state), 'stats');
    expect(field(answer, 'Most losses in a row')).toBe('3');
    expect(field(answer, 'Most wins in a row')).toBe('2');
  });

  it('have no figures where nothing was settled', async () => {
    expect((await reply(appWith(), 'stats')).fields).toBeUndefined();
  });
});

describe('performance', () => {
  it('groups by competition, odds or selection, with links to the others', async () => {
    const byOdds = await reply(onThird(someDays()), 'performance', { by: 'odds' });
    expect(byOdds.table?.rows.map((cells) => cells.slice(0, 4).map(plain))).toEqual([
      ['3.00 to below 3.50', '2', '0', '1'],
      ['3.50 to below 4.00', '1', '1', '0'],
    ]);
    expect(byOdds.links?.map(({ label }) => label)).toEqual(['By competition', 'By selection']);
    expect((await rows(someDays(), 'performance'))?.[0]?.[0]).toBe('Premier League');
  });

  it('tells home, draw and away apart by the names of the match', async () => {
    const state = ['The Draw', 'Middlesbrough', 'Man City', 'Nobody'].reduce((before, selection, i) => {
      const asked = act(before, requestBet(`kind-${i}`, { selection, price: price(3.5) }));
      const placed = act(asked, {
        kind: 'record_placed',
        now: at(),
        orderRef: `kind-${i}`,
        betId: `kind-${i}`,
        priceMatched: price(3.5),
        matched: asked.request!.stake,
      });
      return end(placed, 'lost');
    }, given(started()));
    const kinds = await rows(state, 'performance', { by: 'selection' });
    expect(kinds?.map(([kind]) => kind).sort()).toEqual(['Away', 'Draw', 'Home', 'Other']);
  });

  it('says that there are none', async () => {
    expect((await reply(appWith(), 'performance')).title).toBe('No settled bets yet');
  });
});

describe('cycles', () => {
  const story = createStory();
  for (const outcome of ['won', 'lost'] as const) {
    story.bet();
    story.end(outcome);
  }
  const state = story.state();
  const events = story.log.read;

  it('are listed, the newest first, with what each cost and brought', async () => {
    const answer = await reply(appWith(state), 'cycles');
    expect(answer.title).toBe('2 cycles of all time');
    expect(answer.table?.rows.map((cells) => cells.slice(1).map(plain))).toEqual([
      ['2', '0', '0', 'running', '1.00', '0.00', '1.00'],
      ['1', '2', '1', expect.stringMatching(/^lost 2026/), '1.00', '0.00', '3.37'],
    ]);
  });

  it('are shown one by one, leg by leg, with their events', async () => {
    const answer = await reply(appWith(state, { events }), 'cycle', { n: 1 });
    expect(answer.title).toBe('Cycle 1: lost');
    expect(field(answer, 'In all')).toBe('-1.00 GBP');
    expect(field(answer, 'Events')).toBe('3 to 7');
    expect(answer.table?.rows.map((cells) => cells[1])).toEqual(['1 leg 1', '1 leg 2']);
    expect(answer.links?.map(({ label, options }) => [label, options['n']])).toEqual([
      ['After', 2],
      ['All cycles', undefined],
    ]);
  });

  it('have the same events as their receipts, to the one that ended them', async () => {
    const target = createStory(started({ target: pennies(300) }));
    target.bet();
    target.end('won');
    const app = appWith(target.state(), { events: target.log.read });
    expect(field(await reply(app, 'cycle', { n: 1 }), 'Events')).toBe('3 to 5');
    expect(plain((await reply(app, 'chart', { kind: 'receipt' })).text)).toContain('Events 3 to 5.');
  });

  it('are found beyond a reset by their epoch', async () => {
    const app = appWith(state);
    await reply(app, 'reset');
    expect((await reply(app, 'cycle')).title).toBe('Cycle 1: running, 1.00 GBP in the pot');
    expect((await reply(app, 'cycle', { n: 2, epoch: 1 })).title).toBe(
      'Cycle 2 (before reset): cut off by a reset',
    );
    expect(await run(app, 'cycle', { n: 7 })).toMatchObject({
      message: 'There is no cycle 7: the last one is cycle 1 of epoch 2.',
    });
  });
});

describe('a past bet', () => {
  it('is shown with all that the log has of it, and a link to its cycle', async () => {
    const state = leg(leg(given(started())), 3.2, 'lost');
    const { betId } = historyOf(state, { page: 2, size: 1 }).items[0]!.bet;
    const answer = await reply(appWith(state), 'bet', { id: betId });
    expect(answer).toMatchObject({
      title: `Bet ${betId}: The Draw in Middlesbrough v Man City`,
      tone: 'good',
    });
    expect(field(answer, 'Result')).toMatch(/^won 2026/);
    expect(field(answer, 'Net')).toBe('+2.37 GBP');
    expect(field(answer, 'Pot')).toBe('3.37 GBP');
    expect(field(answer, 'Competition')).toBe('Premier League');
    expect(plain(answer.footer)).toMatch(/^Event 3 to 4, market 1.1, reference ref-/);
    expect(answer.links).toEqual([{ label: 'Its cycle', command: 'cycle', options: { n: 1, epoch: 1 } }]);
  });

  it('that the log does not have is said so', async () => {
    expect(await run(appWith(), 'bet', { id: '4711' })).toMatchObject({ refused: 'no_such_bet' });
  });
});

describe('why', () => {
  it('says what stands in the way before the first look', async () => {
    const answer = await reply(appWith(), 'why');
    expect(allText(answer)).toContain('Waiting for a price in the range.');
    expect(plain(answer.footer)).toBe('No market was looked at since the start.');
  });

  it('shows the funnel of the last look, its nearest miss, and the reason of the open bet', async () => {
    const app = appWith(bet(given(started())), {
      lastScan: () => ({
        at: at(89),
        markets: 2,
        delayed: true,
        steps: [{ filter: 'open', entered: 2, left: 1 }],
        candidates: [],
        nearestMiss: {
          event: 'A v B',
          selection: 'A',
          filter: 'spread',
          why: 'it was 9 steps, 4 are allowed',
        },
        skipped: Array.from({ length: 6 }, (_, i) => ({
          event: `C${i} v D`,
          selection: 'D',
          filter: 'not skipped',
          why: 'the team D is skipped (no reason given)',
        })),
        reason: 'None of the 2 markets looked at fits.',
      }),
    });
    const answer = await reply(app, 'why');
    expect(answer.title).toBe('Why the open bet, and why no other');
    expect(field(answer, 'Why the open bet')).toBe('The first to start.');
    expect(field(answer, 'Nearest miss')).toBe('A in A v B (spread): It was 9 steps, 4 are allowed.');
    expect(field(answer, 'Left out because skipped: 6 selections')).toMatch(
      /^D in C0 v D: The team D is skipped \(no reason given\)\.\n.*\n\.\.\. and 1 more\.$/s,
    );
    expect(answer.table?.rows).toEqual([['open', '2', '1']]);
    expect(plain(answer.footer)).toContain('at delayed prices');
  });
});
