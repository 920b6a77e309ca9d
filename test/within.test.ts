import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { within } from '../src/within.ts';
import { handClock } from './exchange/hand-clock.ts';

const never = new Promise<string>(() => undefined);

it('resolves with what comes in time, and with null for what takes longer', async () => {
  const clock = handClock();
  expect(await within(Promise.resolve('soon'), 10, clock)).toBe('soon');
  const late = within(never, 10, clock);
  await clock.advance(10);
  expect(await late).toBeNull();
});

it('rejects as the promise does', async () => {
  await expect(within(Promise.reject(new Error('gone')), 10, handClock())).rejects.toThrow('gone');
});

it('waits no longer once the signal comes, or where it came before', async () => {
  const [clock, ending] = [handClock(), new AbortController()];
  const cut = within(never, 10, clock, ending.signal);
  ending.abort();
  expect(await cut).toBeNull();
  expect(await within(never, 10, clock, ending.signal)).toBeNull();
});

it('leaves nothing behind in a signal that lives on, and no timer', async () => {
  const [clock, { signal }] = [handClock(), new AbortController()];
  await within(Promise.resolve(1), 10, clock, signal);
  const late = within(never, 10, clock, signal);
  await clock.advance(10);
  await late;
  expect([getEventListeners(signal, 'abort'), clock.waiting()]).toEqual([[], 0]);
});
