import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evolve } from '../../../src/core/evolve.ts';
import { initialState } from '../../../src/core/initial-state.ts';
import type { State } from '../../../src/core/state.ts';
import { stateDigest } from '../../../store/backup/state-digest.ts';
import { stories } from '../../core/histories.ts';

it('is the same for a state that was lived through and for one folded from what was written', () => {
  fc.assert(
    fc.property(stories, ({ appends, states }) => {
      const written = JSON.parse(JSON.stringify(appends.flat()));
      const folded = written.reduce(evolve, initialState);
      expect(stateDigest(folded)).toBe(stateDigest(states.at(-1) ?? initialState));
    }),
  );
});

it('is another one where anything that is not past differs, and whatever order the keys are in', () => {
  fc.assert(
    fc.property(stories, fc.nat(), ({ states }, draw) => {
      const state = states[draw % states.length] ?? initialState;
      const { journal: _, ...present } = state;
      const { ended: __, ...ledger } = state.ledger;
      const paths = leavesOf({ ...present, ledger });
      const path = paths[draw % paths.length] ?? [];
      expect([path, stateDigest(changed(state, path))]).not.toEqual([path, stateDigest(state)]);
      const turned = Object.fromEntries(Object.entries(state).reverse()) as unknown as State;
      expect(stateDigest(turned)).toBe(stateDigest(state));
    }),
  );
});

type Path = readonly string[];

const leavesOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
    : [path];

/** The same but for that place. */
function changed<T>(value: T, [key, ...rest]: Path): T {
  if (key === undefined) return 'something else' as T;
  const inner = Object(value)[key];
  if (Array.isArray(value)) return Object.assign([...value], { [key]: changed(inner, rest) }) as T;
  return { ...value, [key]: changed(inner, rest) };
}
