import { expect, it } from 'vitest';
import { randomFrom } from '../../../src/random.ts';
import { kindOf, labelOf, planRounds } from './plan.ts';

const plan = (rounds: number, seed = 1) => planRounds(rounds, randomFrom(seed));

it('has every kind of deed before one comes oftener, and faults of the exchange beside some', () => {
  const rounds = plan(200);
  const kinds = [
    ...['leader killed', 'standby killed', 'both killed', 'successor killed', 'leader told to end'],
    ...['leader asleep until replaced', 'leader asleep for less', 'leader asleep for about the lease'],
    ...['standby asleep', 'connections ended', 'append cut', 'leader cut off', 'both cut off'],
    ...['database stopped', 'database killed'],
  ];
  expect(new Set(rounds.map(({ deed }) => deed.kind))).toEqual(new Set(kinds));
  const beside = rounds.filter(({ beside }) => beside !== null).length;
  expect(beside).toBeGreaterThan(30);
  expect(beside).toBeLessThan(90);
});

it('kills leaders at each boundary in turn', () => {
  const killed = plan(210).flatMap(({ deed }) =>
    deed.kind === 'leader killed' && 'boundary' in deed.at ? [deed.at.boundary] : [],
  );
  expect(killed).toHaveLength(40);
  expect(new Set(killed).size).toBe(40);
});

it('is the same for the same seed', () => {
  expect(plan(50)).toEqual(plan(50));
  expect(plan(50)).not.toEqual(plan(50, 2));
});

it('is told with where it happens, and beside what', () => {
  const at = { boundary: 'send take before', occurrence: 1, part: 0.5 };
  const beside = { kind: 'cut', operation: 'placeOrders', times: 1 };
  const round = { deed: { kind: 'leader killed', at }, beside } as const;
  expect(labelOf(round)).toBe('leader killed: send take before, cut on placeOrders');
  expect(kindOf(round)).toBe('leader killed: a boundary');
});
