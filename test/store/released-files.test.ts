import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { EVENT_REGISTRY } from '../../store/codec/event-registry.ts';
import { plainRead } from './plain-reader.ts';
import { openLog, readAll, tempDir } from './temp-log.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Files as they were written when a shape was released: the last event and its hash. */
const RELEASED: Readonly<Record<string, { readonly seq: number; readonly hash: string }>> = {
  'betting_events.v1.json': {
    seq: 29,
    hash: '9d30e5d5516071d7e53251b88c7b662f3a2aa81b57fac0b1b309eefbaeeedbd2',
  },
  // With BOOKS_CHECKED.
  'betting_events.v2.json': {
    seq: 30,
    hash: '0b1acd96664736a5f7d8f9cbe7d68d95a104ba9da6d46d63b8e2a4c05e066446',
  },
  // With NOTICES_CHANGED, MARKETS_SKIPPED and SKIP_ENDED.
  'betting_events.v3.json': {
    seq: 33,
    hash: 'efb7678b4c36bac388fa2b7a1636263d50e322a0af4c4154827d1820f890aaaf',
  },
  // With FILE_RELOADED.
  'betting_events.v4.json': {
    seq: 34,
    hash: '105dbe1d69a96aba1ab0fa6158d42ee9980916c0d4806cc916bd803cc48d716c',
  },
};

it('has a file of each released shape, and the newest has every event', () => {
  const files = readdirSync(FIXTURES).filter((name) => name.startsWith('betting_events.'));
  expect(files.sort()).toEqual(Object.keys(RELEASED));
  const types = new Set(plainRead(join(FIXTURES, files.at(-1) ?? '')).map(({ type }) => type));
  expect([...types].sort()).toEqual(Object.keys(EVENT_REGISTRY).sort());
});

it.each(Object.entries(RELEASED))('replays %s to the same money for ever', async (name, head) => {
  const dir = tempDir();
  copyFileSync(join(FIXTURES, name), join(dir, 'betting_events.live.json'));
  const log = await openLog(dir, { mode: 'live' });
  const events = await readAll(log);
  expect(log.head()).toEqual(head);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: head.seq }, (_, index) => index + 1));
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
