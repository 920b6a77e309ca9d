import { describe, expect, it } from 'vitest';
import { plainName } from '../../src/betting/views/wording.ts';
import { skipsAt } from '../../src/core/skips.ts';
import type { MarketSummary } from '../../src/exchange/exchange.ts';
import { act, at, bet, given, PROPOSAL, requestBet, started } from '../core/given.ts';
import { allText, appWith, type BenchApp, needs, parse, plain, reply, run } from './bench-app.ts';

/** The bench's clock stands at minute 90. */
const NOW = at(90);

const market = (event: string, competition: string | null): MarketSummary => ({
  marketId: `1.${event.length}`,
  marketName: 'Match Odds',
  event,
  competition,
  startTime: at(200),
  baseRate: null,
  discountAllowed: false,
  runners: [...event.split(' v '), 'The Draw'].map((name, i) => ({
    selectionId: i + 1,
    name,
    sortPriority: i + 1,
  })),
});

const LONG = `${'Rovers '.repeat(14)}v Leeds`;
const LISTED = [market('Leeds v Hull', 'Serie A'), market(LONG, null), market('Genoa v Roma', 'Serie B')];
const listing = (markets: readonly MarketSummary[] = LISTED) =>
  appWith(undefined, { lastCatalogue: () => markets });

const inForce = (app: BenchApp): string[] =>
  skipsAt(app.state(), NOW).map(({ what, name }) => `${what} ${name}`);

async function skipping(...skips: readonly [what: string, name: string][]): Promise<BenchApp> {
  const app = appWith();
  for (const [what, name] of skips) await reply(app, 'skip', { what, name });
  return app;
}

describe('skip', () => {
  it('leaves a team out until ended, and says so', async () => {
    const app = listing();
    const answer = await reply(app, 'skip', { what: 'team', name: ' Leeds ' });
    expect(answer.title).toBe('Skipped: the team Leeds');
    expect(plain(answer.text)).toBe(
      'Markets in which Leeds takes part are not bet on. Reason: No reason given. It lasts until somebody ends it.',
    );
    expect(inForce(app)).toEqual(['team Leeds']);
  });

  it('lasts for as many hours as it is told, with its reason', async () => {
    const app = listing();
    const answer = await reply(app, 'skip', {
      what: 'competition',
      name: 'Serie A',
      hours: '2',
      reason: 'holidays',
    });
    expect(plain(answer.text)).toBe(
      `Markets of Serie A are not bet on. Reason: Holidays. It ends ${at(210)}, or when somebody ends it.`,
    );
    expect(app.state().skips).toMatchObject([{ until: at(210), why: 'holidays', actor: 'console' }]);
  });

  it.each([
    ['team', 'leedz', ' No team of that name is known among the 3 markets listed now. The nearest is Leeds.'],
    ['competition', 'Bundesliga', ' No competition of that name is known among the 3 markets listed now.'],
    ['market', '1.999', ' No market of that name is known among the 3 markets listed now.'],
  ])('of a %s that is not known now says so, and holds for those that come: %s', async (what, name, said) => {
    const app = listing();
    const answer = await reply(app, 'skip', { what, name });
    expect(answer.tone).toBe('warning');
    expect(plain(answer.text)).toContain(`${said} It holds for those that come. Reason:`);
    expect(inForce(app)).toEqual([`${what} ${name}`]);
  });

  it('says where no name could be checked, since no market was looked at', async () => {
    const answer = await reply(listing([]), 'skip', { what: 'team', name: 'Leeds' });
    expect(plain(answer.text)).toContain('No market was looked at yet: whether there is a team of that name');
  });

  it('takes a name as a table shows it, cut short, for the whole one', async () => {
    const app = listing();
    await reply(app, 'skip', { what: 'market', name: plainName(LONG) });
    expect(plainName(LONG)).toMatch(/…$/);
    expect(inForce(app)).toEqual([`market ${LONG}`]);
  });

  it('does not guess which one a name that is cut short stands for', async () => {
    const app = listing([market(`${LONG} A`, null), market(`${LONG} B`, null)]);
    const answer = await reply(app, 'skip', { what: 'market', name: plainName(LONG) });
    expect(answer.tone).toBe('warning');
    expect(inForce(app)).toEqual([`market ${plainName(LONG)}`]);
  });

  it('knows that the draw is no team', async () => {
    const answer = await reply(appWith(), 'skip', { what: 'team', name: 'the draw' });
    expect(plain(answer.text)).toMatch(/^the draw is a selection of every match: it alone is not bet on\./);
  });

  it.each([
    ['market', PROPOSAL.marketId],
    ['market', PROPOSAL.event.toUpperCase()],
    ['team', 'Man City'],
    ['competition', 'premier league'],
  ])('does not touch the open bet, and says that it is one of those: %s %s', async (what, name) => {
    const app = appWith(bet(given(started())));
    expect(plain((await reply(app, 'skip', { what, name })).text)).toMatch(
      /The open bet on The Draw in Middlesbrough v Man City is one of those: it runs on and is settled\.$/,
    );
    expect(app.state().openBets).toHaveLength(1);
  });

  it('says so of a bet that is being placed, and nothing of one that is none of those', async () => {
    const asked = act(given(started()), requestBet('r1'));
    const leeds = { what: 'team', name: 'Leeds' };
    expect(plain((await reply(appWith(asked), 'skip', { ...leeds, name: 'Man City' })).text)).toContain(
      'is one of those',
    );
    expect(plain((await reply(appWith(asked), 'skip', leeds)).text)).not.toContain('one of those');
  });

  it('is refused where it changes nothing', async () => {
    const app = await skipping(['team', 'Leeds']);
    expect(await run(app, 'skip', { what: 'team', name: 'LEEDS' })).toEqual({
      refused: 'unchanged',
      message: 'The team Leeds is skipped already.',
    });
  });

  it.each([
    [{ what: 'player', name: 'x' }, /market.*team.*competition/],
    [{ what: 'team', name: '  ' }, /must be a name/],
    [{ what: 'team', name: 'x'.repeat(101) }, /at most 100/],
    [{ what: 'team', name: 'x', hours: '0' }, /from 1 to 8760/],
    [{ what: 'team', name: 'x', hours: '1.5' }, /from 1 to 8760/],
  ])('answers %o with what is allowed', (options, allowed) => {
    expect(parse('skip', options)).toMatch(allowed);
  });

  it('is for operators', () => {
    expect(needs(appWith(), 'skip', { what: 'team', name: 'x' })).toBe('operator');
  });
});

