import { expect, it } from 'vitest';
import type { NoticeSettings } from '../../src/core/events.ts';
import { loudnessOf } from '../../src/notify/loudness.ts';

const NIGHT: NoticeSettings = {
  quiet: { from: '22:30', to: '07:00' },
  loudness: { refusals: 'off', bets: 'silent' },
};
const at = (time: string): number => Date.parse(`2026-07-01T${time}:00Z`);

it.each([
  ['results', '22:29', 'on'],
  ['results', '22:30', 'silent'],
  ['results', '06:59', 'silent'],
  ['results', '07:00', 'on'],
  ['alerts', '23:00', 'on'],
  ['bets', '12:00', 'silent'],
  ['refusals', '23:00', 'off'],
] as const)('%s at %s are %s with hours over midnight', (kind, time, loudness) => {
  expect(loudnessOf(kind, NIGHT, at(time), 'UTC')).toBe(loudness);
});

it('knows hours within a day, in the time zone of the operator', () => {
  const noon: NoticeSettings = { quiet: { from: '12:00', to: '13:00' }, loudness: {} };
  expect(loudnessOf('results', noon, at('11:30'), 'Europe/London')).toBe('silent');
  expect(loudnessOf('results', noon, at('11:30'), 'UTC')).toBe('on');
  expect(loudnessOf('results', noon, at('13:00'), 'UTC')).toBe('on');
});

it('is loud at any hour without quiet hours, also for what needs a person if that is silent', () => {
  expect(loudnessOf('results', { quiet: null, loudness: {} }, at('03:00'), 'UTC')).toBe('on');
  expect(loudnessOf('alerts', { quiet: null, loudness: { alerts: 'silent' } }, at('03:00'), 'UTC')).toBe(
    'silent',
  );
});
