/** An immutable list, newest first, that grows in constant time. */
export type Chain<T> = { readonly head: T; readonly tail: Chain<T> } | null;

/** The list with one more item in front. */
export const prepend = <T>(head: T, tail: Chain<T>): Chain<T> => ({ head, tail });

/** A list that is not there until it is looked at, and whoever looks must see to it that this is cheap; never an empty one. */
export const lazyChain = <T>(load: () => Chain<T>): Chain<T> => {
  const link = () => load() as NonNullable<Chain<T>>;
  return {
    get head() {
      return link().head;
    },
    get tail() {
      return link().tail;
    },
  };
};

/** From the newest item to the oldest. */
export function* newestFirst<T>(chain: Chain<T>): Generator<T> {
  for (let link = chain; link !== null; link = link.tail) yield link.head;
}
