import { expect, it } from 'vitest';
import { nextIdentifyAt } from '../../src/discord/identify-budget.ts';

it('no crash loop sends half of the 1000 IDENTIFYs that a day allows', () => {
  const hour = 60 * 60_000;
  const sent: number[] = [];
  for (
    let now = 0;
    now < 24 * hour;
    now = Math.max(now, nextIdentifyAt(sent.filter((at) => at > now - hour)))
  )
    sent.push(now);
  expect(sent.length).toBeLessThan(500);
});

it('two are five seconds apart, as Discord wants them', () => {
  expect(nextIdentifyAt([1_000])).toBe(6_000);
  expect(nextIdentifyAt([])).toBeLessThan(0);
});
