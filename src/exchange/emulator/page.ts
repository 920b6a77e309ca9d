import { bettingException } from './api-exception.ts';

const LARGEST = 1_000;

/** One page of a report: records start at zero, 0 asked for is as many as a page holds. */
export function pageOf<Row>(
  rows: readonly Row[],
  asked: {
    readonly fromRecord?: number | null | undefined;
    readonly recordCount?: number | null | undefined;
  },
): { readonly rows: readonly Row[]; readonly moreAvailable: boolean } {
  const from = asked.fromRecord ?? 0;
  const count = asked.recordCount ?? 0;
  if (from < 0 || count < 0)
    throw bettingException('INVALID_INPUT_DATA', 'fromRecord and recordCount start at 0');
  if (count > LARGEST) throw bettingException('TOO_MUCH_DATA', `a page holds at most ${LARGEST} records`);
  const end = from + (count === 0 ? LARGEST : count);
  return { rows: rows.slice(from, end), moreAvailable: rows.length > end };
}
