import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeSink } from '../../src/notify/notice.ts';
import type { CycleThreads } from '../../store/cycle-threads.ts';
import type { SeenMessage } from '../discord-standin/seen-message.ts';
import { type Standin, startStandin } from '../discord-standin/standin.ts';
import { aNotice, type BenchBot, memory, startBenchBot } from './bench-bot.ts';

const POST = 'POST /channels/{channel_id}/messages';
const THREAD = 'POST /channels/{channel_id}/messages/{message_id}/threads';
const PICTURE = { name: 'receipt.png', description: 'All legs', bytes: Buffer.from('png') };

let standin: Standin;
let bot: BenchBot;
let kept = memory<CycleThreads>();

async function connect(): Promise<NoticeSink> {
  bot = startBenchBot(standin, { cycles: { kept, receipt: async () => PICTURE } });
  await expect.poll(() => bot.health().state).toBe('up');
  if (bot.cycles === null) throw new Error('no cycles');
  return bot.cycles;
}

beforeEach(async () => {
  standin = await startStandin();
  kept = memory<CycleThreads>();
});

afterEach(async () => {
  await bot.stop();
  await standin.close();
  expect(standin.violations).toEqual([]);
});

const card = (title: string, orderRef: string | null = 'ref-1', cycle = 1) => ({
  ...aNotice(`${title} ${orderRef}`, title),
  silent: true as const,
  of: { epoch: 1, cycle, orderRef },
});
const titlesOf = (messages: readonly SeenMessage[]) => messages.map(({ embeds }) => embeds[0]?.title);
const inThread = (n = 0) => standin.messages(standin.threads()[n]?.id ?? 'none');

describe('a cycle', () => {
  it('has a thread in which each bet is one message that is edited as the bet goes on', async () => {
    const sink = await connect();
    await sink.deliver(card('Sent'));
    await sink.deliver(card('Open'));
    await sink.deliver(card('Won'));
    await sink.deliver(card('Sent', 'ref-2'));
    expect(standin.threads().map(({ name }) => name)).toEqual(['Cycle 1']);
    expect(titlesOf(inThread())).toEqual(['⏳ Won', '⏳ Sent']);
    expect(inThread().map(({ edits }) => edits)).toEqual([2, 0]);
    expect(titlesOf(standin.messages())).toEqual(['⏳ Cycle 1']);
  });

  it('closes with a receipt, and its thread with it', async () => {
    const sink = await connect();
    await sink.deliver(card('Lost'));
    await sink.deliver(card('Cycle 1: lost, leg 1', null));
    const [, receipt] = inThread();
    expect(receipt?.files).toMatchObject([{ name: 'receipt.png', description: 'All legs' }]);
    expect(standin.threads()).toMatchObject([{ archived: true }]);
    expect(titlesOf(standin.messages())).toEqual(['⏳ Cycle 1: lost, leg 1']);
  });

  it('is changed by a later result in a thread that is closed', async () => {
    const sink = await connect();
    await sink.deliver(card('Lost'));
    await sink.deliver(card('Cycle 1: lost, leg 1', null));
    await sink.deliver(card('Corrected'));
    expect(titlesOf(inThread())).toEqual(['⏳ Corrected', '⏳ Cycle 1: lost, leg 1']);
  });

  it('goes on in its thread after a restart, and each other cycle has another', async () => {
    await (await connect()).deliver(card('Open'));
    await bot.stop();
    const sink = await connect();
    await sink.deliver(card('Won'));
    await sink.deliver(card('Sent', 'ref-2', 2));
    expect(standin.threads().map(({ name }) => name)).toEqual(['Cycle 1', 'Cycle 2']);
    expect([titlesOf(inThread(0)), titlesOf(inThread(1))]).toEqual([['⏳ Won'], ['⏳ Sent']]);
  });

  it('has one thread and one message for each bet, whichever answer is lost', async () => {
    const sink = await connect();
    for (const route of [POST, THREAD] as const) {
      standin.loseAnswer(route);
      await expect
        .poll(() =>
          sink.deliver(card('Open')).then(
            () => 'done',
            () => 'again',
          ),
        )
        .toBe('done');
    }
    expect(standin.threads()).toHaveLength(1);
    expect(titlesOf(inThread())).toEqual(['⏳ Open']);
  });

  it('is shown in the channel where threads are not permitted, which is said once', async () => {
    standin.setPermissions(standin.channels.main, { deny: ['CreatePublicThreads'] });
    const sink = await connect();
    await sink.deliver(card('Open'));
    await sink.deliver(card('Won'));
    await sink.deliver(card('Cycle 1: lost, leg 1', null));
    expect(standin.threads()).toEqual([]);
    expect(titlesOf(standin.messages())).toEqual(['⏳ Won', '⏳ Cycle 1: lost, leg 1']);
    const said = standin.messages().filter(({ content }) => content.includes('Create Public Threads'));
    expect(said).toHaveLength(1);
    expect(standin.messages()[1]?.files).toHaveLength(1);
  });

  it('is posted anew where somebody has deleted its message or its thread', async () => {
    const sink = await connect();
    await sink.deliver(card('Open'));
    standin.failNext('PATCH /channels/{channel_id}/messages/{message_id}', 404, 10_008);
    await sink.deliver(card('Won'));
    expect(titlesOf(inThread())).toEqual(['⏳ Open', '⏳ Won']);
  });

  it('makes no sound', async () => {
    const sink = await connect();
    await sink.deliver(card('Open'));
    const flags = [...standin.messages(), ...inThread()].map(({ raw }) => raw.flags);
    expect(flags).toEqual([4096, 4096]);
  });

  it('is told without a receipt where that cannot be drawn', async () => {
    bot = startBenchBot(standin, {
      cycles: { kept, receipt: () => Promise.reject(new Error('no disk')) },
    });
    await expect.poll(() => bot.health().state).toBe('up');
    await bot.cycles?.deliver(card('Cycle 1: lost, leg 1', null));
    expect(titlesOf(inThread())).toEqual(['⏳ Cycle 1: lost, leg 1']);
    expect(bot.log.some((line) => line.includes('could not be drawn'))).toBe(true);
  });
});
