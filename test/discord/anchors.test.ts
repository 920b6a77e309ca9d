import { MessageFlags } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Anchor, type AnchorsRead, writeAnchor } from '../../src/anchors/anchor.ts';
import type { Mode } from '../../src/core/events.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { aNotice, type BenchBot, startBenchBot } from './bench-bot.ts';

const LIST = 'GET /channels/{channel_id}/messages';
/** For a busy machine. */
const PATIENCE = { timeout: 20_000 };
const POST = 'POST /channels/{channel_id}/messages';

let standin: Standin;
let bot: BenchBot;

beforeEach(async () => {
  standin = await startStandin({ auditChannel: true });
  bot = startBenchBot(standin);
  await expect.poll(() => bot.health().state, PATIENCE).toBe('up');
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

const anchor = (seq: number, mode: Mode = 'dry_run'): Anchor => ({
  mode,
  log: '0123456789abcdef',
  seq,
  hash: `${seq}`.padStart(64, 'a'),
});

const noticeOf = (of: Anchor): Notice => ({
  id: `anchor:${of.hash}`,
  kind: 'anchor',
  about: 'books',
  silent: true,
  at: new Date().toISOString(),
  message: {
    title: `Anchor: event ${of.seq}`,
    tone: 'neutral',
    text: writeAnchor(of),
    footer: 'A day ended.',
  },
});

async function post(...anchors: Anchor[]): Promise<void> {
  for (const each of anchors) await bot.audit?.sink.deliver(noticeOf(each));
}

const readBack = async (): Promise<AnchorsRead> => {
  if (bot.audit === null) throw new Error('there is no place for anchors');
  return bot.audit.readAnchors();
};

async function found(): Promise<readonly number[]> {
  const read = await readBack();
  if (read.kind === 'unread') throw new Error(read.why);
  return read.anchors.map(({ seq }) => seq);
}

/** What someone who has the bot's token does to one of its messages. */
async function tamper(method: 'PATCH' | 'DELETE', id: string | undefined, body?: object): Promise<void> {
  const url = `${standin.env['DISCORD_API_URL']}/v10/channels/${standin.channels.audit}/messages/${id}`;
  const headers = {
    authorization: `Bot ${standin.env['DISCORD_TOKEN']}`,
    'content-type': 'application/json',
  };
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  expect(answer.ok).toBe(true);
}

describe('an anchor', () => {
  it('is posted to the audit channel alone, without a sound, mentioning nobody', async () => {
    await post(anchor(12));
    expect(standin.messages()).toEqual([]);
    const [seen] = standin.messages(standin.channels.audit);
    expect(seen?.text).toContain('Anchor: event 12');
    expect(seen?.text).toContain('aaaa12');
    expect(seen?.raw.flags).toBe(MessageFlags.SuppressNotifications);
    expect(seen?.raw).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
  });

  it.each(['demo', 'dry_run', 'live'] as const)('of %s is read back as it was', async (mode) => {
    await post(anchor(12, mode));
    expect(await readBack()).toEqual({
      kind: 'read',
      where: 'the newest 1 message of #rollover-audit',
      anchors: [{ ...anchor(12, mode), at: expect.stringMatching(/^20.*Z$/), edited: false }],
    });
  });

  it('is read back as well where its form was refused and it was posted plainly', async () => {
    standin.failNext(POST, 400, 50035);
    await post(anchor(12));
    expect(standin.messages(standin.channels.audit)[0]?.embeds).toEqual([]);
    expect(await found()).toEqual([12]);
  });

  it('is posted once where its answer was lost', async () => {
    standin.loseAnswer(POST);
    await expect(post(anchor(12))).rejects.toThrow();
    await post(anchor(12));
    expect(await found()).toEqual([12]);
  });
});

describe('anchors read back', () => {
  it('are the newest first, over more than a page', async () => {
    const seqs = Array.from({ length: 105 }, (_, i) => i + 1);
    await post(...seqs.map((seq) => anchor(seq)));
    expect(await found()).toEqual(seqs.reverse());
  });

  it('show which was changed since, and lack what was deleted', async () => {
    await post(anchor(1), anchor(2), anchor(3));
    const [first, second] = standin.messages(standin.channels.audit);
    await tamper('DELETE', first?.id);
    await tamper('PATCH', second?.id, { embeds: [{ description: writeAnchor(anchor(7, 'demo')) }] });
    expect(await readBack()).toMatchObject({
      anchors: [
        { seq: 3, edited: false },
        { seq: 7, edited: true },
      ],
    });
  });

  it('are found among other messages, where no channel is set for them alone', async () => {
    await bot.stop();
    bot = startBenchBot(standin, { settings: { auditChannelId: standin.channels.main } });
    await expect.poll(() => bot.health().state, PATIENCE).toBe('up');
    await bot.sink?.deliver(aNotice('n1'));
    await post(anchor(5));
    await bot.sink?.deliver(aNotice('n2'));
    expect(standin.messages()).toHaveLength(3);
    expect(await found()).toEqual([5]);
  });

  it('say so where the bot may not read them', async () => {
    standin.setPermissions(standin.channels.audit, { deny: ['ReadMessageHistory'] });
    await expect
      .poll(readBack, PATIENCE)
      .toEqual({ kind: 'unread', why: 'in #rollover-audit the bot lacks Read Message History.' });
    expect(bot.problems).toEqual([]);
    expect(bot.log.join('\n')).toContain(
      'In #rollover-audit without Read Message History: verify cannot read the anchors back.',
    );
  });

  it('say so where Discord does not show them', async () => {
    standin.failNext(LIST, 500, 0, 4);
    expect(await readBack()).toMatchObject({
      kind: 'unread',
      why: expect.stringContaining('Discord does not show them'),
    });
  });

  it('say so where the channel is not there, and where there is no connection', async () => {
    await bot.stop();
    expect(await readBack()).toMatchObject({ why: 'there is no connection to Discord now.' });
    bot = startBenchBot(standin, { settings: { auditChannelId: '1' } });
    await expect
      .poll(() => bot.problems, PATIENCE)
      .toEqual([expect.stringMatching(/^!discord-audit .*\(DISCORD_AUDIT_CHANNEL_ID\)/)]);
    expect(await readBack()).toMatchObject({ why: expect.stringContaining('does not see the channel 1') });
  });
});

describe('an audit channel where the bot may not post', () => {
  it('is a problem of its own, with its remedy', async () => {
    standin.setPermissions(standin.channels.audit, { deny: ['SendMessages', 'EmbedLinks', 'AttachFiles'] });
    await expect
      .poll(() => bot.problems, PATIENCE)
      .toEqual([
        expect.stringMatching(
          /^!discord-audit In #rollover-audit the bot lacks: Send Messages, Embed Links\. /,
        ),
      ]);
    await expect(post(anchor(1))).rejects.toThrow();
    await bot.sink?.deliver(aNotice('n1'));
    standin.setPermissions(standin.channels.audit, {});
    await expect.poll(() => bot.problems.at(-1), PATIENCE).toBe('ok discord-audit');
  });
});
