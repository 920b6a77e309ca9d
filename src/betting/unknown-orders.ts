import { linesSince } from '../core/journal.ts';
import type { State } from '../core/state.ts';

/** An order at the exchange. */
interface Order {
  readonly betId: string;
  /** ISO time; null where the exchange does not tell. */
  readonly placedAt: string | null;
}

/** Our clock may have been wrong when it was placed, but hardly by more. */
const CLOCKS_APART_MS = 30 * 86_400_000;

/** ISO time since when the log has an order's placing, if it has it; an empty one where that cannot be told. */
export const inLogSince = ({ placedAt }: Pick<Order, 'placedAt'>): string =>
  placedAt === null ? '' : new Date(Date.parse(placedAt) - CLOCKS_APART_MS).toISOString();

/** The orders that are no bets of the log. A long log is read back as far as the oldest of them was placed. */
export function unknownAmong<T extends Order>(orders: Iterable<T>, { journal }: State): readonly T[] {
  const unknown = new Map(Array.from(orders, (order) => [order.betId, order]));
  const [since = ''] = [...unknown.values()].map(inLogSince).sort();
  for (const line of linesSince(journal, since)) {
    if (line.kind === 'placed') unknown.delete(line.bet.betId);
    if (unknown.size === 0) break;
  }
  return [...unknown.values()];
}
