import { describe, expect, it } from 'vitest';
import {
  distanceText,
  lengthText,
  longTimeText,
  timeText,
  utcText,
} from '../../../src/dashboard/page/times.ts';

const NOW = Date.parse('2026-03-02T14:00:00.000Z');
const after = (ms: number) => new Date(NOW + ms).toISOString();

describe('times on the page', () => {
  it.each([
    ['2026-03-02T12:05:12.000Z', 'UTC', '12:05:12'],
    ['2026-03-02T23:30:00.000Z', 'Asia/Tokyo', '3 Mar, 08:30'],
    ['2026-03-02T00:30:00.000Z', 'America/New_York', '1 Mar, 19:30'],
    ['2025-12-31T12:00:00.000Z', 'UTC', '31 Dec 2025'],
    ['2026-03-02T00:00:00.000Z', 'UTC', '00:00:00'],
  ])('shows %s in %s as %s', (at, zone, shown) => {
    expect(timeText(at, NOW, zone)).toBe(shown);
  });

  it('tells the whole of it, and UTC, where there is room', () => {
    expect(longTimeText('2026-03-02T12:05:12.345Z', 'Europe/Berlin')).toMatch(
      /^Monday,? 2 March 2026 at 13:05:12$/,
    );
    expect(utcText('2026-03-02T12:05:12.345Z')).toBe('2026-03-02 12:05:12 UTC');
  });

  it('tells how far away a moment is', () => {
    const seconds = [-7_200_000, -300_000, -40_000, 0, 20_000, 300_000];
    expect(seconds.map((ms) => distanceText(after(ms), NOW))).toEqual([
      '2 h ago',
      '5 min ago',
      '40 s ago',
      'now',
      'now',
      'in 5 min',
    ]);
  });

  it.each([
    [59_000, '59 s'],
    [59.6 * 60_000, '1 h'],
    [60 * 60_000, '1 h'],
    [200 * 60_000, '3 h 20 min'],
    [119.7 * 60_000, '2 h'],
    [11.5 * 3_600_000, '12 h'],
    [72 * 3_600_000, '3 days'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(lengthText(ms)).toBe(text);
  });
});
