import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BackupTimes, dueSince, isOverdue, isToBeMade } from '../../src/backups/plan-backup.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

const times = (more: Partial<BackupTimes> = {}): BackupTimes => ({
  schedule: { kind: 'daily', at: '04:30' },
  timeZone: 'UTC',
  now: NOW,
  made: [],
  holdsAll: false,
  ...more,
});

const due = (more: Partial<BackupTimes>) => iso(dueSince(times(more)));

describe('a backup is due', () => {
  it('once a day at its time, in the time zone, also where the bot was off then', () => {
    const made = [Date.parse('2026-11-26T04:29:59.000Z')];
    expect(due({ made })).toBe('2026-11-26T04:30:00.000Z');
    expect(due({ made, timeZone: 'Europe/Helsinki' })).toBe(null);
    expect(due({ made, timeZone: 'Europe/London' })).toBe('2026-11-26T04:30:00.000Z');
    expect(due({ made: [Date.parse('2026-11-26T04:30:00.000Z')] })).toBe(null);
    expect(due({ made: [NOW - 20 * 24 * HOUR] })).toBe('2026-11-26T04:30:00.000Z');
  });

  it('every so many hours of the day', () => {
    const schedule = { kind: 'every', ms: 8 * HOUR } as const;
    expect(due({ schedule, made: [NOW - 4 * HOUR - 1] })).toBe('2026-11-26T08:00:00.000Z');
    expect(due({ schedule, made: [NOW - 4 * HOUR] })).toBe(null);
  });

  it('where there is none, never where none is wanted, and not while the newest holds all that there is', () => {
    expect(due({})).toBe('2026-11-26T04:30:00.000Z');
    expect(due({ schedule: null })).toBe(null);
    expect(due({ made: [NOW - 40 * HOUR], holdsAll: true })).toBe(null);
  });

  it('although there is one from a time to come, which a wrong clock has made', () => {
    expect(due({ made: [NOW + 1_000 * HOUR] })).toBe('2026-11-26T04:30:00.000Z');
  });

  it('never again once it is made, and again within a day or the hours, whatever the times', () => {
    const schedule = fc.oneof(
      fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 24).map((many) => ({ kind: 'every', ms: many * HOUR }) as const),
      fc.constantFrom('00:00', '04:30', '23:59').map((at) => ({ kind: 'daily', at }) as const),
    );
    const timeZone = fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu');
    const moment = fc.integer({ min: NOW, max: NOW + 800 * 24 * HOUR });
    fc.assert(
      fc.property(schedule, timeZone, moment, (given, zone, now) => {
        const at = (made: number[], later: number) =>
          dueSince({ schedule: given, timeZone: zone, now: later, made, holdsAll: false });
        expect(at([now], now)).toBe(null);
        // A day of summer time's end has 25 hours.
        expect(at([now], now + 25 * HOUR)).not.toBe(null);
      }),
    );
  });
});

describe('a backup that failed', () => {
  it('is tried again after an hour', () => {
    expect(isToBeMade(times(), null)).toBe(true);
    expect(isToBeMade(times(), NOW - HOUR + 1)).toBe(false);
    expect(isToBeMade(times(), NOW - HOUR)).toBe(true);
    expect(isToBeMade(times({ holdsAll: true }), NOW - HOUR)).toBe(false);
  });
});

describe('a backup is overdue', () => {
  it('an hour after its time or the start of the bot', () => {
    const since = Date.parse('2026-11-26T04:30:00.000Z');
    expect(isOverdue(times({ now: since + HOUR }), 0)).toBe(false);
    expect(isOverdue(times({ now: since + HOUR + 1 }), 0)).toBe(true);
    expect(isOverdue(times(), NOW - HOUR)).toBe(false);
    expect(isOverdue(times(), NOW - HOUR - 1)).toBe(true);
    expect(isOverdue(times({ made: [since] }), 0)).toBe(false);
  });
});
