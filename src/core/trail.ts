import type { Chain } from './chain.ts';
import { firstMilestone, isMilestone, type Milestone, milestone } from './milestone.ts';
import type { State } from './state.ts';
import type { RunningSum } from './sums/running-sum.ts';

/**
 * What is kept of a list at a state: null where it was empty; the number, from 0, of the milestone that it was already;
 * or the one on which it rests, null where on none, and what is summed over it, null where that is not kept.
 */
export type KeptList<Sum> = null | number | { readonly below: number | null; readonly sum: Sum | null };

/** The milestones of a list that grows with the log. */
export interface Trail<T, Sum> {
  begin(): void;
  /** Sets a milestone at the head of a list that is in memory down to the last one, and returns the list from there. */
  keep(list: Chain<T>, reached: State, load: () => Chain<T>): Chain<T>;
  /** The same of a list that was kept in an earlier run. */
  restore(kept: KeptList<Sum>, reached: State, load: () => Chain<T>): Chain<T>;
  /** State by state, in the order in which they were kept. */
  kept(): readonly KeptList<Sum>[];
}

/** Sums are kept at the newest milestones, for corrections, and now and then further down, for looks at the past. */
const NEWEST_SUMMED = 16;
const SUMMED_EVERY = 64;

export function createTrail<T, Sum>(sums: RunningSum<T, Sum>): Trail<T, Sum> {
  const numbers = new Map<Milestone<T>, number>();
  const places: Milestone<T>[] = [];
  const lists: (Milestone<T> | null)[] = [];

  function add(list: Milestone<T> | null): Chain<T> {
    lists.push(list);
    return list;
  }

  function addNew(place: Milestone<T>, sum: Sum | null): Chain<T> {
    numbers.set(place, places.push(place) - 1);
    if (sum !== null) sums.know(place, sum);
    const passed = places.length - 1 - NEWEST_SUMMED;
    const last = places[passed];
    if (last !== undefined && passed % SUMMED_EVERY !== 0) sums.forget(last);
    return add(place);
  }

  const numberOf = (place: Milestone<T> | null): number | null =>
    place === null ? null : (numbers.get(place) as number);

  const placeOf = (number: number | null): Milestone<T> | null =>
    number === null ? null : (places[number] as Milestone<T>);

  return {
    begin: () => {
      numbers.clear();
      places.length = 0;
      lists.length = 0;
    },
    keep: (list, reached, load) =>
      list === null || isMilestone(list)
        ? add(list)
        : addNew(milestone(reached, firstMilestone(list), load), sums.of(list)),
    restore: (kept, reached, load) => {
      if (kept === null || typeof kept === 'number') return add(placeOf(kept));
      return addNew(milestone(reached, placeOf(kept.below), load), kept.sum);
    },
    kept: () => {
      const seen = new Set<Milestone<T>>();
      return lists.map((list) => {
        if (list === null || seen.has(list)) return numberOf(list);
        seen.add(list);
        return { below: numberOf(list.below), sum: sums.at(list) };
      });
    },
  };
}
