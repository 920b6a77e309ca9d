import { describe, expect, test } from 'vitest';
import { periodsAt } from '../../src/betting/periods.ts';

const HOUR = 3_600_000;

describe('a day and a week', () => {
  test.each([
    ['UTC', '2026-03-01T12:00:00Z', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    [
      'Europe/London, 23 hours',
      '2026-03-29T12:00:00Z',
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
    ],
    [
      'Europe/London, 25 hours',
      '2026-10-25T12:00:00Z',
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
    ],
    [
      'America/Santiago, whose clocks go back at midnight',
      '2026-04-04T12:00:00Z',
      '2026-04-04T03:00:00.000Z',
      '2026-04-05T04:00:00.000Z',
    ],
    [
      'Atlantic/Azores, where midnight is left out',
      '2026-03-29T12:00:00Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:00:00.000Z',
    ],
    [
      'Atlantic/Azores, where midnight comes twice',
      '2026-10-25T12:00:00Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-26T01:00:00.000Z',
    ],
  ])('in %s', (zone, now, dayStart, dayEnd) => {
    const [timeZone = ''] = zone.split(',');
    expect(periodsAt(Date.parse(now), timeZone)).toMatchObject({ dayStart, dayEnd });
  });

  test.each([
    ['Europe/London', '2026-03-29', '2026-10-25'],
    ['Atlantic/Azores', '2026-03-29', '2026-10-25'],
    ['Africa/Cairo', '2026-04-24', '2026-10-29'],
    ['America/Santiago', '2026-04-04', '2026-09-06'],
    ['America/Havana', '2026-03-08', '2026-11-01'],
  ])('in %s follow each other without a gap or an overlap where clocks change', (timeZone, ...days) => {
    for (const day of days) {
      const noon = Date.parse(`${day}T12:00:00Z`);
      let before = periodsAt(noon - 37 * HOUR, timeZone);
      for (let now = noon - 36 * HOUR; now < noon + 36 * HOUR; now += HOUR / 4) {
        const at = new Date(now).toISOString();
        const period = periodsAt(now, timeZone);
        const { dayStart, dayEnd, weekStart, weekEnd } = period;
        const inOrder =
          dayStart <= at &&
          at < dayEnd &&
          (dayStart === before.dayStart ? dayEnd : dayStart) === before.dayEnd &&
          (weekStart === before.weekStart ? weekEnd : weekStart) === before.weekEnd;
        expect([at, inOrder]).toEqual([at, true]);
        before = period;
      }
    }
  });
});
