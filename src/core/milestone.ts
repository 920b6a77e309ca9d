import type { Chain, Link } from './chain.ts';
import type { State } from './state.ts';

/** A link of a list from which on the items are not in memory: whoever looks at them has them read from the log. */
export interface Milestone<T> extends Link<T> {
  /** The state that had this list, without the lists. */
  readonly reached: State;
  /** The next one down the list; null where there is none. */
  readonly below: Milestone<T> | null;
}

/** `load` reads the list, which is not empty; it must be cheap to ask again at once. */
export function milestone<T>(reached: State, below: Milestone<T> | null, load: () => Chain<T>): Milestone<T> {
  const link = () => load() as Link<T>;
  return {
    reached,
    below,
    get head() {
      return link().head;
    },
    get tail() {
      return link().tail;
    },
  };
}

export const isMilestone = <T>(link: Link<T>): link is Milestone<T> => 'reached' in link;

/** The first one that is met on the way down a list; null where all of it is in memory. */
export function firstMilestone<T>(list: Chain<T>): Milestone<T> | null {
  let link = list;
  while (link !== null && !isMilestone(link)) link = link.tail;
  return link;
}

/** The part of a list from its lowest milestone on that is wanted still: what lies above is not looked at. */
export function skipTo<T>(list: Chain<T>, isWanted: (reached: State) => boolean): Chain<T> {
  let found = list;
  let next = firstMilestone(list);
  while (next !== null && isWanted(next.reached)) {
    found = next;
    next = next.below;
  }
  return found;
}
