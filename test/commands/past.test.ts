import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { at, started } from '../core/given.ts';
import { createStory, type Story } from '../notify/story.ts';
import { appWith, field, needs, plain, reply, run } from './bench-app.ts';

/** Events 1 to 7, a minute apart from 12:00 on: started, a won leg, a lost one. */
function won(): Story {
  const story = createStory(started());
  story.bet();
  story.end('won');
  story.bet();
  story.end('lost');
  return story;
}

const appOf = (story: Story, more: Parameters<typeof appWith>[1] = {}) =>
  appWith(story.state(), { events: () => story.log.read(), ...more });

describe('status at a past moment', () => {
  it('is what the log had after an event', async () => {
    const answer = await reply(appOf(won()), 'status', { at: '#3' });
    expect(answer.title).toBe('Then: cycle 1, leg 1, 1.00 GBP in the pot');
    expect(plain(answer.text)).toBe(`As the log had it after event 3, ${at(2)}.`);
    expect(field(answer, 'Open bet')).toContain('1.00 GBP on The Draw');
  });

  it.each([
    ['12:03', 4],
    ['2026-01-01T12:03', 4],
    ['2026-01-01 12:05', 6],
    ['2026-01-02', 7],
    ['7', 7],
    ['999', 7],
  ])('that is typed as %s is after event %i', async (typed, seq) => {
    expect(plain((await reply(appOf(won()), 'status', { at: typed })).text)).toContain(`event ${seq},`);
  });

  it('is read in the time zone of the operator', async () => {
    const app = appOf(won(), { timeZone: 'Europe/Berlin' });
    expect(plain((await reply(app, 'status', { at: '2026-01-01 13:03' })).text)).toContain('event 4,');
  });

  it.each([
    ['99:99', /"99:99" is no point of the log/],
    ['tomorrow', /"tomorrow" is no point of the log: give an event such as #120/],
    ['2025-12-31', /nothing as early as "2025-12-31"/],
  ])('that is typed as %s is refused with what is understood', async (typed, message) => {
    expect(await run(appOf(won()), 'status', { at: typed })).toMatchObject({
      message: expect.stringMatching(message),
    });
  });
});

describe('diff', () => {
  it('shows both sides, the change, and which events brought it', async () => {
    const answer = await reply(appOf(won()), 'diff', { from: '#1', to: '#4' });
    expect(answer.title).toBe('3 events between');
    expect(plain(answer.text)).toContain('1 bet sent, 1 bet placed, 1 bet won.');
    expect(answer.table?.rows).toEqual([
      ['Cycle', '1 leg 0', '1 leg 1', ''],
      ['Bets placed', '0', '1', '+1'],
      ['Won', '0', '1', '+1'],
      ['Lost', '0', '0', ''],
      ['Void', '0', '0', ''],
      ['Targets reached', '0', '0', ''],
      ['Pot', '1.00 GBP', '3.37 GBP', '+2.37 GBP'],
      ['Put in', '1.00 GBP', '1.00 GBP', ''],
      ['Taken out', '0.00 GBP', '0.00 GBP', ''],
      ['Commission', '0.00 GBP', '0.13 GBP', '+0.13 GBP'],
    ]);
  });

  it('goes up to now where no end is given, and names settings that changed', async () => {
    const story = won();
    story.act({
      kind: 'change_limits',
      now: at(7),
      to: { ...story.state().settings.limits, maxStake: pennies(500) },
      raisesHoldFrom: at(99),
    });
    const answer = await reply(appOf(story), 'diff', { from: '1' });
    expect(answer.title).toBe('7 events between');
    expect(field(answer, 'Stake limit')).toBe('5.00 GBP (was none)');
  });

  it('wants the earlier moment first', async () => {
    expect(await run(appOf(won()), 'diff', { from: '#5', to: '#2' })).toMatchObject({ refused: 'backwards' });
  });
});

describe('export', () => {
  const textOf = async (options: Record<string, unknown>) => {
    const { file } = await reply(appOf(won()), 'export', options);
    return { name: file?.name, text: Buffer.from(file?.bytes ?? []).toString() };
  };

  it('writes all bets for a spreadsheet, in the order of their placing', async () => {
    const { name, text } = await textOf({});
    expect(name).toBe('rollover-demo-bets-20260101T133000Z.csv');
    const [head, first, second, ...more] = text.trim().split('\n');
    expect(head).toMatch(/^event_number,placed_at,epoch,cycle,leg,competition,event,selection,/);
    expect(first).toMatch(
      /^3,.*,Premier League,Middlesbrough v Man City,The Draw,.*,won,2\.50,0\.13,2\.37,3\.37,,/,
    );
    expect(second).toMatch(/,lost,-3\.37,0\.00,-3\.37,0\.00,,/);
    expect(more).toEqual([]);
  });

  it('writes all events for a program', async () => {
    const { text } = await textOf({ what: 'events', format: 'json' });
    const events = JSON.parse(text) as readonly { seq: number; type: string; data: string }[];
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(JSON.parse(events[3]?.data ?? '')).toMatchObject({ outcome: 'won', netProfit: 237 });
  });

  it('compresses a file that is too long for a phone to open', async () => {
    const story = createStory(started());
    story.bet({ reason: 'x'.repeat(5_000_000) });
    const { file } = await reply(appOf(story), 'export');
    expect(file?.name).toBe('rollover-demo-bets-20260101T133000Z.csv.gz');
    expect(gunzipSync(file?.bytes ?? Buffer.alloc(0)).toString()).toContain(',xxx');
  });

  it.each(['csv', 'json'])('fails as the log does in the middle of it (%s)', async (format) => {
    const { events: all } = appOf(won());
    const events = async function* () {
      yield* all();
      throw new Error('the disk is gone');
    };
    const answer = reply(appOf(won(), { events }), 'export', { what: 'events', format });
    await expect(answer).rejects.toThrow('the disk is gone');
  });

  it('writes an empty list where there is nothing', async () => {
    const events = async function* () {};
    const { file } = await reply(appOf(won(), { events }), 'export', { what: 'events', format: 'json' });
    expect(JSON.parse(Buffer.from(file?.bytes ?? []).toString())).toEqual([]);
  });

  it('writes a name that begins with = as text, not as a formula', async () => {
    const story = createStory(started());
    story.bet({ event: '=HYPERLINK("http://evil") v B' });
    const { file } = await reply(appOf(story), 'export');
    expect(Buffer.from(file?.bytes ?? []).toString()).toContain(`"'=HYPERLINK(""http://evil"") v B"`);
  });
});

describe('config', () => {
  it('is not for everyone who may look: it names people and places', () => {
    expect(needs(appOf(won()), 'config')).toBe('operator');
  });

  it('shows each setting with where it came from, and what a command has changed since', async () => {
    const configuration = {
      'betting.min_odds': { value: '3', origin: 'default' },
      'limits.max_stake': { value: '20', origin: 'file' },
      DISCORD_TOKEN: { value: 'set, and not shown', origin: 'environment' },
    };
    const answer = await reply(appOf(won(), { configuration: () => configuration }), 'config');
    expect(answer.table?.rows).toEqual([
      ['betting.min_odds', '3', 'default'],
      ['limits.max_stake', 'none', 'a command (file: 20)'],
      ['DISCORD_TOKEN', 'set, and not shown', 'environment'],
    ]);
  });
});
