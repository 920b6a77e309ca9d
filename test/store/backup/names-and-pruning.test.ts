import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODES } from '../../../src/core/events.ts';
import { backupFileName, headFileBeside, readBackupName } from '../../../store/backup/backup-name.ts';
import { newestFirst, planPruning } from '../../../store/backup/plan-pruning.ts';

const second = fc
  .integer({ min: Date.parse('2020-01-01') / 1_000, max: Date.parse('2099-12-31') / 1_000 })
  .map((s) => new Date(s * 1_000).toISOString());

const name = fc.record({
  mode: fc.constantFrom(...MODES),
  at: second,
  seq: fc.integer({ min: 1, max: 1e15 - 1 }),
  log: fc.stringMatching(/^[0-9a-f]{16}$/),
});

describe('the name of a backup', () => {
  it('tells what it is of, and names of other files tell nothing', () => {
    fc.assert(
      fc.property(name, (each) => {
        expect(readBackupName(backupFileName(each))).toEqual(each);
      }),
    );
    const [mode, at, seq, log] = ['live', '2026-11-26T04:30:00.000Z', 1234, '3fa9c2d1e0b41c77'] as const;
    const file = 'betting_events.live.20261126T043000Z.seq1234.log-3fa9c2d1e0b41c77.json.gz';
    expect(backupFileName({ mode, at, seq, log })).toBe(file);
    for (const other of [`${file}.new`, `old-${file}`, file.replace('.gz', ''), 'betting_events.live.json'])
      expect([other, readBackupName(other)]).toEqual([other, null]);
  });

  it('has that of its head file beside it, packed or not, finished or not', () => {
    for (const file of ['/b/x.json.gz', '/b/x.json.gz.new', '/b/x.json'])
      expect(headFileBeside(file)).toBe('/b/x.head.json');
  });
});

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const backups = fc.array(
  fc.record({
    at: fc.integer({ min: -2 * DAY, max: 400 * DAY }).map((ago) => new Date(NOW - ago).toISOString()),
    seq: fc.nat(),
  }),
  { maxLength: 40 },
);
const keep = fc.record({
  count: fc.integer({ min: 1, max: 20 }),
  days: fc.double({ min: 0, max: 300, noNaN: true }),
});

describe('what is kept', () => {
  it('is the newest so many, and all that are young enough; all else goes', () => {
    fc.assert(
      fc.property(backups, keep, (all, { count, days }) => {
        const gone = new Set(planPruning(all, { count, days }, NOW));
        const rank = (each: (typeof all)[number]) => all.toSorted(newestFirst).indexOf(each);
        for (const each of all) {
          const isOld = NOW - Date.parse(each.at) > days * DAY;
          expect(gone.has(each)).toBe(isOld && rank(each) >= count);
        }
      }),
    );
  });

  it('is always the newest, however old it is and whatever is asked for', () => {
    fc.assert(
      fc.property(backups, fc.integer({ min: -5, max: 1 }), (all, count) => {
        const gone = planPruning(all, { count, days: 0 }, NOW + 400 * DAY);
        const [newest] = all.toSorted(newestFirst);
        if (newest !== undefined) expect(gone).not.toContain(newest);
        expect(gone).toHaveLength(Math.max(all.length - 1, 0));
      }),
    );
  });

  it('is not changed by pruning it again', () => {
    fc.assert(
      fc.property(backups, keep, (all, wanted) => {
        const gone = planPruning(all, wanted, NOW);
        const left = all.filter((each) => !gone.includes(each));
        expect(planPruning(left, wanted, NOW)).toEqual([]);
      }),
    );
  });

  it('by default is a month, and a week of nights where the bot was off for long', () => {
    const night = (n: number) => ({ at: new Date(NOW - n * DAY - 1).toISOString(), seq: 1_000 - n });
    const nights = Array.from({ length: 60 }, (_, n) => night(n));
    const goneNow = planPruning(nights, { count: 7, days: 30 }, NOW);
    expect(goneNow).toEqual(nights.slice(30));
    expect(planPruning(nights, { count: 7, days: 30 }, NOW + 90 * DAY)).toEqual(nights.slice(7));
  });
});
