/** An immutable list, newest first, that grows in constant time. */
export type Chain<T> = { readonly head: T; readonly tail: Chain<T> } | null;

/** The list with one more item in front. */
export const prepend = <T>(head: T, tail: Chain<T>): Chain<T> => ({ head, tail });

/** From the newest item to the oldest. */
export function* newestFirst<T>(chain: Chain<T>): Generator<T> {
  for (let link = chain; link !== null; link = link.tail) yield link.head;
}

/**
 * Folds a list from its oldest item to its newest. What it came to is remembered, so that a list which has grown since
 * is not walked to its end again.
 */
export function rememberedFold<T, A>(none: A, step: (sum: A, item: T) => A): (chain: Chain<T>) => A {
  const known = new WeakMap<object, { readonly sum: A }>();
  return (chain) => {
    const fresh: T[] = [];
    let link = chain;
    for (; link !== null && !known.has(link); link = link.tail) fresh.push(link.head);
    const before = link === null ? undefined : known.get(link);
    const sum = fresh.reduceRight(step, before === undefined ? none : before.sum);
    if (chain !== null) known.set(chain, { sum });
    return sum;
  };
}
