import { pennies } from '../../core/money.ts';
import type { ClearedRow } from './cleared-rows.ts';
import type { GroupBy } from './requests.ts';
import { isoSecond, major } from './wire.ts';

type Level = Exclude<GroupBy, 'BET'>;
type Labels = Readonly<Record<string, string | number>>;

/** The fields that name a line at each level; lines with the same ones are one. */
const LABELS: Readonly<Record<Level, (row: ClearedRow) => Labels>> = {
  EVENT_TYPE: ({ market }) => ({ eventTypeId: market.eventTypeId }),
  EVENT: (row) => ({ ...LABELS.EVENT_TYPE(row), eventId: row.market.eventId }),
  MARKET: (row) => ({ ...LABELS.EVENT(row), marketId: row.market.marketId }),
  RUNNER: (row) => ({ ...LABELS.MARKET(row), selectionId: row.order.selectionId, handicap: 0 }),
  SIDE: (row) => ({ ...LABELS.RUNNER(row), side: row.order.side }),
  STRATEGY: ({ order }) => ({ customerStrategyRef: order.customerStrategyRef ?? '' }),
};

/** Commission is taken from a market as a whole, so it has no place below that. */
const WITH_COMMISSION: ReadonlySet<Level> = new Set(['EVENT_TYPE', 'EVENT', 'MARKET']);

/**
 * Settled bets added up: profit before commission, and at market level and above the commission of the markets
 * concerned, once it is known of each. A line of one bet bears that bet's own fields as well.
 * Source: Betfair API reference guide, listClearedOrders, "Roll-up".
 */
export function rollUp(rows: readonly ClearedRow[], level: Level): object[] {
  const lines = new Map<string, ClearedRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(LABELS[level](row));
    lines.set(key, [...(lines.get(key) ?? []), row]);
  }
  return [...lines.values()].map((line) => lineOf(line, level));
}

function lineOf(line: readonly ClearedRow[], level: Level): object {
  const [first] = line;
  const sum = (of: (row: ClearedRow) => number): number => line.reduce((total, row) => total + of(row), 0);
  return {
    ...(line.length === 1 ? first?.summary() : first && LABELS[level](first)),
    settledDate: isoSecond(Math.max(...line.map((row) => row.at))),
    betCount: line.length,
    sizeSettled: major(pennies(sum((row) => row.size))),
    profit: major(pennies(sum((row) => row.profit))),
    ...(WITH_COMMISSION.has(level) ? commissionOf(line) : {}),
  };
}

function commissionOf(line: readonly ClearedRow[]): { readonly commission?: number } {
  const markets = new Map(line.map((row) => [row.market.marketId, row.commission]));
  const commissions = [...markets.values()].filter((commission) => commission !== null);
  if (commissions.length < markets.size) return {};
  return { commission: major(pennies(commissions.reduce((total, commission) => total + commission, 0))) };
}
