import type { Event, PlacedBet } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import type { State } from '../core/state.ts';
import type { Point } from '../core/state-history.ts';
import type { LoggedBet } from './logged-bets.ts';
import { type Changed, playDays } from './play-days.ts';
import { recordedDays } from './recorded-days.ts';

export interface WhatIfParts {
  /** The bot's own recordings, a file a day, named by it (UTC), the oldest first. */
  files(): Promise<readonly string[]>;
  past(point: Point): Promise<State>;
  events(after: number): AsyncIterable<Event>;
  readonly currency: string;
  readonly timeZone: string;
}

/** The bot's days as they were, and as they would have been. */
export interface WhatIf {
  /** ISO-8601 UTC: the first and the last look that was played. */
  readonly from: string;
  readonly to: string;
  readonly looks: number;
  readonly was: Course;
  readonly would: Course;
  /** How many bets have no result in the recordings, and are taken as void. */
  readonly unknown: number;
  /** How many bets of the log were placed at looks that are not on record, and when the first was asked for (ISO-8601 UTC). */
  readonly unseen: { readonly bets: number; readonly since: string } | null;
  /** Bets that only one of the two has, in the order of time. */
  readonly different: readonly { readonly inLog: boolean; readonly at: string; readonly bet: PlacedBet }[];
}

export interface Course {
  /** Before the first look and after all that is on record. */
  readonly before: State;
  readonly after: State;
}

/**
 * What the bot would have done since a moment (ISO-8601 UTC), had it been set otherwise; null where none of its looks
 * since then is recorded. Rejects with the disk's error.
 */
export async function whatIf(parts: WhatIfParts, changed: Changed, since: string): Promise<WhatIf | null> {
  const files = (await parts.files()).filter((path) => dayOf(path) >= since.slice(0, 10));
  const recorded = await recordedDays(files, Date.parse(since));
  if (recorded === null) return null;
  const from = recorded.first.asked;
  const before = await parts.past({ at: iso(from - 1) });
  const events: Event[] = [];
  for await (const event of parts.events(before.seq)) events.push(event);
  const played = await playDays({ before, events, recorded }, changed, parts);
  const after = events.reduce(evolve, before);
  return {
    ...{ from: iso(from), to: iso(played.lastAsked), looks: played.looks },
    was: { before, after },
    would: { before, after: played.state },
    unknown: played.unknown,
    unseen: unseenOf(played.unseen),
    different: differences(events, played.events, played.twins),
  };
}

const dayOf = (path: string): string => path.slice(-'2026-01-01'.length);

const unseenOf = ([first, ...others]: readonly LoggedBet[]): WhatIf['unseen'] =>
  first === undefined ? null : { bets: 1 + others.length, since: iso(first.at) };

const iso = (ms: number): string => new Date(ms).toISOString();

function differences(
  logged: readonly Event[],
  played: readonly Event[],
  twins: ReadonlyMap<string, string>,
): WhatIf['different'] {
  const shared = new Set(twins.values());
  const placed = (events: readonly Event[], inLog: boolean) =>
    events.flatMap(({ type, at, data }) => (type === 'BET_PLACED' ? [{ inLog, at, bet: data }] : []));
  return [
    ...placed(logged, true).filter(({ bet }) => !shared.has(bet.orderRef)),
    ...placed(played, false).filter(({ bet }) => !twins.has(bet.orderRef)),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
}
