import { ExchangeError } from '../exchange-error.ts';

/** Betfair's largest page (SportsAPING.xml, listCurrentOrders and listClearedOrders). */
export const PAGE_SIZE = 1_000;

/** The rows of all pages. A page that promises more but is empty would never end, so it is an ExchangeError. */
export async function allPages<Row>(
  operation: string,
  read: (fromRecord: number) => Promise<{ readonly rows: readonly Row[]; readonly moreAvailable: boolean }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read(rows.length);
    rows.push(...page.rows);
    if (!page.moreAvailable) return rows;
    if (page.rows.length === 0) {
      const message = `${operation} promised records after ${rows.length} and sent none`;
      throw new ExchangeError('UNREADABLE_REPLY', operation, 'retry', message);
    }
  }
}
