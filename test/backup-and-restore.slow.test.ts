import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../src/core/events.ts';
import { openBets, placedBets, results } from './bets-in-log.ts';
import { startBotProcess } from './bot-process.ts';
import { ask } from './dashboard/http.ts';
import { isBet } from './exchange-control.ts';
import {
  endMarkets,
  expectEqualAtTheEnd,
  lastSeq,
  type Pair,
  requestsAfter,
  startPair,
} from './live-pair.ts';
import { type BotProcess, readEventFile } from './spawn-bot.ts';
import { tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const FAST = ['--speed', '3600', '--console'];

const settled = (times: number) => (events: readonly Event[]) => results(events).length >= times;

/** Runs the program as a person does; `cwd` is where a `.env` is looked for. */
function restore(args: readonly string[], { dir, cwd = dir }: { dir?: string; cwd?: string } = {}) {
  const { DATA_DIR: _, ...others } = process.env;
  const env = dir === undefined ? others : { ...others, DATA_DIR: dir };
  const program = resolve('dist/src/restore.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** Asks for a backup at the console; the path of its file. */
async function backUp(bot: BotProcess): Promise<string> {
  const made = () =>
    [...bot.said().matchAll(/^File +(betting_events\S+\.json\.gz)$/gm)].map(([, file]) => file);
  const before = made().length;
  bot.type('backup');
  await expect.poll(() => made().length, { timeout: 60_000 }).toBe(before + 1);
  return join(bot.dir, 'backups', made().at(-1) ?? '');
}

const seqOf = (backup: string): number => Number(/\.seq(\d+)\./.exec(backup)?.[1]);

/** Everything that the dashboard tells of the state after an event, and of every bet up to it. */
async function stateAt(bot: BotProcess, seq: number): Promise<unknown> {
  const found = () => /The dashboard is at (http:\S+)\/\s/.exec(bot.said())?.[1];
  await expect.poll(found).toBeDefined();
  const { now: _, lastSeq: __, ...state } = (await ask(`${found()}/api/status?at=${seq}`)).json;
  return [state, (await ask(`${found()}/api/bets?limit=1000&at=${seq}`)).json];
}

async function kill(bot: BotProcess): Promise<void> {
  bot.child.kill('SIGKILL');
  await bot.ended();
}

describe('a backup of the running bot', () => {
  test('brings the log back to what it was, after a kill and a damaged file, and the bot goes on', async () => {
    const bot = startBotProcess({ flags: FAST });
    const { dir } = bot;
    await bot.until('results', settled(3));
    const backup = await backUp(bot);
    const seq = seqOf(backup);
    const before = await stateAt(bot, seq);
    await bot.until('further results', settled(results(bot.events()).length + 2));
    expect(restore([backup], { dir })).toMatchObject({
      code: 3,
      err: expect.stringMatching(/is in use by process \d+/),
    });
    await kill(bot);
    const all = readEventFile(dir);
    const file = join(dir, 'betting_events.demo.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":2,', '"seq":3,'));
    const broken = startBotProcess({ dir, flags: FAST });
    expect(await broken.ended()).toBe(4);
    expect(broken.said()).toContain('npm run restore -- BACKUP puts a backup in its place');

    const { code, out, err } = restore([backup], { dir });
    expect([code, out]).toEqual([0, expect.stringContaining(`now holds ${seq} events`)]);
    expect(err).toMatch(
      /the log that was there went to event \d+: what happened in the last \d+ is not known/,
    );
    expect(err).toContain(`What is told to console goes on after event ${seq};`);
    expect(readEventFile(dir)).toEqual(all.slice(0, seq));
    expect(
      readdirSync(dir).filter((name) => /\.replaced-\d{8}T\d{6}Z\.(head\.)?json$/.test(name)),
    ).toHaveLength(2);

    const again = startBotProcess({ dir, flags: FAST });
    expect(await stateAt(again, seq)).toEqual(before);
    const events = await again.until('a further result', settled(results(all.slice(0, seq)).length + 1));
    expect(events.slice(0, seq)).toEqual(all.slice(0, seq));
    const won = /(Won|Lost|Void)/;
    await expect.poll(() => again.said()).toMatch(won);
    expect(again.said()).not.toMatch(/it is another log/);
  });

  test('is made by itself within the first minute where there is none', async () => {
    const bot = startBotProcess({ flags: FAST });
    await expect
      .poll(() => existsSync(join(bot.dir, 'backups')) && readdirSync(join(bot.dir, 'backups')).join(' '), {
        timeout: 90_000,
      })
      .toMatch(/^betting_events\.demo\.\S+\.head\.json betting_events\.demo\.\S+\.json\.gz$/);
  });

  test('that cannot be made is told once, and the bot bets on and is healthy to whoever watches over it', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'backups'), 'a file in the way');
    const bot = startBotProcess({ dir, flags: FAST });
    bot.type('backup');
    await expect
      .poll(() => bot.said())
      .toContain('No backup was made: a file of that name is there already (EEXIST).');
    await expect.poll(() => bot.said()).toContain('Needs a person: The event file could not be backed up');
    await bot.until('a result', settled(1));
    const [, url] = /The dashboard is at (http:\S+)\/\s/.exec(bot.said()) ?? [];
    const { status, json } = await ask(`${url}/healthz`);
    expect([status, json.components]).toEqual([
      200,
      expect.arrayContaining([{ component: 'backups', state: 'degraded', ages: {} }]),
    ]);
  });

  test('does not hold up the end of the bot', async () => {
    const bot = startBotProcess({ flags: FAST });
    await bot.until('a bet', (events) => openBets(events).length > 0);
    for (let n = 0; n < 20; n += 1) bot.type('backup');
    await expect.poll(() => bot.said()).toContain('Backed up and checked');
    const asked = performance.now();
    bot.child.kill('SIGTERM');
    expect(await bot.ended()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(bot.events().at(-1)?.type).toBe('BOT_STOPPED');
  });
});

