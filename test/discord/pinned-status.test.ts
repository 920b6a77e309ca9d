import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineCommand } from '../../src/command.ts';
import type { StatusKept } from '../../src/discord/start-discord.ts';
import type { PinnedMessage } from '../../store/pinned-message.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { createHandClock, type HandClock } from '../notify/hand-clock.ts';
import { aNotice, type BenchBot, startBenchBot } from './bench-bot.ts';

const EDIT = 'PATCH /channels/{channel_id}/messages/{message_id}';
const POST = 'POST /channels/{channel_id}/messages';
const PIN = 'PUT /channels/{channel_id}/messages/pins/{message_id}';

const TEN_SECONDS = 10_000;
const FIVE_MINUTES = 5 * 60_000;
/** For a busy machine. */
const PATIENCE = 20_000;

let standin: Standin;
let bot: BenchBot;
let clock: HandClock;
let kept: PinnedMessage | null;
let pot = 1;
let append = (): void => undefined;

const status = defineCommand({
  name: 'status',
  summary: 'Where the bot stands',
  examples: ['status'],
  options: {},
  needs: 'viewer',
  run: () => ({
    title: `${pot} in the pot`,
    tone: 'neutral',
    links: [{ label: 'Again', command: 'status', options: {} }],
  }),
});

const statusKept: StatusKept = {
  message: {
    read: async () => kept,
    write: async (value) => {
      kept = value;
    },
  },
  onAppend: (listener) => {
    append = listener;
    return () => undefined;
  },
};

function start(more: Partial<StatusKept['message']> = {}): void {
  clock = createHandClock(Date.now());
  const wanted = { ...statusKept, message: { ...statusKept.message, ...more } };
  bot = startBenchBot(standin, { commands: [status], clock, status: wanted });
}

/** Without Discord's own lines about pins. */
const messages = () => standin.messages().filter(({ raw }) => raw.type !== MessageType.ChannelPinnedMessage);
const shown = () => messages().at(-1);
const seen = <T>(probe: () => T | undefined, what: string) => standin.waitUntil(probe, what, PATIENCE);
const says = (text: string) => seen(() => (shown()?.text.includes(text) ? shown() : undefined), text);
const pinned = () => seen(() => (shown()?.pinned ? shown() : undefined), 'a pinned message');

/** The status was shown, and it waits before it may be shown again. */
const rests = () => expect.poll(() => clock.waits(), { timeout: PATIENCE }).toContain(TEN_SECONDS);
/** Then it waits for the next event. */
const waits = (ms: number) => expect.poll(() => clock.waits(), { timeout: PATIENCE }).toContain(ms);

async function settle(): Promise<void> {
  await rests();
  clock.advance(TEN_SECONDS);
}

