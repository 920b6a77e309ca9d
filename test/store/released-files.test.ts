import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { EVENT_REGISTRY } from '../../store/codec/event-registry.ts';
import { plainRead } from './plain-reader.ts';
import { openLog, readAll, tempDir } from './temp-log.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

it('replays the file of the first released shape, which has every event, to the same money for ever', async () => {
  const released = fixture('betting_events.v1.json');
  const types = new Set(plainRead(released).map(({ type }) => type));
  expect([...types].sort()).toEqual(Object.keys(EVENT_REGISTRY).sort());

  const dir = tempDir();
  copyFileSync(released, join(dir, 'betting_events.live.json'));
  const log = await openLog(dir, { mode: 'live' });
  const events = await readAll(log);
  expect(log.head()).toEqual({
    seq: 29,
    hash: '9d30e5d5516071d7e53251b88c7b662f3a2aa81b57fac0b1b309eefbaeeedbd2',
  });
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 29 }, (_, index) => index + 1));
  const { ledger, openBets, request } = events.reduce(evolve, initialState);
  expect([openBets, request]).toEqual([[], null]);
  expect(ledger).toMatchObject({ epoch: 2, cycle: 1, leg: 0, pot: 200 });
  expect(ledger.allTime).toMatchObject({
    bets: 5,
    wins: 2,
    losses: 2,
    voids: 1,
    targets: 1,
    outlay: 600,
    gross: 976,
    commission: 55,
    banked: 1_321,
    highestPot: 1_138,
  });
});
