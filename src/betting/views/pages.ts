/** One page of a list; `page` counts from 1, and an empty list has one empty page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

export interface PageQuestion {
  /** From 1; may lie beyond the last. */
  readonly page: number;
  readonly size: number;
}

/** The page asked for, of a list. */
export const pageOf = <T>(list: readonly T[], question: PageQuestion): Page<T> =>
  pageBySlices((from, most) => list.slice(from, from + most), list.length, question);

/** The page asked for, of a list of `total` items; `slice` gives at most `most` of them from an index on. */
export function pageBySlices<T>(
  slice: (from: number, most: number) => readonly T[],
  total: number,
  { page, size }: PageQuestion,
): Page<T> {
  const items = slice((page - 1) * size, size);
  return { items, page, pages: Math.max(1, Math.ceil(total / size)), total };
}

/** At most `most` of a list from an index on; it is walked no further than needed. */
export function sliceOf<T>(list: Iterable<T>, from: number, most: number): readonly T[] {
  const items: T[] = [];
  let index = 0;
  for (const item of list) {
    if (index >= from + most) break;
    if (index >= from) items.push(item);
    index += 1;
  }
  return items;
}
