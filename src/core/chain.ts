/** An immutable list, newest first, that grows in constant time. */
export type Chain<T> = Link<T> | null;

export interface Link<T> {
  readonly head: T;
  readonly tail: Chain<T>;
}

/** The list with one more item in front. */
export const prepend = <T>(head: T, tail: Chain<T>): Chain<T> => ({ head, tail });

/** From the newest item to the oldest; as far as a link of the same list, where one is given, without that. */
export function* newestFirst<T>(chain: Chain<T>, until: Chain<T> = null): Generator<T> {
  for (let link = chain; link !== null && link !== until; link = link.tail) yield link.head;
}
