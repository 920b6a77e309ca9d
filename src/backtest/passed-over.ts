import { type MarketSelection, scanBooks, windowAt } from '../betting/analyse-markets.ts';
import { betRecords } from '../betting/views/history.ts';
import type { State } from '../core/state.ts';
import type { MarketSummary } from '../exchange/exchange.ts';
import type { MarketNames } from '../recordings/catalogue.ts';
import { whyHidden } from '../recordings/kinds-of-market.ts';
import { ROW, type Timeline } from '../recordings/timeline.ts';
import type { RecordedMarket } from './recorded-market.ts';
import { bookOf, type Standing } from './standing.ts';
import type { Strategy } from './strategy.ts';

/** What became of a recorded market. */
export interface MarketFate {
  readonly marketId: string;
  readonly event: string;
  /** ISO-8601 UTC; null where the recording does not say. */
  readonly startTime: string | null;
  readonly bets: number;
  /** The filter or circumstance that kept it from being bet on; null where it was bet on. */
  readonly filter: string | null;
  /** One sentence; null where it was bet on. */
  readonly why: string | null;
}

/** Notes what was seen of each market last, while nothing stood against a bet, and says in the end why it got none. */
export interface FateBook {
  /** Told of each market when it joins in. */
  joined(timeline: Timeline, names: MarketNames | undefined): void;
  saw(state: State, markets: readonly RecordedMarket[], now: number): void;
  /** Of every market, in the order in which they joined in. */
  fates(final: State): readonly MarketFate[];
}

interface LastSight {
  readonly now: number;
  readonly state: State;
  readonly standing: Standing;
  readonly summary: MarketSummary;
}

interface Joined {
  readonly marketId: string;
  readonly event: string;
  readonly startTime: string | null;
  readonly never: Pick<MarketFate, 'filter' | 'why'> | null;
}

const HOUR_MS = 3_600_000;

const BUSY = {
  filter: 'looked at',
  why: 'Whenever it could be bet on, a bet was open, betting was paused, or others that started before it were as many as max_markets.',
};

const UNSEEN = {
  filter: 'looked at',
  why: 'No look fell on it: between its first definition and its start, or the end of its recording, there was no time for one.',
};

export function createFateBook({ selection, lookEveryMs }: Strategy): FateBook {
  const joined: Joined[] = [];
  const sights = new Map<string, LastSight>();
  return {
    joined(timeline, names) {
      const definition = timeline.definitions.at(-1) ?? null;
      joined.push({
        marketId: timeline.marketId,
        event: definition?.eventName ?? names?.event ?? `Market ${timeline.marketId}`,
        startTime: definition && new Date(definition.marketTime).toISOString(),
        never:
          whyNever(timeline, selection) ?? (isSeenAtAll(timeline, selection, lookEveryMs) ? null : UNSEEN),
      });
    },
    saw(state, markets, now) {
      for (const market of markets)
        sights.set(market.timeline.marketId, {
          ...{ now, state, standing: market.standing() },
          summary: market.summary(),
        });
    },
    fates(final) {
      const bets = new Map<string, number>();
      for (const { bet } of betRecords(final)) bets.set(bet.marketId, (bets.get(bet.marketId) ?? 0) + 1);
      return joined.map(({ never, ...market }) => {
        const placed = bets.get(market.marketId) ?? 0;
        if (placed > 0) return { ...market, bets: placed, filter: null, why: null };
        return { ...market, bets: 0, ...(never ?? whyNot(sights.get(market.marketId), selection)) };
      });
    },
  };
}

function whyNever(
  { definitions, lastPt }: Timeline,
  { sportId, marketType, hoursAhead }: MarketSelection,
): Joined['never'] {
  const definition = definitions.at(-1) ?? null;
  const hidden = whyHidden(definition);
  if (hidden !== null)
    return { filter: 'can be bet on', why: `${hidden.charAt(0).toUpperCase()}${hidden.slice(1)}.` };
  if (definition?.eventTypeId === sportId && definition.marketType === marketType) {
    if (lastPt >= definition.marketTime - hoursAhead * HOUR_MS) return null;
    return {
      filter: 'starts in the window',
      why: 'Its recording ends before it comes within hours_ahead of its start.',
    };
  }
  const why = `It is a ${definition?.marketType} of sport "${definition?.eventTypeId}"; market_selection asks for ${marketType} of sport "${sportId}".`;
  return { filter: 'kind of market', why };
}

/** Whether a look falls between a definition of it and the start that this gives. */
function isSeenAtAll(
  { definitions, rows, lastPt }: Timeline,
  { includeInPlay }: MarketSelection,
  lookEveryMs: number,
): boolean {
  return rows.some((row, i) => {
    const definition = definitions[row[ROW.definition] as number];
    if (definition === undefined || definition.status === 'CLOSED') return false;
    if (!includeInPlay && definition.inPlay) return false;
    const look = Math.ceil((row[ROW.at] as number) / lookEveryMs) * lookEveryMs;
    const next = rows[i + 1]?.[ROW.at] ?? lastPt + 1;
    return look < next && (includeInPlay || look <= definition.marketTime);
  });
}

/** Judged by the very funnel, as the market was when it was last looked at. */
function whyNot(
  sight: LastSight | undefined,
  selection: MarketSelection,
): Pick<MarketFate, 'filter' | 'why'> {
  if (sight === undefined) return BUSY;
  const { now, state, standing, summary } = sight;
  const at = new Date(now).toISOString();
  const seen = {
    at,
    window: windowAt(selection, now),
    markets: [summary],
    books: [bookOf(standing)],
    funds: NO_DISCOUNT,
  };
  const { nearestMiss, candidates } = scanBooks(seen, selection, state);
  if (nearestMiss !== null && candidates.length === 0)
    return { filter: nearestMiss.filter, why: `${nearestMiss.selection}: ${nearestMiss.why}.` };
  return { filter: 'chosen', why: 'It fitted, and another was bet on first, or the order was not filled.' };
}

const NO_DISCOUNT = { discountRate: 0 };
