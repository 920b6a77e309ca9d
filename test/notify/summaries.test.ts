import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/notify/notice.ts';
import { createSummaries, lastDue } from '../../src/notify/summaries.ts';
import type { SummariesTold } from '../../store/summaries-told.ts';
import { field, plain } from '../commands/bench-app.ts';
import { memory } from '../discord/bench-bot.ts';
import { createHandClock } from './hand-clock.ts';
import { createStory } from './story.ts';

const HOUR = 3_600_000;
/** A Monday. */
const MONDAY = Date.parse('2026-01-05T00:00:00.000Z');
const PICTURE = { name: 'days.png', description: 'Days', bytes: new Uint8Array([1]) };

function bench(story = createStory()) {
  const clock = createHandClock(MONDAY);
  const told = memory<SummariesTold>();
  const notices: Notice[] = [];
  const errors: string[] = [];
  let draws = true;
  const quiet = () => undefined;
  const begin = () =>
    createSummaries({
      at: () => ({ day: '08:00', week: '09:30' }),
      told,
      outboxes: [{ alert: (_, notice) => notices.push(notice) }],
      picture: () => (draws ? Promise.resolve(PICTURE) : Promise.reject(new Error('no font'))),
      state: story.state,
      clock,
      timeZone: 'UTC',
      currency: 'GBP',
      logger: { debug: quiet, info: quiet, warn: quiet, error: (message) => errors.push(message) },
    });
  return { clock, notices, errors, told, begin, fail: () => (draws = false) };
}

describe('a summary', () => {
  it('is told once when its time has come, a week on Monday, and not for the time before the first start', async () => {
    const { clock, notices, begin } = bench();
    const look = begin();
    await look();
    expect(notices).toEqual([]);
    clock.advance(8 * HOUR);
    await look();
    await look();
    expect(notices.map(({ kind }) => kind)).toEqual(['summary_day']);
    clock.advance(2 * HOUR);
    await look();
    expect(notices.map(({ kind }) => kind)).toEqual(['summary_day', 'summary_week']);
    expect(notices[1]?.message).toMatchObject({ picture: PICTURE });
  });

  it('that was missed is told at the next start, the newest of several', async () => {
    const { clock, notices, begin } = bench();
    await begin()();
    clock.advance(3 * 24 * HOUR + 10 * HOUR);
    await begin()();
    expect(notices.map(({ at }) => at)).toEqual(['2026-01-08T08:00:00.000Z', '2026-01-05T09:30:00.000Z']);
  });

  it('says what the bets of the day before came to, and how things stand', async () => {
    const story = createStory();
    story.bet();
    story.end('won');
    story.bet();
    const { clock, notices, begin } = bench(story);
    clock.advance(Date.parse('2026-01-02T07:00:00Z') - MONDAY);
    const look = begin();
    await look();
    clock.advance(HOUR);
    await look();
    const [{ message }] = notices as [Notice];
    expect(message).toMatchObject({ title: 'Yesterday, 2026-01-01: +2.37 GBP', tone: 'good' });
    expect(plain(message.text)).toBe(
      '1 bet settled: 1 won, 0 lost, 0 void. Staked 1.00 GBP, commission 0.13 GBP.',
    );
    expect(field(message, 'Now')).toBe('cycle 1, leg 2, 3.37 GBP in the pot');
    expect(field(message, 'Open bet')).toContain('3.37 GBP on The Draw');
  });

  it('comes on a day without bets too, as a sign of life', async () => {
    const { clock, notices, begin } = bench();
    const look = begin();
    await look();
    clock.advance(8 * HOUR);
    await look();
    expect(notices[0]?.message).toMatchObject({
      title: 'Yesterday, 2026-01-04: no bet was settled',
      tone: 'neutral',
    });
  });

  it('is told once where it cannot be kept that it was', async () => {
    const { clock, notices, begin, told } = bench();
    const look = begin();
    await look();
    told.write = () => Promise.reject(new Error('no space left'));
    clock.advance(8 * HOUR);
    await expect(look()).rejects.toThrow('no space left');
    await look();
    expect(notices).toHaveLength(1);
  });

  it('comes without its picture where that cannot be drawn', async () => {
    const { clock, notices, errors, begin, fail } = bench();
    const look = begin();
    await look();
    fail();
    clock.advance(8 * HOUR);
    await look();
    expect(notices[0]?.message.picture).toBeUndefined();
    expect(errors).toHaveLength(1);
  });
});

it.each([
  ['day', '08:00', '2026-07-01T07:00:00Z', 'Europe/London', '2026-07-01T07:00:00.000Z'],
  ['day', '08:00', '2026-07-01T06:59:59Z', 'Europe/London', '2026-06-30T07:00:00.000Z'],
  ['week', '08:00', '2026-07-05T12:00:00Z', 'UTC', '2026-06-29T08:00:00.000Z'],
  ['week', '08:00', '2026-06-29T07:59:00Z', 'UTC', '2026-06-22T08:00:00.000Z'],
] as const)(
  'the summary of a %s at %s was due last, seen from %s in %s, at %s',
  (span, time, now, zone, due) => {
    expect(lastDue(span, time, Date.parse(now), zone)).toBe(due);
  },
);