describe('npm run restore', () => {
  test('finds the data folder in the environment or .env, or where it is told, and says what was wrong', async () => {
    const bot = startBotProcess({ flags: FAST });
    await bot.until('a bet', (events) => placedBets(events).length > 0);
    const backup = await backUp(bot);
    await kill(bot);
    const cwd = tempDir();
    mkdirSync(join(cwd, 'from-env-file'));
    writeFileSync(join(cwd, '.env'), 'DATA_DIR=from-env-file\nDISCORD_TOKEN_FILE=/not/there\n');
    expect(restore([backup], { cwd })).toMatchObject({ code: 0 });
    expect(readEventFile(join(cwd, 'from-env-file'))).toHaveLength(seqOf(backup));
    const elsewhere = join(tempDir(), 'a', 'b');
    expect(restore([backup, '--to', elsewhere], { cwd })).toMatchObject({ code: 0 });
    expect(readEventFile(elsewhere)).toHaveLength(seqOf(backup));
    expect(restore([backup, '--to', elsewhere], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing was changed'),
    });

    for (const args of [[], [backup, backup], [join(cwd, 'none')], [cwd], [backup, '--too', elsewhere]])
      expect([args, restore(args, { cwd })]).toEqual([
        args,
        { code: 2, out: '', err: expect.stringMatching(/Usage: npm run restore/) },
      ]);
    expect(restore([backup, '--to', join(backup, 'below')], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('a file stands where a folder is needed'),
    });
    expect(restore(['--help'], { cwd })).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage/) });
    const cut = join(cwd, 'cut.json.gz');
    writeFileSync(cut, readFileSync(backup).subarray(0, 300));
    expect(restore([cut, '--to', elsewhere], { cwd })).toEqual({
      code: 4,
      out: '',
      err: expect.stringMatching(/^Nothing was changed: \S+cut\.json\.gz is cut off or damaged: .*\.\n$/),
    });
  });
});

test('a backup is not restored in the place of a copy of a stream', async () => {
  const backup = resolve('test/fixtures/betting_events.v4.json');
  const cwd = tempDir();
  mkdirSync(join(cwd, 'data'));
  writeFileSync(join(cwd, '.env'), 'STORE_URL=postgres://bot:very-secret@localhost/x\n');
  for (const args of [[backup], [backup, '--force'], [backup, '--to', './data/']]) {
    const { code, out, err } = restore(args, { cwd });
    expect([code, out]).toEqual([4, '']);
    expect(err).toMatch(
      /^Nothing was changed: STORE_URL is set, .* the event file in \S*data\/? is a copy of it\./,
    );
    expect(err).toContain('npm run store:copy');
    expect(err).not.toContain('very-secret');
  }
  writeFileSync(join(cwd, '.env'), 'STORE_URL_FILE=/not/there\n');
  expect(restore([backup], { cwd })).toMatchObject({ code: 4, out: '' });
  expect(readdirSync(join(cwd, 'data'))).toEqual([]);
  expect(restore([backup, '--to', join(cwd, 'other')], { cwd })).toMatchObject({ code: 0 });
  expect(readEventFile(join(cwd, 'other'))).toHaveLength(34);
});

