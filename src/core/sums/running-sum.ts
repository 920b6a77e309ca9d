import { type Chain, type Link, newestFirst } from '../chain.ts';
import { firstMilestone, isMilestone, type Milestone } from '../milestone.ts';

/** A sum over lists that grow at their heads, worked out from the oldest item to the newest. */
export interface RunningSum<T, Sum> {
  /** Over a whole list. Only what lies above the next place at which the sum is known is looked at. */
  of(list: Chain<T>): Sum;
  /** Comes to the same stretch by stretch, where that place may lie far down; after it `of` has little to look at. */
  prepare(list: Chain<T>): Iterable<void>;
  /** What is known at a milestone; null where nothing is. */
  at(place: Milestone<T>): Sum | null;
  know(place: Milestone<T>, sum: Sum): void;
  forget(place: Milestone<T>): void;
}

/** Places at which a sum is remembered because somebody wanted to know it. */
const PREPARED = 4;

/** `none` is the sum over an empty list; `add` gives the sum with further items, the oldest first. */
export function createRunningSum<T, Sum>(
  none: Sum,
  add: (to: Sum, items: readonly T[]) => Sum,
): RunningSum<T, Sum> {
  const known = new WeakMap<Milestone<T>, Sum>();
  const prepared = new Map<Milestone<T>, Sum>();
  let last: { readonly list: Link<T>; readonly sum: Sum } | null = null;

  function knownAt(link: Link<T>): Sum | undefined {
    if (link === last?.list) return last.sum;
    return isMilestone(link) ? (known.get(link) ?? prepared.get(link)) : undefined;
  }

  /** Down the list: where a sum may be known, or the next stretch begins. */
  function nextStop(link: Link<T>): Chain<T> {
    if (isMilestone(link)) return link.below;
    let next = link.tail;
    while (next !== null && next !== last?.list && !isMilestone(next)) next = next.tail;
    return next;
  }

  function* steps(list: Chain<T>): Generator<void, Sum> {
    const stretches: { readonly from: Link<T>; readonly until: Chain<T> }[] = [];
    let stop = list;
    let sum = none;
    while (stop !== null) {
      const there = knownAt(stop);
      if (there !== undefined) {
        sum = there;
        break;
      }
      const until = nextStop(stop);
      stretches.push({ from: stop, until });
      stop = until;
    }
    for (const { from, until } of stretches.reverse()) {
      sum = add(sum, [...newestFirst(from, until)].reverse());
      yield;
    }
    return sum;
  }

  function of(list: Chain<T>): Sum {
    const working = steps(list);
    let step = working.next();
    while (step.done !== true) step = working.next();
    if (list !== null) last = { list, sum: step.value };
    return step.value;
  }

  function* prepare(list: Chain<T>): Generator<void> {
    const place = firstMilestone(list);
    if (place === null || knownAt(place) !== undefined) return;
    prepared.set(place, yield* steps(place));
    for (const [oldest] of [...prepared].slice(0, -PREPARED)) prepared.delete(oldest);
  }

  return {
    of,
    prepare,
    at: (place) => known.get(place) ?? null,
    know: (place, sum) => void known.set(place, sum),
    forget: (place) => void known.delete(place),
  };
}
