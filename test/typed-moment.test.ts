import { expect, it } from 'vitest';
import { typedMoment } from '../src/typed-moment.ts';

it.each([
  ['2026-05-01', '2026-05-01T00:00:00.000Z'],
  ['2026-05-01T18:00', '2026-05-01T18:00:00.000Z'],
  ['2026-05-01T18:00+02:00', '2026-05-01T16:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('reads %s', (text, iso) => {
  expect(new Date(typedMoment('--from', text)).toISOString()).toBe(iso);
});

it.each(['2026-02-31', '2026-02-29', '2026-13-01', '2026-05-01T25:00', 'yesterday', '2026', ''])(
  'refuses "%s", which is no moment',
  (text) => {
    expect(() => typedMoment('--from', text)).toThrow(`--from ${text}: expected a date`);
  },
);
