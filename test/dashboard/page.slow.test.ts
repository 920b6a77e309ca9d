import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { startBotProcess } from '../bot-process.ts';
import { definition, FIRST, recorded } from '../exchange/emulator/sources/recorded/stream-fixtures.ts';
import type { BotProcess, SpawnWanted } from '../spawn-bot.ts';
import { tempDir } from '../store/temp-log.ts';
import { type Misdeeds, openBrowser, seriousFindings, watchMisdeeds } from './browser.ts';
import { writeMadeLog } from './made-log.ts';

let browser: Browser;

beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
  browser = await openBrowser();
}, 120_000);

afterAll(() => browser?.close());

const ADDRESS = /dashboard is at (http:\/\/[\d.:]+)/;

/** Where the bot says that its dashboard is. */
async function addressOf(bot: BotProcess): Promise<string> {
  await expect.poll(bot.said).toMatch(ADDRESS);
  return ADDRESS.exec(bot.said())?.[1] ?? '';
}

interface Opened {
  readonly page: Page;
  readonly misdeeds: Misdeeds;
}

type PageOptions = Parameters<Browser['newPage']>[0];

async function openPage(origin: string, options: PageOptions = {}): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, ...options });
  onTestFinished(() => page.close());
  const misdeeds = watchMisdeeds(page, origin);
  await page.goto(`${origin}/`);
  return { page, misdeeds };
}

/** A demo with its page open. */
async function openDemo(
  wanted: Partial<SpawnWanted> = {},
  options: PageOptions = {},
): Promise<Opened & { readonly bot: BotProcess; readonly origin: string }> {
  const bot = startBotProcess(wanted);
  const origin = await addressOf(bot);
  return { bot, origin, ...(await openPage(origin, options)) };
}

/** A demo that has bet for a while and now stands still. */
function pausedDemo(bets: number, options: PageOptions = {}) {
  const dir = tempDir();
  const settings = { target: pennies(10_000) };
  writeMadeLog(dir, { bets, until: '2026-03-01T20:00:00.000Z', settings, paused: true });
  return openDemo({ dir, flags: ['--speed', '1'] }, options);
}

/** A match whose names would be markup, turn the words round, or need more room than there is. */
function hostileRecording(): string {
  const names = ['<img src=x onerror=alert(1)>', '\u202e</script><script>alert(2)</script>', 'W'.repeat(120)];
  const runners = names.map((name, i) => ({ status: 'ACTIVE', sortPriority: i + 1, id: 11 + i, name }));
  const kickOff = new Date(FIRST + 90 * 60_000).toISOString();
  const marketDefinition = definition({
    ...{ runners, marketTime: kickOff, openDate: kickOff, name: '<script>alert(3)</script>' },
    eventName: '<b>Home</b> v <iframe src=//evil.example></iframe>',
  });
  const rc = runners.map(({ id }) => ({ id, ltp: 3.5, atb: [[3.5, 900]], atl: [[3.55, 900]] }));
  return recorded(
    [0, { id: '1.100000001', marketDefinition, rc }],
    [180 * 60, { id: '1.100000001', rc: [] }],
  );
}

const state = (page: Page) => page.locator('.state');

async function run(page: Page, line: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Command' }).fill(line);
  await page.getByRole('combobox', { name: 'Command' }).press('Enter');
}

const lastAnswer = (page: Page) => page.locator('.exchange').first();

/** Scrolls through the whole page, so that all of it is asked for and drawn. */
async function seeAll(page: Page): Promise<void> {
  for (const panel of await page.locator('main .panel').all()) {
    await panel.scrollIntoViewIfNeeded();
    await expect.poll(() => panel.getAttribute('aria-busy')).toBe('false');
  }
}

