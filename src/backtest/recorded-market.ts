import type { MarketBook, MarketSummary } from '../exchange/exchange.ts';
import type { MarketNames } from '../recordings/catalogue.ts';
import { joinTimelines } from '../recordings/join-timelines.ts';
import { unnamed } from '../recordings/kinds-of-market.ts';
import type { MarketDefinition } from '../recordings/stream-message.ts';
import { ROW, type Timeline } from '../recordings/timeline.ts';
import { bookOf, type Standing } from './standing.ts';

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

  /** Throws a TypeError before the market's first definition. */
  standing(): Standing {
    const { marketId, runners, onlyTraded } = this.timeline;
    return { marketId, runners, onlyTraded, definition: this.#defined(), row: this.#row() as Float64Array };
  }

  /** Throws a TypeError before the market's first definition. */
  book(): MarketBook {
    this.#book ??= bookOf(this.standing());
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
}

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
