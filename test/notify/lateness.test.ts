import { expect, it } from 'vitest';
import { toldAt } from '../../src/notify/lateness.ts';
import type { Notice } from '../../src/notify/notice.ts';
import type { Text } from '../../src/reply.ts';
import { plain } from '../commands/bench-app.ts';
import { at } from '../core/given.ts';

const footerAfter = (minutes: number, footer?: Text): string => {
  const message = { title: 'Won', tone: 'good', ...(footer !== undefined && { footer }) } as const;
  const notice: Notice = { id: '1', kind: 'bet_won', about: 'results', message, at: at() };
  return plain(toldAt(Date.parse(at(minutes)), notice).message.footer);
};

it.each([
  [1, ''],
  [2, `Told 2 minutes late; it happened ${at()}`],
  [119, `Told 119 minutes late; it happened ${at()}`],
  [150, `Told 2 hours late; it happened ${at()}`],
  [3 * 1440, `Told 3 days late; it happened ${at()}`],
])('a notice told %d minutes after it happened ends in %j', (minutes, footer) => {
  expect(footerAfter(minutes)).toBe(footer);
});

it('keeps the footer that was there', () => {
  expect(footerAfter(2, 'Delayed prices')).toBe(`Delayed prices. Told 2 minutes late; it happened ${at()}`);
  expect(footerAfter(2, ['Since ', { at: at(-9) }])).toContain(`Since ${at(-9)}. Told 2 minutes late`);
});