beforeEach(async () => {
  standin = await startStandin();
  kept = null;
  pot = 1;
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

describe('the pinned status', () => {
  it('says what /status says to one who may look, without a sound', async () => {
    start();
    const message = await pinned();
    expect(message?.text).toContain('1 in the pot');
    expect(message?.raw.flags).toBe(MessageFlags.SuppressNotifications);
    expect(bot.calls[0]).toMatchObject({ name: 'status', options: {}, caller: { role: 'viewer' } });
    await expect
      .poll(() => kept, { timeout: PATIENCE })
      .toEqual({ channelId: standin.channels.main, messageId: message?.id });
  });

  it('leaves no line behind about having been pinned', async () => {
    start();
    const message = await pinned();
    const lines = () => standin.messages().filter(({ id }) => id !== message?.id);
    await seen(() => (lines().length === 1 ? true : undefined), "Discord's line about the pin");
    await seen(() => (lines().length === 0 ? true : undefined), 'the end of that line');
  });

  it('stays where one of its buttons is pressed', async () => {
    start();
    const message = await pinned();
    await standin.press('viewer', message?.id ?? '', 'Again').response();
    expect(messages()).toHaveLength(2);
    expect(messages()[0]).toMatchObject({ id: message?.id, pinned: true });
  });

  it('is edited after events, ten seconds after the last time at the soonest', async () => {
    start();
    await pinned();
    await rests();
    for (pot = 2; pot < 6; pot += 1) append();
    await bot.sink?.deliver(aNotice('n1'));
    expect(messages()[0]).toMatchObject({ edits: 0, text: expect.stringContaining('1 in the pot') });
    clock.advance(TEN_SECONDS);
    await seen(() => messages()[0]?.text.includes('6 in the pot') || undefined, 'the newest');
    expect(messages()[0]?.edits).toBe(1);
  });

  it('is edited every five minutes where nothing happens', async () => {
    start();
    await pinned();
    await settle();
    await waits(FIVE_MINUTES);
    pot = 2;
    clock.advance(FIVE_MINUTES);
    await says('2 in the pot');
    expect(messages()).toHaveLength(1);
  });

  it('is the same message over a restart', async () => {
    start();
    const message = await pinned();
    await bot.stop();
    pot = 3;
    start();
    await says('3 in the pot');
    expect(messages()).toMatchObject([{ id: message?.id, content: '', pinned: true }]);
  });

  it('says at the end that the bot has stopped, and offers nothing more', async () => {
    start();
    await pinned();
    await bot.stop();
    expect(shown()?.text).toContain('The bot has stopped');
    expect(shown()?.text).toContain('1 in the pot');
    expect(shown()?.buttons).toEqual([]);
  });

  it('is posted once where the answer was lost', async () => {
    standin.loseAnswer(POST);
    start();
    await waits(TEN_SECONDS);
    clock.advance(TEN_SECONDS);
    await waits(30_000);
    clock.advance(30_000);
    await expect.poll(() => kept, { timeout: PATIENCE }).not.toBeNull();
    expect(messages()).toHaveLength(1);
    expect(bot.log).toContainEqual(expect.stringMatching(/^warn The pinned status could not be kept fresh/));
  });
});

describe('a pinned status that is gone', () => {
  it.each([
    ['was deleted by someone', 404, 10008],
    ['is too old to be edited so often', 400, 30046],
  ])('because it %s is posted and pinned anew, and the old one taken away', async (_, code, why) => {
    start();
    const first = await pinned();
    await settle();
    standin.failNext(EDIT, code, why);
    pot = 2;
    append();
    await says('2 in the pot');
    await seen(() => messages().length === 1 || undefined, 'one message alone');
    expect(shown()?.id).not.toBe(first?.id);
    expect((await pinned())?.text).toContain('2 in the pot');
    expect(kept?.messageId).toBe(shown()?.id);
  });

  it('or that was in another channel, or is not known any more, is posted anew', async () => {
    start();
    await pinned();
    await bot.stop();
    kept = { channelId: standin.channels.audit, messageId: kept?.messageId ?? '' };
    start();
    await seen(() => messages().length === 2 || undefined, 'a second message');
    await bot.stop();
    start({
      read: () => Promise.reject(new Error('half a file')),
      write: () => Promise.reject(new Error('full')),
    });
    await seen(() => messages().length === 3 || undefined, 'a third message');
    await pinned();
    expect(bot.log.filter((line) => line.startsWith('warn'))).toEqual([
      'warn Which message is the pinned status is not known; it is posted anew Error: half a file',
      'warn Which message is the pinned status could not be kept Error: full',
    ]);
  });
});

describe('a status that may not be pinned', () => {
  const unpinned = () => bot.log.filter((line) => line.includes('The status is not pinned'));

  it('says so once, goes on in the channel, and is pinned when it may be', async () => {
    standin.setPermissions(standin.channels.main, { deny: ['PinMessages'] });
    start();
    await says('This would be pinned if the bot had the permission Pin Messages here.');
    await settle();
    pot = 2;
    append();
    await says('2 in the pot');
    expect(shown()?.pinned).toBe(false);
    expect(unpinned()).toHaveLength(1);
    expect(bot.log.join('\n')).toContain('In #rollover without Pin Messages: its status is not pinned.');
    expect(bot.health().state).toBe('up');
    expect(bot.problems).toEqual([]);
    await settle();
    standin.setPermissions(standin.channels.main, {});
    expect((await pinned())?.text).not.toContain('would be pinned');
    expect(standin.refusals).toEqual([]);
  });

  it('because Discord refuses says so once and goes on', async () => {
    standin.failNext(PIN, 403, 50013, 1);
    start();
    await settle();
    pot = 2;
    append();
    await says('2 in the pot');
    await rests();
    expect(shown()?.pinned).toBe(false);
    expect(unpinned()).toHaveLength(1);
  });
});

describe('Discord that is away', () => {
  it('is shown the status when it is back', async () => {
    start();
    await pinned();
    await settle();
    standin.failNext(EDIT, 503, 0, 4);
    pot = 2;
    append();
    await settle();
    await waits(30_000);
    clock.advance(30_000);
    await says('2 in the pot');
  });
});
