import { markdownTable } from 'markdown-table';
import type { Event } from '../../../src/core/events.ts';
import type { StreamHistory } from './stream-history.ts';

/** From when a leader was gone, in ms. */
export interface Takeover {
  /** Until another one had the lease. */
  readonly toLease: number;
  /** Until that one's start was in the log. */
  readonly toStart: number;
}

/** The first takeover after that moment (wall-clock ms); null where there was none. */
export function takeoverSince(
  goneAt: number,
  events: readonly Event[],
  { taken, appended }: StreamHistory,
): Takeover | null {
  const next = taken.find(({ at }) => at > goneAt);
  const start = events.find(
    ({ type, seq }) => type === 'BOT_STARTED' && appended[seq - 1]?.fence === next?.fence,
  );
  const started = start && appended[start.seq - 1];
  if (next === undefined || started === undefined) return null;
  return { toLease: next.at - goneAt, toStart: started.at - goneAt };
}

export interface Takeovers {
  count(kind: string, takeover: Takeover): void;
  /** Orders that were on their way in a bot that slept when another one took over. */
  countAsleep(orders: number): void;
  /** A Markdown table, a row for each kind, and one for all, in seconds; and a sentence on the orders. */
  print(): string;
}

export function createTakeovers(): Takeovers {
  const rows = new Map<string, Takeover[]>();
  const all: Takeover[] = [];
  let asleep = 0;
  return {
    countAsleep: (orders) => {
      asleep += orders;
    },
    count: (kind, takeover) => {
      const row = rows.get(kind) ?? [];
      rows.set(kind, row);
      for (const each of [row, all]) each.push(takeover);
    },
    print: () => {
      const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
      const lines = [...sorted, ['all', all] as const].map(([kind, row]) => [kind, ...cells(row)]);
      const align = HEAD.map((_, column) => (column === 0 ? 'l' : 'r'));
      return `${markdownTable([HEAD, ...lines], { align })}
Orders on their way in a bot that slept when another one took over: ${asleep}.`;
    },
  };
}

const HEAD = [
  'the leader was',
  'times',
  'lease taken after, median',
  'worst',
  'start in the log after, median',
  'worst',
];

function cells(row: readonly Takeover[]): readonly string[] {
  const [leases, starts] = [row.map(({ toLease }) => toLease), row.map(({ toStart }) => toStart)];
  return [
    String(row.length),
    ...[leases, starts].flatMap((times) => [median(times), worst(times)].map(seconds)),
  ];
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const worst = (times: readonly number[]): number => Math.max(0, ...times);

/** The lower of the two in the middle where there are two. */
function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