describe('an older log restored in live', () => {
  /** What was asked of the exchange since, in the order of its orders. */
  const refsOf = async ({ exchange }: Pair) =>
    (await exchange.orders()).map(({ customerOrderRef }) => customerOrderRef ?? '');

  test('pauses betting for the bets that it does not know, bets none twice, and takes them over', async () => {
    const pair = await startPair('live');
    const { bot } = pair;
    const backup = await backUp(bot());
    const seq = seqOf(backup);
    const known = placedBets(bot().events().slice(0, seq)).length;
    await endMarkets(pair, 'draw');
    await bot().until('a bet after the backup', (events) => {
      const open = openBets(events);
      return placedBets(events).length > known && open.length > 0;
    });
    await kill(bot());
    const orders = await refsOf(pair);
    const { dir } = bot();
    expect(restore([backup], { dir })).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^Refused, and nothing was changed\. .* more than the backup/),
    });
    const { code, err } = restore([backup, '--force'], { dir });
    expect([code, err]).toEqual([0, expect.stringMatching(/^Live: bets placed after \S+ are not in/m)]);
    expect(err).toMatch(/^Live: in this log betting is armed until/m);

    pair.restart();
    await bot().until('the pause', (events) =>
      events.some((event) => event.type === 'BETTING_PAUSED' && event.data.by === 'unknownOrder'),
    );
    await bot().until('the result of the bet that it knows', (events) => openBets(events).length === 0);
    expect(await refsOf(pair)).toEqual(orders);
    // Not every order became a bet: one may have been killed.
    const taken = (await pair.exchange.orders()).filter(isBet).length;
    const unknown = taken - placedBets(bot().events()).length;
    expect(unknown).toBeGreaterThan(0);
    for (let n = 1; n <= unknown; n += 1) {
      bot().type('adopt');
      bot().type('yes');
      await bot().until(
        'that it is taken over',
        (events) => placedBets(events).length === taken - unknown + n,
      );
    }
    const adopted = lastSeq(bot().events());
    expect(requestsAfter(bot().events(), seq)).toEqual([]);
    await endMarkets(pair, 'draw');
    await bot().until('their results', (events) => openBets(events).length === 0);
    bot().type('resume');
    await bot().until('a further bet', (events) => requestsAfter(events, adopted).length > 0);
    await expectEqualAtTheEnd(pair);
  });

  test('to a moment between two bets, armed, asks the exchange before it would bet', async () => {
    const pair = await startPair('live');
    const { bot } = pair;
    const { dir } = bot();
    await endMarkets(pair, 'draw');
    await bot().until('a second bet', (events) => openBets(events).length > 0 && results(events).length > 0);
    await kill(bot());
    const events = bot().events();
    const { seq, last } = results(events)[0] ?? { seq: 0, last: 0 };
    expect(openBets(events.slice(0, last))).toEqual([]);
    const orders = await refsOf(pair);
    const copy = join(tempDir(), 'copied before the second bet.json');
    const lines = readFileSync(join(dir, 'betting_events.live.json'), 'utf8')
      .split('\n')
      .slice(0, last + 1);
    writeFileSync(copy, `${lines.join('\n').replace(/,$/, '')}\n]}\n`);
    expect(restore([copy, '--force'], { dir }).code).toBe(0);

    pair.restart();
    await bot().until('the pause', (all) => all.some(({ type }) => type === 'BETTING_PAUSED'));
    expect(requestsAfter(bot().events(), seq)).toEqual([]);
    expect(await refsOf(pair)).toEqual(orders);
    bot().type('adopt');
    bot().type('yes');
    await bot().until('that it is taken over', (all) => placedBets(all).length === orders.length);
    bot().type('resume');
    await endMarkets(pair, 'win');
    await expectEqualAtTheEnd(pair);
  });
});
