import type { RecordedMarket } from '../backtest/recorded-market.ts';
import { type RecordedScan, scansIn } from '../recorder/scans-in.ts';
import { ROW } from '../recordings/timeline.ts';
import { takeUp } from './recorded-markets.ts';

/** One of the bot's recordings: what it saw on a day. */
interface RecordedDay {
  /** At least one. */
  readonly looks: readonly RecordedScan[];
  /** By id, each to be moved forward; they change with the next day. */
  readonly markets: ReadonlyMap<string, RecordedMarket>;
  /** When the first look of a later day began, ms since 1970; infinite where there is none. */
  readonly nextAsked: number;
}

/** The bot's recordings, of which one is in memory at a time. */
export interface RecordedDays {
  readonly first: RecordedScan;
  /** Each market that was closed, as it stood then. */
  readonly closed: ReadonlyMap<string, RecordedMarket>;
  inOrder(): AsyncIterable<RecordedDay>;
}

/**
 * The looks since a moment (ms since 1970) in recordings of which the oldest comes first; null where there are none.
 * Reads them once for how the markets ended, and once more for the looks. Rejects with the disk's error.
 */
export async function recordedDays(files: readonly string[], since: number): Promise<RecordedDays | null> {
  const closed = new Map<string, RecordedMarket>();
  const starts: { readonly file: string; readonly first: RecordedScan | null }[] = [];
  for (const file of files) {
    const markets = new Map<string, RecordedMarket>();
    await takeUp(markets, file);
    for (const [id, market] of markets) if (!closed.has(id) && standsClosed(market)) closed.set(id, market);
    starts.push({ file, first: (await looksIn(file, since))[0] ?? null });
  }
  const first = starts.find((each) => each.first !== null)?.first ?? null;
  return first && { first, closed, inOrder: () => eachDay(starts, since) };
}

async function* eachDay(
  starts: readonly { readonly file: string; readonly first: RecordedScan | null }[],
  since: number,
): AsyncGenerator<RecordedDay> {
  const markets = new Map<string, RecordedMarket>();
  for (const [i, { file }] of starts.entries()) {
    await takeUp(markets, file);
    const looks = await looksIn(file, since);
    const later = starts.slice(i + 1).find(({ first }) => first !== null)?.first;
    if (looks.length > 0) yield { looks, markets, nextAsked: later?.asked ?? Number.POSITIVE_INFINITY };
    for (const market of markets.values()) {
      market.moveTo(market.timeline.lastPt);
      market.forgetPast();
    }
  }
}

async function looksIn(file: string, since: number): Promise<readonly RecordedScan[]> {
  return (await scansIn(file)).filter(({ asked }) => asked >= since);
}

/** Whether it was closed; then it is moved to that moment, and what came before is forgotten. */
function standsClosed(market: RecordedMarket): boolean {
  const { rows, definitions } = market.timeline;
  const closed = rows.find((row) => definitions[row[ROW.definition] as number]?.status === 'CLOSED');
  if (closed === undefined) return false;
  market.moveTo(closed[ROW.at] as number);
  market.forgetPast();
  return true;
}
