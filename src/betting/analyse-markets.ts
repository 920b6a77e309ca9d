import type { Clock } from '../clock.ts';
import type { StakeRule } from '../core/intents.ts';
import type { Pennies } from '../core/money.ts';
import { overroundOf } from '../core/overround.ts';
import { commissionRate } from '../core/settlement.ts';
import { type Skip, skipOf, skipsAt } from '../core/skips.ts';
import { nextStake } from '../core/staking.ts';
import type { State } from '../core/state.ts';
import {
  type AccountFunds,
  type Exchange,
  type MarketBook,
  type MarketSummary,
  MOST_WITH_RATES,
} from '../exchange/exchange.ts';
import { explain } from '../markets/explain.ts';
import type { Criteria, Entrant } from '../markets/filters.ts';
import { funnel } from '../markets/funnel.ts';
import type { Scan } from '../markets/scan.ts';
import { selectionNames } from '../markets/selection-names.ts';

/** Where and how to look; see the configuration's keys of these names. */
export interface MarketSelection {
  readonly sportId: string;
  readonly marketType: string;
  /** 1..1,000: how many books one look may read. */
  readonly maxMarkets: number;
  readonly hoursAhead: number;
  readonly includeInPlay: boolean;
  readonly minTotalMatched: Pennies;
  readonly maxSpreadTicks: number | null;
  readonly maxOverround: number | null;
  readonly liquidityFactor: number;
  readonly stakeRule: StakeRule;
}

export interface Analysis {
  /** ISO-8601 UTC: when the look began. */
  readonly asked: string;
  readonly scan: Scan;
  readonly books: readonly MarketBook[];
  readonly funds: AccountFunds;
  readonly catalogue: readonly MarketSummary[];
}

const HOUR_MS = 3_600_000;
/** Markets in play began at most so long ago. */
export const IN_PLAY_MS = 6 * HOUR_MS;

/** Lists the markets, reads their books and sends them through the funnel. Rejects with an ExchangeError. */
export async function analyseMarkets(
  exchange: Pick<Exchange, 'listMarkets' | 'listBooks' | 'funds'>,
  selection: MarketSelection,
  clock: Clock,
  state: State,
): Promise<Analysis> {
  const { sportId, marketType, maxMarkets } = selection;
  const began = clock.now();
  const asked = new Date(began).toISOString();
  const window = windowAt(selection, began);
  const skips = skipsAt(state, asked);
  const max = skips.length === 0 ? maxMarkets : roomFor(maxMarkets);
  const [catalogue, funds] = await Promise.all([
    exchange.listMarkets({ sportId, marketType, ...window, max }),
    exchange.funds(),
  ]);
  const at = new Date(clock.now()).toISOString();
  const markets = skippedLast(catalogue, skips).slice(0, maxMarkets);
  const books = markets.length > 0 ? await exchange.listBooks(markets.map((m) => m.marketId)) : [];
  const scanOf = (known: Sight['markets']) =>
    scanBooks({ at, window, markets: known, books, funds }, selection, state);
  const scan = max > MOST_WITH_RATES ? await withRates(exchange, markets, scanOf) : scanOf(markets);
  return { asked, scan, books, funds, catalogue };
}

/** As many as the exchange lists at once: with their rates, if that is enough. */
const roomFor = (markets: number): number => (markets <= MOST_WITH_RATES ? MOST_WITH_RATES : 1_000);

/** Asks for the rate of the pick alone; it may fail with that, and then the next one's is asked for. */
async function withRates(
  exchange: Pick<Exchange, 'listMarkets'>,
  markets: readonly MarketSummary[],
  scanOf: (markets: readonly MarketSummary[]) => Scan,
): Promise<Scan> {
  const asked = new Map<string, MarketSummary | undefined>();
  for (;;) {
    const scan = scanOf(markets.map((market) => asked.get(market.marketId) ?? market));
    const [pick] = scan.candidates;
    if (pick === undefined || asked.has(pick.marketId)) return scan;
    const [rated] = await exchange.listMarkets({ marketIds: [pick.marketId] });
    asked.set(pick.marketId, rated);
  }
}

/** ISO-8601 UTC bounds of the start times looked for. */
export type StartWindow = Pick<Criteria, 'from' | 'to'>;

export function windowAt({ includeInPlay, hoursAhead }: MarketSelection, now: number): StartWindow {
  const back = includeInPlay ? IN_PLAY_MS : 0;
  return {
    from: new Date(now - back).toISOString(),
    to: new Date(now + hoursAhead * HOUR_MS).toISOString(),
  };
}

/** What one look saw. */
export interface Sight {
  /** ISO-8601 UTC: when the books were read. */
  readonly at: string;
  readonly window: StartWindow;
  readonly markets: readonly MarketSummary[];
  readonly books: readonly MarketBook[];
  readonly funds: Pick<AccountFunds, 'discountRate'>;
}

/** Sends what was seen through the funnel. */
export function scanBooks(
  { at, window, markets, books, funds }: Sight,
  selection: MarketSelection,
  state: State,
): Scan {
  const criteria = criteriaFor(selection, state, { skips: skipsAt(state, at), ...window });
  const found = funnel(entrantsOf(markets, books, state.settings.commissionRate, funds), criteria);
  return {
    at,
    markets: markets.length,
    delayed: books.some((book) => book.delayed),
    ...found,
    reason: explain(found, criteria),
  };
}

/** A skipped market's book is read only where there is room for it: it must not keep out one that can be bet on. */
const skippedLast = (markets: readonly MarketSummary[], skips: readonly Skip[]): readonly MarketSummary[] =>
  markets.toSorted((a, b) => Number(isSkipped(a, skips)) - Number(isSkipped(b, skips)));

function isSkipped(market: MarketSummary, skips: readonly Skip[]): boolean {
  const runners = market.runners.map(({ name }) => name);
  return runners.every((selection) => skipOf({ ...market, selection, runners }, skips) !== null);
}

function criteriaFor(
  selection: MarketSelection,
  state: State,
  { skips, from, to }: Pick<Criteria, 'skips' | 'from' | 'to'>,
): Criteria {
  const { settings, ledger } = state;
  return {
    ...selection,
    kind: `${selection.marketType} of sport "${selection.sportId}"`,
    minOdds: settings.odds.min,
    maxOdds: settings.odds.max,
    from,
    to,
    skips,
    stakeAt: (price, rate) =>
      nextStake({
        staking: settings.staking,
        pot: ledger.pot,
        target: ledger.terms.target,
        price,
        commissionRate: rate,
        rule: selection.stakeRule,
      }),
  };
}

function entrantsOf(
  catalogue: readonly MarketSummary[],
  books: readonly MarketBook[],
  fallbackRate: number,
  { discountRate }: Sight['funds'],
): Entrant[] {
  const nameOf = selectionNames(catalogue);
  const summaries = new Map(catalogue.map((market) => [market.marketId, market]));
  return books.flatMap((book) => {
    const market = summaries.get(book.marketId);
    if (market === undefined) return [];
    const discount = { allowed: market.discountAllowed, rate: discountRate };
    const rate = commissionRate(market.baseRate, fallbackRate, discount);
    const active = book.runners.filter(({ status }) => status === 'ACTIVE');
    const overround = overroundOf(active.map(({ back }) => back[0]?.price));
    return book.runners.map((runner) => ({
      market,
      book,
      runner,
      name: nameOf(market.marketId, runner.selectionId),
      overround,
      commissionRate: rate,
    }));
  });
}