describe('the page of the dashboard', () => {
  test('shows how the bot stands, asks nobody else for anything and says nothing on its console', async () => {
    const { page, misdeeds } = await openDemo({ flags: ['--speed', '600'] });
    await expect.poll(() => page.title()).toMatch(/Rollover/);
    await expect.poll(() => page.locator('#now-title').textContent()).toMatch(/Cycle \d+, leg \d+/);
    expect(await page.locator('.pot-amount').textContent()).toMatch(/^[\d,]+\.\d\d$/);
    expect(await page.locator('.mode').textContent()).toBe('Demo');
    expect(await state(page).textContent()).toMatch(/Ready|Bet open/);
    await seeAll(page);
    await page.locator('#now canvas').waitFor();
    await expect.poll(() => page.locator('.funnel li').count()).toBeGreaterThan(5);
    await expect.poll(() => page.locator('.config tbody tr').count()).toBeGreaterThan(10);
    await expect.poll(() => page.locator('.health li').count()).toBeGreaterThan(3);
    await expect.poll(() => page.locator('.log-lines li').count()).toBeGreaterThan(0);
    expect(misdeeds).toEqual({ said: [], strayed: [] });
  });

  test('shows a bet that is placed and settled, with its market, result and profit', async () => {
    const { page, bot, misdeeds } = await openDemo({ flags: ['--speed', '600'] });
    await page.locator('.runners .ours').waitFor();
    expect(await page.locator('.runners tbody tr').count()).toBeGreaterThan(1);
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('#timeline').scrollIntoViewIfNeeded();
    await page.locator('#history .result-won, #history .result-lost').first().waitFor();
    const settled = page.locator('.bets tbody tr', { has: page.locator('.result-won, .result-lost') });
    expect(await settled.first().locator('.column-profit').textContent()).toMatch(/[+-]\d+\.\d\d/);
    expect(await page.locator('.events').textContent()).toMatch(/The bet was (won|lost)/);
    expect(bot.child.exitCode).toBeNull();
    expect(misdeeds).toEqual({ said: [], strayed: [] });
  });

  test('follows the log within a second', async () => {
    const { page, origin } = await pausedDemo(3);
    await state(page).waitFor();
    const took: number[] = [];
    // A busy machine may be slow once, not each time.
    for (const least of [3.1, 3.2, 3.3, 3.4, 3.5]) {
      const answer = await fetch(`${origin}/api/commands/odds`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify({ options: { min: least, max: 4 } }),
      });
      const done = Date.now();
      expect(answer.status).toBe(200);
      await expect
        .poll(() => page.locator('#now .facts').textContent(), { interval: 20 })
        .toContain(`${least}0 – 4.00`);
      took.push(Date.now() - done);
    }
    expect(Math.min(...took)).toBeLessThan(1_000);
  });

  test('tells in its title and icon that betting is paused', async () => {
    const { page } = await pausedDemo(3);
    await expect.poll(() => state(page).textContent()).toBe('Paused');
    expect(await page.title()).toContain('Paused');
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toContain('paused');
  });

  test('tells a pause before the bet that is open', async () => {
    const { page } = await openDemo({ flags: ['--speed', '60'] });
    await page.locator('.runners .ours').waitFor();
    await run(page, 'pause');
    await expect.poll(() => state(page).textContent()).toBe('Paused, bet open');
    await expect.poll(() => page.locator('#now .betting').textContent()).toMatch(/^Paused, bet open.*Paused/);
    expect(await page.locator('#now .betting').textContent()).not.toContain('UTC');
    await expect.poll(() => page.title()).toMatch(/^Ⅱ Paused · [\d.]+ GBP on .+ · Rollover$/);
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toContain('paused');
  });

  test('shows hostile names of the exchange as text, none of which reaches what stands beside it', async () => {
    const { page, misdeeds } = await openDemo({ flags: ['--speed', '60', '--replay', hostileRecording()] });
    await page.locator('.runners .ours').waitFor();
    await seeAll(page);
    const names = await page.locator('.runners tbody th').allTextContents();
    expect(names.join('\n')).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('.open-event').textContent()).toContain('<iframe src=//evil.example>');
    expect(await page.locator('body').textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await page.locator('main img, main iframe, main script').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    expect(misdeeds).toEqual({ said: [], strayed: [] });
  });

  test('pages, sorts and filters the bets', async () => {
    const { page } = await pausedDemo(260);
    const rows = page.locator('.bets tbody tr');
    const range = page.locator('#history .pager-range');
    await page.locator('#history').scrollIntoViewIfNeeded();
    await expect.poll(() => range.textContent()).toMatch(/^1 – 25 of 26\d$/);
    await page.locator('#history').getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => range.textContent()).toMatch(/^26 – 50 /);
    await page.locator('#history').getByRole('button', { name: 'Last page' }).click();
    await expect.poll(() => range.textContent()).toMatch(/^251 – /);
    await page.getByLabel('Page of bets').fill('3');
    await page.getByLabel('Page of bets').press('Enter');
    await expect.poll(() => range.textContent()).toMatch(/^51 – 75 /);

    await page.getByRole('columnheader', { name: 'Profit or loss' }).getByRole('button').click();
    await expect.poll(() => range.textContent()).toMatch(/^1 – 25 /);
    expect(await page.getByRole('columnheader', { name: 'Profit or loss' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await expect.poll(() => rows.first().locator('.column-profit').textContent()).toMatch(/^\+/);
    await page.getByRole('columnheader', { name: 'Profit or loss' }).getByRole('button').click();
    await expect.poll(() => rows.first().locator('.column-profit').textContent()).toMatch(/^-/);

    await page.locator('#history').getByLabel('Result').selectOption('won');
    await expect.poll(() => rows.locator('.result-lost').count()).toBe(0);
    expect(await rows.locator('.result-won').count()).toBeGreaterThan(0);
    await page.getByLabel('Search').fill('harbour');
    const allOfHarbour = async () => (await rows.allTextContents()).every((row) => /harbour/i.test(row));
    await expect.poll(allOfHarbour).toBe(true);
    expect(await rows.count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /^Show all/ }).click();
    await expect.poll(() => range.textContent()).toMatch(/^1 – 25 of 26\d$/);
    expect(await page.getByLabel('Search').inputValue()).toBe('');
  });

  test('shows the whole page as it was after any event, and comes back', async () => {
    const { page } = await pausedDemo(40);
    await page.locator('#timeline').scrollIntoViewIfNeeded();
    const scrubber = page.getByLabel('Show the page as it was after event');
    await expect.poll(() => scrubber.getAttribute('aria-valuetext')).toBe('now');
    await scrubber.fill('13');
    const banner = page.locator('.banner-past');
    await expect.poll(() => banner.textContent()).toMatch(/after event 13 of/);
    await expect
      .poll(() => page.locator('.figures tbody tr', { hasText: /^Bets/ }).textContent())
      .toBe('Bets44');
    // What nobody looks at is not asked for.
    const history = page.locator('#history .pager-range');
    await history.scrollIntoViewIfNeeded();
    await expect.poll(() => history.textContent()).toBe('1 – 4 of 4');
    expect(await page.locator('.event').first().textContent()).toMatch(/13$/);
    expect(await page.locator('#scans .chip').textContent()).toBe('as of now');
    await banner.getByRole('button', { name: 'Earlier' }).click();
    await expect.poll(() => banner.textContent()).toMatch(/after event 12 of/);
    await banner.getByRole('button', { name: 'Back to now' }).click();
    await expect.poll(() => banner.count()).toBe(0);
    await history.scrollIntoViewIfNeeded();
    await expect.poll(() => history.textContent()).toMatch(/ of 4\d$/);
  });

  test('draws the forecast by the very assumptions that its table has, a budget among them', async () => {
    const { page } = await pausedDemo(3);
    const panel = page.getByRole('region', { name: 'Forecast', exact: true });
    await panel.getByLabel('Edge').fill('-40%');
    await panel.getByLabel('Odds').fill('5');
    const asked = page.waitForRequest((request) => {
      const { pathname, searchParams } = new URL(request.url());
      return pathname === '/api/charts/forecast' && searchParams.get('budget') === '250';
    });
    await panel.getByLabel('Budget').fill('250');
    await panel.getByLabel('Budget').press('Tab');
    const { searchParams } = new URL((await asked).url());
    expect([searchParams.get('odds'), searchParams.get('edge')]).toEqual(['5', '-40%']);
    await panel.getByText('With 250.00 more').waitFor();
    await panel.getByText('all at the assumed price').waitFor();
  });

  test('asks before what cannot be undone, does it on yes, leaves it on no, and shows a refusal', async () => {
    const { page, bot } = await pausedDemo(3);
    const resets = () => bot.events().filter(({ type }) => type === 'SYSTEM_RESET').length;
    await state(page).waitFor();
    await run(page, 'reset');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/holds for \d+ s/);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('No, leave it');
    await page.keyboard.press('Escape');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/Nothing was changed/);
    expect(resets()).toBe(0);
    await run(page, 'reset');
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    await expect.poll(resets).toBe(1);
    await expect.poll(() => lastAnswer(page).textContent()).not.toMatch(/Nothing was changed|…$/);
    await run(page, 'resume');
    await expect.poll(() => state(page).textContent()).not.toBe('Paused');
    await run(page, 'resume');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/Refused[\s\S]*not paused/);
    await run(page, 'odds 9 3');
    await lastAnswer(page).filter({ hasText: 'odds 9 3' }).locator('.reply-warning').waitFor();
    await run(page, 'oods 3 4');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/Did you mean odds\?/);
  });

  test('completes what is typed, and finds again what was, with the keyboard alone', async () => {
    const { page } = await pausedDemo(3);
    await state(page).waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: 'Command' });
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(20);
    await page.keyboard.type('stats');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/^stats/);
    await page.keyboard.press('ArrowUp');
    expect(await box.inputValue()).toBe('stats');
    await page.keyboard.press('ArrowDown');
    expect(await box.inputValue()).toBe('');
    await page.keyboard.type('vers');
    await page.keyboard.press('Tab');
    expect(await box.inputValue()).toBe('version ');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/0\.1\.0/);
    await box.fill('chart ');
    await page.getByRole('option', { name: /equity/ }).click();
    await page.keyboard.press('Enter');
    await lastAnswer(page).locator('img').waitFor();
    expect(await lastAnswer(page).locator('img').getAttribute('alt')).toMatch(/net profit/i);
  });

  test('keeps what has the focus out from under its bars', async () => {
    const { page } = await pausedDemo(60, { reducedMotion: 'reduce' });
    await state(page).waitFor();
    await seeAll(page);
    const top = (await page.locator('.top').boundingBox())?.height ?? Number.NaN;
    const bottom = (await page.locator('.dock').boundingBox())?.y ?? Number.NaN;
    const buttons = await page.locator('#cycles button, #history button').all();
    expect(buttons.length).toBeGreaterThan(20);
    for (const button of buttons) {
      await button.focus();
      const inSight = () =>
        button.boundingBox().then((box) => box !== null && box.y >= top && box.y + box.height <= bottom);
      await expect.poll(inSight).toBe(true);
    }
  });

  test('lets in with the token, not with another one, and locks out whoever guesses', async () => {
    const env = { DASHBOARD_TOKEN: 'a token of the operator, long enough' };
    const { page, origin } = await openDemo({ flags: ['--speed', '600'], env });
    await expect.poll(() => page.url()).toBe(`${origin}/login`);
    expect(await seriousFindings(page)).toEqual([]);
    const token = page.getByLabel('Dashboard token');
    const fault = page.getByRole('alert');
    await token.fill('not the token');
    await token.press('Enter');
    await expect.poll(() => fault.textContent()).toMatch(/not a token/);
    await token.fill(env.DASHBOARD_TOKEN);
    await token.press('Enter');
    await state(page).waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await expect.poll(() => page.url()).toBe(`${origin}/login`);
    await expect
      .poll(async () => {
        await token.fill('a guess');
        await token.press('Enter');
        return fault.textContent();
      })
      .toMatch(/Too many wrong tokens/);
    await token.fill(env.DASHBOARD_TOKEN);
    await token.press('Enter');
    await expect.poll(() => fault.textContent()).toMatch(/Too many wrong tokens/);
  });

  test('lets a viewer see all but what is for operators, and change nothing', async () => {
    const env = {
      DASHBOARD_TOKEN: 'a token of the operator, long enough',
      DASHBOARD_VIEWER_TOKEN: 'a token of those who look, long enough',
    };
    const { page } = await openDemo({ flags: ['--speed', '1'], env });
    await page.getByLabel('Dashboard token').fill(env.DASHBOARD_VIEWER_TOKEN);
    await page.getByLabel('Dashboard token').press('Enter');
    await state(page).waitFor();
    await seeAll(page);
    for (const heading of ['Settings in force', 'Log lines'])
      expect(await page.getByRole('heading', { name: heading }).count()).toBe(0);
    await run(page, 'pause');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/takes the operator role/);
    await run(page, 'status');
    await expect.poll(() => lastAnswer(page).textContent()).toMatch(/Cycle 1/);
  });

  test('says since when the connection is lost, and comes back by itself', async () => {
    const { page, bot, origin } = await pausedDemo(3);
    await expect.poll(() => page.locator('.connection').textContent()).toBe('Live');
    bot.child.kill('SIGTERM');
    await bot.ended();
    await expect.poll(() => page.locator('.connection').textContent()).toBe('Not connected');
    expect(await page.locator('.banner-lost').textContent()).toMatch(/Connection lost .* ago/);
    await expect.poll(() => page.title()).toMatch(/^Not connected/);
    const events = bot.events().length;
    startBotProcess({ dir: bot.dir, flags: ['--speed', '1'], env: { DASHBOARD_PORT: new URL(origin).port } });
    await expect.poll(() => page.locator('.connection').textContent(), { timeout: 60_000 }).toBe('Live');
    await expect.poll(() => page.locator('.banner-lost').count()).toBe(0);
    await expect
      .poll(async () =>
        Number(/event (\d+)/.exec((await page.locator('.dock-facts').textContent()) ?? '')?.[1]),
      )
      .toBeGreaterThan(events);
  });

  test('fits on a phone, where every part can be reached', async () => {
    const { page } = await pausedDemo(30, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await state(page).waitFor();
    await seeAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page
      .getByRole('navigation', { name: 'Parts of the page' })
      .getByRole('link', { name: 'Timeline' })
      .click();
    await expect
      .poll(() =>
        page
          .locator('#timeline-title')
          .boundingBox()
          .then((box) => box !== null && box.y > 0 && box.y < 740),
      )
      .toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test.each(['dark', 'light'] as const)('has nothing that axe finds serious, in %s', async (colorScheme) => {
    const { page } = await pausedDemo(60, { colorScheme, reducedMotion: 'reduce' });
    await state(page).waitFor();
    await seeAll(page);
    expect(await seriousFindings(page)).toEqual([]);
    await run(page, 'stats');
    await run(page, 'history');
    await expect.poll(() => page.locator('.reply').count()).toBe(2);
    await page.getByLabel('Show the page as it was after event').fill('100');
    await page.locator('.banner-past').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await run(page, 'reset');
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('follows the system between dark and light, or what was chosen, also after a reload', async () => {
    const { page } = await pausedDemo(3, { colorScheme: 'dark' });
    await state(page).waitFor();
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.getByRole('button', { name: 'Colours: system' }).click();
    await page.getByRole('button', { name: 'Colours: light' }).click();
    expect(await ground()).toBe(dark);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: dark' }).waitFor();
    expect(await ground()).toBe(dark);
  });
});
