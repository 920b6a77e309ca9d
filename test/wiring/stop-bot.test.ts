import { describe, expect, test } from 'vitest';
import { alone, type Leadership } from '../../src/leadership.ts';
import { type Running, stopBot } from '../../src/wiring/stop-bot.ts';
import { handClock } from '../exchange/hand-clock.ts';

const never = (): Promise<never> => new Promise(() => {});
const idle = { name: 'idle', intervalMs: 1_000, lastEnded: () => null, stop: async () => {} };

/** An end whose parts end at once unless told otherwise, and what it has done. */
function endOf(parts: Partial<Omit<Running, 'clock' | 'log'>> = {}, leadership: Leadership = alone) {
  const clock = handClock();
  const done: string[] = [];
  const stopped = stopBot(
    {
      jobs: [idle],
      surfaces: { stopAsking: async () => {}, close: async () => void done.push('surfaces') },
      rollover: { stop: async (reason) => void done.push(reason) },
      opened: { close: async () => void done.push('exchange') },
      ...parts,
      log: { close: async () => void done.push('log'), leadership },
      clock,
    },
    'quit',
  );
  const ended = stopped.then(
    () => 'in order',
    () => 'not recorded',
  );
  return { clock, done, ended };
}

describe('the end', () => {
  test('records itself, then tells what waits and says goodbye, then lets the log go', async () => {
    const { done, ended } = endOf();
    expect([await ended, done]).toEqual(['in order', ['quit', 'surfaces', 'exchange', 'log']]);
  });

  test('records nothing where another process has taken over', async () => {
    const lost = AbortSignal.abort(new Error('another process has taken over'));
    const { done, ended } = endOf({}, { ...alone, left: () => 0, lost });
    expect([await ended, done]).toEqual(['in order', ['surfaces', 'exchange', 'log']]);
  });

  test('waits three seconds for what runs, and until four and a half for goodbyes', async () => {
    const surfaces = { stopAsking: async () => {}, close: never };
    const { clock, done, ended } = endOf({ jobs: [{ ...idle, stop: never }], surfaces });
    await clock.advance(2_999);
    expect(done).toEqual([]);
    await clock.advance(1);
    expect(done).toEqual(['quit', 'exchange']);
    await clock.advance(1_399);
    expect(done).toEqual(['quit', 'exchange']);
    await clock.advance(1);
    expect([await ended, done]).toEqual(['in order', ['quit', 'exchange', 'log']]);
  });

  test('that cannot be recorded says goodbye all the same', async () => {
    const { done, ended } = endOf({ rollover: { stop: () => Promise.reject(new Error('disk full')) } });
    expect([await ended, done]).toEqual(['not recorded', ['surfaces', 'exchange', 'log']]);
  });
});
