import { MessageFlags } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeSink } from '../../src/notify/notice.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { aNotice, type BenchBot, startBenchBot } from './bench-bot.ts';

const POST = 'POST /channels/{channel_id}/messages';

let standin: Standin;
let bot: BenchBot;
let sink: NoticeSink;

beforeEach(async () => {
  standin = await startStandin();
  bot = startBenchBot(standin);
  if (bot.sink === null) throw new Error('no sink');
  sink = bot.sink;
  await expect.poll(() => bot.health().state).toBe('up');
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

/** What an outbox does. */
async function deliverAtLast(...notice: Parameters<NoticeSink['deliver']>): Promise<void> {
  await expect
    .poll(
      () =>
        sink.deliver(...notice).then(
          () => 'delivered',
          (error: Error) => error.message,
        ),
      { timeout: 10_000 },
    )
    .toBe('delivered');
}

const titles = () => standin.messages().map((message) => message.embeds[0]?.title);

describe('a notice', () => {
  it('is an embed with all facts as text, which mentions nobody', async () => {
    await sink.deliver(aNotice('n1'));
    const [seen] = standin.messages();
    expect(seen?.text).toContain('⏳ Bet placed');
    expect(seen?.text).toContain(
      '@everyone v \\*Chelsea\\*: The Draw, 1.00 at 3.50, cycle 1, leg 1, pot 1.00',
    );
    expect(seen?.raw).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
    expect(Date.parse(seen?.embeds[0]?.timestamp ?? '')).toBeCloseTo(Date.now(), -5);
  });

  it('comes without a sound where it is to be silent', async () => {
    await sink.deliver({ ...aNotice('n1'), silent: true });
    await sink.deliver(aNotice('n2'));
    const flags = standin.messages().map(({ raw }) => (raw.flags ?? 0) & MessageFlags.SuppressNotifications);
    expect(flags).toEqual([MessageFlags.SuppressNotifications, 0]);
  });

  it('calls the operators where it needs a person, and only there', async () => {
    const notice = aNotice('n1');
    await sink.deliver({ ...notice, message: { ...notice.message, tone: 'alarm' } });
    await sink.deliver(aNotice('n2'));
    const role = standin.env['DISCORD_OPERATOR_ROLE_ID'];
    expect(standin.messages().map(({ raw }) => raw.mention_roles)).toEqual([[role], []]);
  });

  it('keeps its facts when one of its buttons is pressed', async () => {
    await sink.deliver(aNotice('n1'));
    const [notice] = standin.messages();
    const seen = await standin.press('viewer', notice?.id ?? '', 'Look').response();
    expect(seen.text).toContain('What: bet');
    expect(titles()).toEqual(['⏳ Bet placed', 'ℹ️ Look']);
  });

  it('has buttons that ask for the role of their command, and for a yes where it asks for one', async () => {
    const notice = aNotice('n1');
    const links = [
      { label: 'Change', command: 'change', options: {} },
      { label: 'Reset', command: 'reset', options: { stake: 2 } },
    ];
    await sink.deliver({ ...notice, message: { ...notice.message, links } });
    const id = standin.messages()[0]?.id ?? '';
    const denied = await standin.press('viewer', id, 'Change').response();
    expect(denied).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('takes the role operator'),
    });
    expect((await standin.press('operator', id, 'Change').response()).text).toContain('Changed 1');
    const asked = await standin.press('operator', id, 'Reset').response();
    expect(asked.text).toContain('This ends the cycle and begins one with 2');
    expect(titles()).toContain('⏳ Bet placed');
  });

  it('is posted once where its answer was lost and it is tried again', async () => {
    standin.loseAnswer(POST, 2);
    await deliverAtLast(aNotice('n1'));
    await sink.deliver(aNotice('n1'));
    expect(titles()).toEqual(['⏳ Bet placed']);
  });

  it('waits for a rate limit', async () => {
    standin.rateLimit(POST, 0.05);
    await sink.deliver(aNotice('n1'));
    expect(titles()).toEqual(['⏳ Bet placed']);
  });

  it('is not held up by a rate limit of minutes, but given back', async () => {
    standin.rateLimit(POST, 600);
    await expect(sink.deliver(aNotice('n1'))).rejects.toThrow();
  });

  it('is given back when Discord fails, and arrives once when it is tried again', async () => {
    standin.failNext(POST, 503, 0, 4);
    await expect(sink.deliver(aNotice('n1'))).rejects.toThrow();
    await sink.deliver(aNotice('n1'));
    expect(titles()).toEqual(['⏳ Bet placed']);
  });

  it('whose form Discord refuses is told plainly, so that those after it are not held up', async () => {
    standin.failNext(POST, 400, 50035);
    await sink.deliver(aNotice('n1', 'First *bold*'));
    await sink.deliver(aNotice('n2', 'Second'));
    const [plain, next] = standin.messages();
    expect(plain).toMatchObject({ content: expect.stringContaining('First \\*bold\\*'), embeds: [] });
    expect(next?.embeds).toHaveLength(1);
  });

  it.each(['refused', 'unavailable'] as const)(
    'outlives an outage (%s), in order and without doubles',
    async (how) => {
      await sink.deliver(aNotice('n1', 'First'));
      await standin.refuseConnections(true, how);
      await expect(sink.deliver(aNotice('n2', 'Second'))).rejects.toThrow();
      await standin.refuseConnections(false);
      await deliverAtLast(aNotice('n2', 'Second'));
      await deliverAtLast(aNotice('n3', 'Third'));
      expect(titles()).toEqual(['⏳ First', '⏳ Second', '⏳ Third']);
      await expect.poll(() => bot.health().state, { timeout: 10_000 }).toBe('up');
    },
  );
});

describe('a permission that is missing', () => {
  it('is named with its remedy, and it is said when it is there', async () => {
    standin.setPermissions(standin.channels.main, { deny: ['SendMessages', 'EmbedLinks'] });
    await expect
      .poll(() => bot.problems)
      .toEqual([
        '!discord-place In #rollover the bot lacks: Send Messages, Embed Links. Allow it under Edit Channel, Permissions, for the bot or one of its roles.',
      ]);
    expect(bot.health()).toMatchObject({ state: 'degraded', why: expect.stringContaining('Send Messages') });
    await expect(sink.deliver(aNotice('n1'))).rejects.toThrow();
    standin.setPermissions(standin.channels.main, {});
    await expect.poll(() => bot.problems.at(-1)).toBe('ok discord-place');
    await sink.deliver(aNotice('n1'));
    expect(bot.problems).toHaveLength(2);
    expect(bot.health().state).toBe('up');
  });

  it('is noticed by a refused message as well', async () => {
    standin.failNext(POST, 403, 50013);
    await expect(sink.deliver(aNotice('n1'))).rejects.toThrow();
    expect(bot.problems).toEqual([expect.stringMatching(/^!discord-place Discord refuses messages .*50013/)]);
    await sink.deliver(aNotice('n1'));
    expect(bot.problems.at(-1)).toBe('ok discord-place');
  });
});

it('without a channel there is no sink', async () => {
  const mute = startBenchBot(standin, { settings: { channelId: null } });
  expect(mute.sink).toBeNull();
  await mute.stop();
});
