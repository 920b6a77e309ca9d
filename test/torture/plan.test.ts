import { expect, it } from 'vitest';
import { randomFrom } from '../../src/random.ts';
import { type Boundary, planRuns } from './plan.ts';

const BOUNDARIES: readonly Boundary[] = [
  { phase: 'start', name: 'sync head', count: 1 },
  { phase: 'betting', name: 'send placeOrders before', count: 9 },
  { phase: 'betting', name: 'write BET_PLACED before', count: 9 },
];

const plan = (runs: number, seed = 1) => planRuns(BOUNDARIES, runs, randomFrom(seed));

it('comes to every boundary in turn, then to each at its next occurrence, if it has one', () => {
  const met = plan(20).flatMap((run) => (run.kind === 'boundary' ? [`${run.name} ${run.occurrence}`] : []));
  expect(met).toHaveLength(14);
  for (const expected of ['sync head 1', 'send placeOrders before 1', 'write BET_PLACED before 4'])
    expect(met).toContain(expected);
  expect(met.filter((name) => name === 'sync head 1').length).toBeGreaterThan(3);
});

it('has random moments, sleepers and racers among the runs, however few there are', () => {
  const kinds = plan(20).map(({ kind }) => kind);
  for (const kind of ['moment', 'sleep', 'race']) expect(kinds).toContain(kind);
  expect(plan(1)).toHaveLength(1);
});

it('kills those that take over from a sleeper at every boundary of that, the sleeper waking before or after the next', () => {
  const taking: Boundary = { phase: 'taking over', name: 'rename head', count: 1 };
  const runs = planRuns([...BOUNDARIES, taking], 60, randomFrom(1)).filter(({ kind }) => kind === 'takeover');
  expect(runs.length).toBeGreaterThan(5);
  for (const wakesFirst of [true, false])
    expect(runs).toContainEqual(expect.objectContaining({ name: 'rename head', wakesFirst }));
});

it('is the same for the same seed', () => {
  expect(plan(50)).toEqual(plan(50));
  expect(plan(50)).not.toEqual(plan(50, 2));
});
