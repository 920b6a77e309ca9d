import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openBrowser } from '../dashboard/browser.ts';
import { tempDir } from '../store/temp-log.ts';

const STREAMS = resolve(process.env['SHARED_DIR'] ?? '../shared', 'data/betfair/stream');
const CRICKET = join(STREAMS, 'other/1.200806927');
const AS_CRICKET = [
  ...['--set', 'market_selection.sport_id=4', '--set', 'betting.min_odds=2'],
  ...['--set', 'betting.max_odds=6'],
];

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

/** What this test asks of an element in the browser. */
interface Box {
  getBoundingClientRect(): { readonly right: number };
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

const PROGRAM = [process.execPath, resolve('dist/src/backtest.js')];

const run = ([file = '', ...args]: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    execFile(file, args, { cwd: tempDir(), maxBuffer: 2 ** 26 }, (error, out, complaints) =>
      done({ code: Number(error?.code ?? 0), out, complaints }),
    );
  });

/** The built program, in a folder of its own where no configuration is. */
const backtest = (...args: readonly string[]) => run([...PROGRAM, ...args]);

const onOneCore = (...args: readonly string[]) => run(['taskset', '-c', '0', ...PROGRAM, ...args]);

if (!existsSync(STREAMS)) console.info(`${STREAMS} is not there: no real recordings are played.`);

describe.skipIf(!existsSync(STREAMS))('the program on real recordings', () => {
  it('bets on a market with a full book and tells what came of it, as text, as data and as a page', async () => {
    const text = await backtest(CRICKET, ...AS_CRICKET);
    expect(text).toMatchObject({ code: 0, complaints: '' });
    for (const part of ['1 bet, -1.00 GBP', '1 file, 1 market, 18,529 messages', '3.05   1.00  lost'])
      expect(text.out).toContain(part);
    expect(text.out).not.toContain('Depth is assumed');
    const page = join(tempDir(), 'the report.html');
    const data = await backtest(CRICKET, ...AS_CRICKET, '--json', '--html', page);
    const { bets } = z.object({ bets: z.array(z.looseObject({})) }).parse(JSON.parse(data.out));
    expect(bets).toMatchObject([{ marketId: '1.200806927', priceMatched: 3.05, stake: 100 }]);
    expect(data.complaints).toBe(`The page is in ${page}.\n`);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<svg/);
  });

  it('plays folders in worker threads, says first that depth is assumed, and comes to the same every time', async () => {
    const [first, second] = await Promise.all([backtest(STREAMS, '--json'), backtest(STREAMS, '--json')]);
    const read = z.looseObject({ material: z.looseObject({ files: z.number() }) });
    const [a, b] = [first, second].map(({ out }) => read.parse(JSON.parse(out)));
    expect(a?.material).toMatchObject({ files: 13, markets: 13, leftOut: [] });
    expect({ ...a, tookMs: 0 }).toEqual({ ...b, tookMs: 0 });
    const { out } = await backtest(STREAMS);
    expect(out.split('\n')[0]).toContain('Depth is assumed in');
  });

  it('tries every combination of a grid, warns of luck and leaves out what no configuration may have', async () => {
    const axes = ['--grid', 'betting.min_odds=2..4:1', 'betting.max_odds=3,6'];
    const { code, out } = await backtest(join(STREAMS, 'football'), CRICKET, ...axes);
    expect(code).toBe(0);
    expect(out).toContain('5 combinations tried: the best of many looks good by chance alone');
    expect(out).toContain('1 combination left out');
    expect(out).toContain('Net by betting.min_odds (down) and betting.max_odds (across)');
  });

  it('comes to the same on all cores as on one', async () => {
    const grid = ['--grid', 'betting.min_odds=1.5..1.9:0.01', 'betting.max_odds=3..9:0.5'];
    const args = [join(STREAMS, 'football'), CRICKET, ...grid, '--json'];
    const results = z.object({ material: z.looseObject({}), results: z.array(z.looseObject({})) });
    const [all, one] = await Promise.all([backtest(...args), onOneCore(...args)]);
    const [onAll, onOne] = [all, one].map(({ out }) => results.parse(JSON.parse(out)));
    expect(onAll?.results.length).toBeGreaterThan(400);
    expect(onAll?.results).toEqual(onOne?.results);
    expect(onAll?.material).toEqual(onOne?.material);
  });

  it('has the first results of a sweep in view on a phone', async () => {
    const page = join(tempDir(), 'sweep.html');
    const axes = ['--grid', 'betting.min_odds=2..4:1', 'betting.max_odds=3,6'];
    await backtest(join(STREAMS, 'football'), CRICKET, ...axes, '--html', page);
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await phone.goto(pathToFileURL(page).href);
    const cells = phone.locator('table').first().locator('tbody tr').first().locator('td');
    const right = (place: number) =>
      cells.nth(place).evaluate((cell) => (cell as unknown as Box).getBoundingClientRect().right);
    const headings = await phone.locator('table').first().locator('th').allTextContents();
    expect(headings.slice(2, 6)).toEqual(['First half', 'Bets', 'Second half', 'Bets']);
    expect(await right(5)).toBeLessThanOrEqual(390);
  });

  it('goes on past what it cannot read, and names it', async () => {
    const broken = join(tempDir(), 'broken recording');
    writeFileSync(broken, `\uFEFF${readFileSync(CRICKET, 'utf8').replaceAll('\n', '\r\n')}{"op":"mcm", cut`);
    const { code, out } = await backtest(broken, '/not/there', ...AS_CRICKET);
    expect(code).toBe(0);
    expect(out).toContain('1 bet, -1.00 GBP');
    expect(out).toMatch(/broken recording +18530 +It is not JSON/);
    expect(out).toMatch(/\/not\/there +It cannot be read: there is no such file/);
  });

  it.each([
    [[], 'Name at least one recording'],
    [['/not/there'], 'There is no recording of a market among the files.'],
    [[CRICKET, '--set', 'betting.min_oddz=3'], 'did you mean min_odds?'],
    [[CRICKET, '--grid', 'betting.min_odds=3..2:1'], 'FROM at most TO'],
    [[CRICKET, '--config', '/not/there.json'], '--config is /not/there.json; the file cannot be read'],
    [[CRICKET, '--html', '/not/there/page.html'], '--html /not/there/page.html: it cannot be written'],
    [[CRICKET, '--html', '/tmp'], '--html /tmp: it cannot be written: it is a folder'],
    [[CRICKET, '--from', '2026-02-31'], '--from 2026-02-31: expected a date'],
  ])('refuses %j before it begins', async (args, why) => {
    const { code, out, complaints } = await backtest(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaints).toContain(why);
  });
});