describe('skips', () => {
  it('lists what is skipped, by whom, why and until when, the newest first', async () => {
    const app = await skipping(['market', '1.100']);
    await reply(app, 'skip', { what: 'team', name: 'Leeds', hours: '2', reason: 'injuries' });
    const answer = await reply(app, 'skips');
    expect(answer.title).toBe('2 skipped');
    expect(answer.table?.rows.map((row) => row.map(plain))).toEqual([
      ['#3', 'team Leeds', 'injuries', 'at the console', NOW, at(210)],
      ['#2', 'market 1.100', 'no reason given', 'at the console', NOW, 'somebody ends it'],
    ]);
    expect(answer.links?.map(({ label, options }) => [label, options])).toEqual([
      ['End Leeds', { end: '#3' }],
      ['End 1.100', { end: '#2' }],
    ]);
  });

  it('turns pages', async () => {
    const app = await skipping(['team', 'A'], ['team', 'B'], ['team', 'C']);
    const second = await reply(app, 'skips', { n: '2', page: '2' });
    expect(allText(second)).toMatch(/team A .*\nPage 2 of 2\.$/);
    expect(second.links?.map(({ label }) => label)).toEqual(['Newer', 'End A']);
    expect(await run(app, 'skips', { n: '2', page: '3' })).toMatchObject({ refused: 'no_such_page' });
  });

  it('says that nothing is skipped, also once the time of all is over', async () => {
    expect(allText(await reply(appWith(), 'skips')).trim()).toBe('Nothing is skipped');
    const over = act(given(started()), {
      kind: 'skip',
      now: at(),
      what: 'team',
      name: 'Leeds',
      why: 'x',
      until: at(90),
    });
    expect((await reply(appWith(over), 'skips')).title).toBe('Nothing is skipped');
  });

  it.each(['#2', '2', 'leeds', ' LEEDS '])('ends the one that "%s" stands for', async (end) => {
    const app = await skipping(['team', 'Leeds'], ['team', 'Hull']);
    const answer = await reply(app, 'skips', { end });
    expect(answer.title).toBe('Skipped no more: the team Leeds');
    expect(inForce(app)).toEqual(['team Hull']);
  });

  it('takes a number for a name first where there is such a name', async () => {
    const app = await skipping(['team', 'Hull'], ['team', '2']);
    await reply(app, 'skips', { end: '2' });
    expect(inForce(app)).toEqual(['team Hull']);
  });

  it('asks which of several is meant', async () => {
    const app = await skipping(['team', 'Leeds'], ['market', 'Leeds']);
    expect(await run(app, 'skips', { end: 'Leeds' })).toEqual({
      refused: 'several_skips',
      message:
        '"Leeds" stands for several: #3 (the market Leeds), #2 (the team Leeds). Say which by its number.',
    });
  });

  it('names the skips there are where there is no such one', async () => {
    const app = await skipping(['team', 'Leeds']);
    const unknown = (given: BenchApp) => run(given, 'skips', { end: '#9' });
    expect(await unknown(app)).toMatchObject({
      message: expect.stringMatching(/There is #2 \(the team Leeds\)\.$/),
    });
    await reply(app, 'skip', { what: 'team', name: 'Hull' });
    expect(await unknown(app)).toMatchObject({ message: expect.stringContaining('There are #3') });
    expect(await unknown(appWith())).toMatchObject({
      message: expect.stringMatching(/There are no skips\.$/),
    });
  });

  it('lets viewers look and operators end', () => {
    expect(needs(appWith(), 'skips')).toBe('viewer');
    expect(needs(appWith(), 'skips', { end: '#2' })).toBe('operator');
  });
});
