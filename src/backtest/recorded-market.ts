import { pennies } from '../core/money.ts';
import { price } from '../core/odds.ts';
import type { MarketBook, MarketSummary, Offer, RunnerBook, RunnerStatus } from '../exchange/exchange.ts';
import type { MarketNames } from '../recordings/catalogue.ts';
import { joinTimelines } from '../recordings/join-timelines.ts';
import { unnamed } from '../recordings/kinds-of-market.ts';
import { depthAround } from '../recordings/made-up-depth.ts';
import type { PriceSize } from '../recordings/recorded-prices.ts';
import type { MarketDefinition } from '../recordings/stream-message.ts';
import { ROW, type Timeline } from '../recordings/timeline.ts';

/** As many offers of a runner as the bot asks the exchange for. */
const BACKS = 3;

/** A recorded market as it stands at the moment to which it was last moved. */
export class RecordedMarket {
  #timeline: Timeline;
  readonly #names: MarketNames | undefined;
  #at = -1;
  #book: MarketBook | null = null;
  #summary: MarketSummary | null = null;

  constructor(timeline: Timeline, names?: MarketNames) {
    this.#timeline = timeline;
    this.#names = names;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** Goes on with another recording of the same market; false where it does not follow this one, and then nothing is done. */
  goOnWith(later: Timeline): boolean {
    const joined = joinTimelines(this.#timeline, later);
    if (joined !== null) this.#timeline = joined;
    return joined !== null;
  }

  /** Moves forward to a moment of recorded time, ms since 1970. */
  moveTo(now: number): void {
    const { rows } = this.timeline;
    const before = this.#at;
    while (this.nextChange() <= now) this.#at += 1;
    if (this.#at === before) return;
    const [from, to] = [rows[before]?.[ROW.definition], rows[this.#at]?.[ROW.definition]];
    if (from !== to) this.#summary = null;
    this.#book = null;
  }

  /** Once it is over: keeps only how it stands, from which a later recording can still go on. */
  forgetPast(): void {
    const { rows, definitions } = this.#timeline;
    const now = rows[this.#at]?.slice();
    const definition = now && definitions[now[ROW.definition] as number];
    if (!now || !definition) return;
    now[ROW.definition] = 0;
    this.#timeline = { ...this.#timeline, rows: [now], definitions: [definition] };
    this.#at = 0;
  }

  /** How far it has come: the same as long as nothing in it changes. */
  place(): number {
    return this.#at;
  }

  /** When it next changes, ms since 1970; never: infinite. */
  nextChange(): number {
    return this.timeline.rows[this.#at + 1]?.[ROW.at] ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the recording has nothing more to say of it after that moment, ms. */
  isOver(now: number): boolean {
    return this.timeline.lastPt < now;
  }

  /** Null before its first definition. */
  definition(): MarketDefinition | null {
    const row = this.#row();
    return row === null ? null : (this.timeline.definitions[row[ROW.definition] as number] ?? null);
  }

  /** The best prices to back at, of the runners that can be bet on. */
  bestPrices(): readonly number[] {
    return this.book().runners.flatMap(({ back }) => back[0]?.price ?? []);
  }

  /** Throws a TypeError before the market's first definition. */
  book(): MarketBook {
    this.#book ??= this.#bookNow();
    return this.#book;
  }

  /** Throws a TypeError before the market's first definition. */
  summary(): MarketSummary {
    this.#summary ??= summaryOf(this.timeline.marketId, this.#defined(), this.#names);
    return this.#summary;
  }

  #row(): Float64Array | null {
    return this.timeline.rows[this.#at] ?? null;
  }

  #defined(): MarketDefinition {
    const definition = this.definition();
    if (definition === null) throw new TypeError(`market ${this.timeline.marketId} is not on show yet`);
    return definition;
  }

  #bookNow(): MarketBook {
    const definition = this.#defined();
    const row = this.#row() as Float64Array;
    return {
      marketId: this.timeline.marketId,
      status: marketStatus(definition.status),
      inPlay: definition.inPlay,
      betDelay: definition.betDelay ?? 0,
      version: definition.version ?? 0,
      delayed: false,
      numberOfWinners: definition.numberOfWinners ?? null,
      totalMatched: minor(row[ROW.volume] as number),
      runners: definition.runners.map(({ id, status }) =>
        this.#runner(id, runnerStatus(status), definition, row),
      ),
    };
  }

  #runner(
    selectionId: number,
    status: RunnerStatus,
    { status: market }: MarketDefinition,
    row: Float64Array,
  ): RunnerBook {
    const column = ROW.runners + this.timeline.runners.indexOf(selectionId) * ROW.perRunner;
    const last = row[column + ROW.lastPriceTraded];
    const lastPriceTraded = last !== undefined && last > 1 ? price(last) : null;
    const none = { selectionId, status, lastPriceTraded, back: [], lay: [] };
    if (status !== 'ACTIVE' || market === 'CLOSED') return none;
    if (!this.timeline.onlyTraded) return { ...none, ...recordedOffers(row, column) };
    if (lastPriceTraded === null || market !== 'OPEN') return none;
    const [back, lay] = depthAround(selectionId, lastPriceTraded);
    return { ...none, back: back.slice(0, BACKS).map(offer), lay: lay.slice(0, 1).map(offer) };
  }
}

function recordedOffers(row: Float64Array, column: number): Pick<RunnerBook, 'back' | 'lay'> {
  const at = (from: number): readonly Offer[] => {
    const [odds, size] = [row[column + from], row[column + from + 1]];
    return odds !== undefined && size !== undefined && odds > 1 ? [offer([odds, size])] : [];
  };
  return {
    back: Array.from({ length: BACKS }, (_, i) => at(ROW.back + 2 * i)).flat(),
    lay: at(ROW.lay),
  };
}

const offer = ([odds, size]: PriceSize): Offer => ({ price: price(odds), size: minor(size) });

const minor = (major: number) => pennies(Math.round(major * 100));

function summaryOf(
  marketId: string,
  definition: MarketDefinition,
  names: MarketNames | undefined,
): MarketSummary {
  const { marketBaseRate, eventTypeId } = definition;
  return {
    marketId,
    marketName: definition.name ?? names?.marketName ?? definition.marketType,
    event: definition.eventName ?? names?.event ?? `Market ${marketId}`,
    competition: definition.competitionName ?? names?.competition ?? null,
    startTime: new Date(definition.marketTime).toISOString(),
    // 5 percent is the fraction 0.05, without a division in binary.
    baseRate: marketBaseRate == null ? null : Number(`${marketBaseRate}e-2`),
    discountAllowed: definition.discountAllowed ?? true,
    runners: definition.runners.map(({ id, name, sortPriority }, place) => ({
      selectionId: id,
      name: name ?? names?.runners.get(id) ?? unnamed(id, eventTypeId),
      sortPriority: sortPriority ?? place + 1,
    })),
  };
}

const MARKET_STATUSES = ['INACTIVE', 'OPEN', 'SUSPENDED', 'CLOSED'] as const;

const marketStatus = (status: string): MarketBook['status'] =>
  MARKET_STATUSES.find((known) => known === status) ?? 'UNKNOWN';

const RUNNER_STATUSES = [
  'ACTIVE',
  'WINNER',
  'LOSER',
  'PLACED',
  'REMOVED',
  'REMOVED_VACANT',
  'HIDDEN',
] as const;

const runnerStatus = (status: string): RunnerStatus =>
  RUNNER_STATUSES.find((known) => known === status) ?? 'UNKNOWN';
