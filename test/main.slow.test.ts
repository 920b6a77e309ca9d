import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Event } from '../src/core/events.ts';
import { startBotProcess, textBelow } from './bot-process.ts';
import { type Standin, startStandin } from './discord-standin/standin.ts';
import { readEventFile } from './spawn-bot.ts';
import { tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const FAST = ['--speed', '3600'];
const has =
  (type: Event['type'], times = 1) =>
  (events: readonly Event[]) =>
    events.filter((event) => event.type === type).length >= times;

const settled = (times: number) => (events: readonly Event[]) =>
  events.filter(({ type }) => type === 'BET_WON' || type === 'BET_LOST' || type === 'BET_VOIDED').length >=
  times;

/** Every order reference once in each of the events that may bear it. */
function expectNoneTwice(events: readonly Event[]): void {
  const refs = events.flatMap((event) =>
    event.type === 'BET_PLACED' || event.type === 'BET_REQUESTED'
      ? [`${event.type} ${event.data.orderRef}`]
      : [],
  );
  expect(new Set(refs).size).toBe(refs.length);
}

describe('the program', () => {
  test('goes on where a kill stopped it, again and again: no event lost, no bet twice, the file whole', async () => {
    const dir = tempDir();
    let before: readonly Event[] = [];
    for (let run = 1; run <= 4; run++) {
      const bot = startBotProcess({ dir, flags: FAST });
      const count = before.length;
      await bot.until(
        `more events in run ${run}`,
        (events) => events.length > count + 3 && settled(run)(events),
      );
      bot.child.kill('SIGKILL');
      await bot.ended();
      const after = readEventFile(dir);
      expect(after.slice(0, before.length)).toEqual(before);
      expectNoneTwice(after);
      before = after;
    }
    const starts = before.filter(({ type }) => type === 'BOT_STARTED');
    expect(starts.map((start) => start.type === 'BOT_STARTED' && start.data.lastRun.ended)).toEqual([
      'none',
      'died',
      'died',
      'died',
    ]);
    const verified = execFileSync(
      process.execPath,
      ['dist/src/verify.js', join(dir, 'betting_events.demo.json')],
      { encoding: 'utf8' },
    );
    expect(verified).toMatch(new RegExp(`\\b${before.length}\\b`));
  });

  test('picks an open bet up at the next start and settles it', async () => {
    const dir = tempDir();
    const first = startBotProcess({ dir, flags: ['--speed', '600'] });
    await first.until('a bet', has('BET_PLACED'));
    first.child.kill('SIGTERM');
    expect(await first.ended()).toBe(0);
    expect(first.said()).toContain('Stopping: the system asked the bot to end (SIGTERM).');
    const open = readEventFile(dir).filter(({ type }) => type === 'BET_PLACED').length;
    const second = startBotProcess({ dir, flags: ['--speed', '3600'] });
    const events = await second.until('its result', settled(open));
    expectNoneTwice(events);
    const [one, two] = events.flatMap((event) => (event.type === 'BOT_STARTED' ? [event.data.demo] : []));
    expect(two).toEqual(one);
  });

  test('bets on where nobody reads what it says any more, and ends in order', async () => {
    const bot = startBotProcess({ flags: FAST });
    await bot.until('its start', has('BOT_STARTED'));
    bot.child.stdout?.destroy();
    bot.child.stderr?.destroy();
    await bot.until('two results', settled(2));
    bot.child.kill('SIGTERM');
    expect(await bot.ended()).toBe(0);
    expect(textBelow(join(bot.dir, 'logs'))).not.toContain('EPIPE');
  });

  test('refuses a second process in the same data folder with who has it, and exits with 3', async () => {
    const first = startBotProcess({ flags: FAST });
    await first.until('its start', has('BOT_STARTED'));
    const second = startBotProcess({ dir: first.dir, flags: FAST });
    expect(await second.ended()).toBe(3);
    expect(second.said()).toContain(String(first.child.pid));
  });

  test('refuses a damaged event file with line and seq, changes nothing and exits with 4', async () => {
    const first = startBotProcess({ flags: FAST });
    await first.until('a bet', has('BET_PLACED'));
    first.child.kill('SIGTERM');
    await first.ended();
    const file = join(first.dir, 'betting_events.demo.json');
    const damaged = JSON.stringify(first.events()).replace('"stake":100', '"stake":900');
    const lines = JSON.parse(damaged).map((event: Event) => JSON.stringify(event));
    const text = `{"events":[\n${lines.join(',\n')}\n]}\n`;
    writeFileSync(file, text);
    const second = startBotProcess({ dir: first.dir, flags: FAST });
    expect(await second.ended()).toBe(4);
    expect(second.said()).toMatch(/line \d+/);
    expect(second.said()).toMatch(/seq \d+/);
    expect(textBelow(first.dir)).toContain(text);
  });

  test('names every fault of a configuration and exits with 2, nothing started', async () => {
    const dir = tempDir();
    const file = join(dir, 'faulty.json');
    writeFileSync(
      file,
      JSON.stringify({
        betting: { min_odds: 3.02, stake: 1 },
        market_selection: { polling_interval_seconds: 45 },
      }),
    );
    const bot = startBotProcess({ dir, env: { CONFIG_FILE: file } });
    expect(await bot.ended()).toBe(2);
    for (const path of ['min_odds', 'betting.stake', 'polling_interval_seconds'])
      expect(bot.said()).toContain(path);
    expect(readEventFile(dir)).toEqual([]);
  });

  test('refuses a recording that is not there, and exits with 2', async () => {
    const bot = startBotProcess({ flags: ['--replay', 'nothing.bz2'] });
    expect(await bot.ended()).toBe(2);
    expect(bot.said()).toContain('nothing.bz2');
  });
});

describe('the program in Discord', () => {
  async function withDiscord(env: Record<string, string> = {}) {
    const standin = await startStandin();
    onTestFinished(() => standin.close());
    const bot = startBotProcess({ flags: ['--speed', '600'], env: { ...standin.env, ...env } });
    await standin.waitForBot(60_000);
    await standin.waitUntil(
      () => (standin.commands('guild').length > 0 ? true : undefined),
      'the commands',
      60_000,
    );
    return { standin, bot };
  }

  const answer = async (
    standin: Standin,
    who: 'owner' | 'operator' | 'viewer' | 'stranger',
    name: string,
    options = {},
  ) => (await standin.command(who, name, options)).response();

  test('answers its people, refuses strangers, and resets with a button', async () => {
    const { standin, bot } = await withDiscord();
    expect((await answer(standin, 'viewer', 'status')).text).toMatch(/Cycle \d+/);
    expect((await answer(standin, 'operator', 'odds', { min: 2.5, max: 5 })).text).toContain('2.50 to 5.00');
    expect(await answer(standin, 'viewer', 'odds', { min: 2, max: 5 })).toMatchObject({ ephemeral: true });
    expect(await answer(standin, 'stranger', 'status')).toMatchObject({ ephemeral: true });
    // It is refused while a bet request is on its way, which is over at once.
    const question = await vi.waitFor(
      async () => {
        const asked = await answer(standin, 'operator', 'reset', { stake: 2 });
        expect(asked).toMatchObject({ ephemeral: true, buttons: [expect.anything(), expect.anything()] });
        return asked;
      },
      { timeout: 20_000 },
    );
    expect(bot.events().some(({ type }) => type === 'SYSTEM_RESET')).toBe(false);
    const [yes] = question.buttons;
    const pressed = await standin.press('operator', question, yes!.label);
    // Meanwhile a bet may have been asked for, or decided.
    await pressed.waitFor(({ text }) =>
      /Reset|Things have changed|Something else happened|is not known yet/.test(text),
    );
    const events = await bot.until('the change of the range', has('ODDS_RANGE_CHANGED'));
    expect(events.find(({ type }) => type === 'ODDS_RANGE_CHANGED')).toMatchObject({
      actor: `discord:${standin.users.operator.id}`,
      data: { to: { min: 2.5, max: 5 } },
    });
    expect(standin.violations).toEqual([]);
  });

  test('bets on while the gateway is cut and Discord is away, and tells everything once afterwards', async () => {
    const { standin, bot } = await withDiscord();
    await bot.until('a bet', has('BET_PLACED'));
    standin.cutGateway();
    await standin.refuseConnections(true, 'refused');
    const count = bot.events().filter(({ type }) => type === 'BET_PLACED').length;
    await bot.until('two bets more', has('BET_PLACED', count + 2));
    await standin.refuseConnections(false);
    bot.child.kill('SIGTERM');
    await bot.ended();
    const again = startBotProcess({ dir: bot.dir, flags: ['--speed', '600'], env: standin.env });
    await again.until('its start', has('BOT_STARTED', 2));
    const told = () => standin.messages().map(({ text }) => text);
    await standin.waitUntil(
      () => (told().filter((text) => text.includes('has started')).length >= 2 ? true : undefined),
      'the second start',
      60_000,
    );
    const events = readEventFile(bot.dir);
    const secondStart = events.findLastIndex(({ type }) => type === 'BOT_STARTED');
    const placed = events.slice(0, secondStart).filter(({ type }) => type === 'BET_PLACED');
    for (const event of placed) {
      if (event.type !== 'BET_PLACED') continue;
      const notices = told().filter((text) => text.includes('Bet placed') && text.includes(event.data.event));
      expect([event.data.event, notices.length]).toEqual([event.data.event, 1]);
    }
    expect(standin.violations).toEqual([]);
  });

  test('posts anchors by which a log that was cut short with its head file is found out', async () => {
    const { standin, bot } = await withDiscord();
    const anchors = () =>
      standin.messages().flatMap(({ text }) => {
        const [, seq, hash] = /, seq (\d+), .* hash (\w+)/.exec(text) ?? [];
        return seq === undefined || hash === undefined ? [] : [{ seq: Number(seq), hash }];
      });
    await standin.waitUntil(() => (anchors().length >= 2 ? true : undefined), 'two anchors', 120_000);
    const whole = await (await standin.command('viewer', 'verify')).waitFor(({ text }) => /agree/.test(text));
    expect(whole.text).toContain('The event file is whole');
    bot.child.kill('SIGTERM');
    expect(await bot.ended()).toBe(0);
    expect(standin.messages().find(({ pinned }) => pinned)?.text).toContain('The bot has stopped');

    const [first] = anchors();
    const file = join(bot.dir, 'betting_events.demo.json');
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, (first?.seq ?? 0) + 1);
    writeFileSync(file, `${lines.join('\n').replace(/,$/, '')}\n]}\n`);
    writeFileSync(join(bot.dir, 'betting_events.demo.head.json'), `${JSON.stringify(first)}\n`);
    startBotProcess({ dir: bot.dir, flags: ['--speed', '1'], env: standin.env });
    await standin.waitUntil(
      () => (standin.messages().at(-1)?.text.includes('started') ? true : undefined),
      'the second start',
      60_000,
    );
    const cut = await (await standin.command('viewer', 'verify')).waitFor(({ text }) =>
      /anchors say/.test(text),
    );
    expect(cut.text).toMatch(/The log was (cut short|altered)/);
    expect(standin.violations).toEqual([]);
  });

  test('shows no secret anywhere', async () => {
    const { standin, bot } = await withDiscord();
    await bot.until('a bet', has('BET_PLACED'));
    await answer(standin, 'owner', 'status');
    bot.child.kill('SIGTERM');
    expect(await bot.ended()).toBe(0);
    const everything = [bot.said(), textBelow(bot.dir), ...standin.messages().map(({ text }) => text)].join(
      '\n',
    );
    const secret = standin.env['DISCORD_TOKEN'] ?? '';
    expect(secret.length).toBeGreaterThan(10);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret).toString('base64'));
  });
});
