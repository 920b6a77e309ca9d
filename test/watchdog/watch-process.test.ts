import { expect, it } from 'vitest';
import { type WatchParts, watchProcess } from '../../src/watchdog/watch-process.ts';
import { freeSpace } from '../../store/free-space.ts';
import { plain } from '../commands/bench-app.ts';
import { tempDir } from '../store/temp-log.ts';

const MINUTE = 60_000;

function bench(change: Partial<WatchParts> = {}) {
  let elapsed = 0;
  let stall = 10;
  const told: string[] = [];
  const raised = new Set<string>();
  const clock = { now: () => Date.UTC(2026, 0, 1) + elapsed, monotonic: () => elapsed };
  const watch = watchProcess({
    alerts: {
      raise: (key, { title }) => {
        if (raised.has(key)) return;
        raised.add(key);
        told.push(title);
      },
      clear: (key) => void (raised.delete(key) && told.push(`${key} is over`)),
    },
    clock,
    longestStall: () => stall,
    freeSpace: async () => 2 ** 40,
    certificateEnds: null,
    ...change,
  });
  return {
    watch,
    told,
    look: async (after: number, longest = 10) => {
      elapsed += after;
      stall = longest;
      await watch.look();
    },
    states: () => watch.health().map(({ component, state }) => `${component} ${state}`),
  };
}

it('tells of a stall once, and that it is over when there was none for ten minutes', async () => {
  const { told, look, states } = bench();
  await look(0);
  await look(10_000, 7_000);
  await look(10_000, 9_000);
  expect(told).toEqual(['The bot stood still for 7 s']);
  expect(states()).toEqual(['process degraded', 'disk ok']);
  await look(9 * MINUTE);
  expect(told).toHaveLength(1);
  await look(MINUTE);
  expect(told).toEqual(['The bot stood still for 7 s', 'loop is over']);
  expect(states()).toEqual(['process ok', 'disk ok']);
});

it('goes on telling of a disk that stays full, and of one that it cannot look at', async () => {
  let free = 2 ** 20;
  const { watch, told, look, states } = bench({ freeSpace: async () => free });
  expect(states()).toEqual(['process ok', 'disk degraded']);
  const looked = () => watch.health()[1]?.times;
  expect(looked()).toEqual({});
  await look(0);
  await look(20 * MINUTE);
  expect(looked()).toEqual({ looked: '2026-01-01T00:20:00.000Z' });
  expect(told).toEqual(['The disk is nearly full: 1 MB are free']);
  expect(states()).toContain('disk failed');
  free = 300 * 2 ** 20;
  await look(MINUTE);
  expect(states()).toContain('disk degraded');
  free = 2 ** 40;
  await look(MINUTE);
  expect(states()).toContain('disk ok');
  await look(10 * MINUTE);
  expect(told).toEqual(['The disk is nearly full: 1 MB are free', 'disk is over']);
  const blind = bench({ freeSpace: () => Promise.reject(new Error('EIO')) });
  await blind.look(0);
  expect(blind.states()).toContain('disk degraded');
  expect(plain(watch.health()[1]?.why)).toContain('1,048,576 MB are free');
});

it('shows when the certificate ends', async () => {
  const soon = bench({ certificateEnds: Date.UTC(2026, 0, 10) });
  await soon.look(0);
  expect(soon.states()).toEqual(['process ok', 'disk ok', 'certificate degraded']);
  expect(soon.told).toEqual(['The certificate of the login at Betfair ends on 2026-01-10']);
  expect(bench({ certificateEnds: Date.UTC(2027, 0, 10) }).states()).toContain('certificate ok');
});

it('is told how much is free of a real disk', async () => {
  expect(await freeSpace(tempDir())).toBeGreaterThan(0);
  await expect(freeSpace('/no/such/folder')).rejects.toThrow('ENOENT');
});
