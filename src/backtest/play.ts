import { stepOf } from './common-steps.ts';
import { Player, type Seen } from './player.ts';
import type { RecordedFeed } from './recorded-feed.ts';
import type { RecordedMarket } from './recorded-market.ts';
import type { Trial } from './trial.ts';

/** A recording that joins in when its time has come. */
export interface Entry {
  /** When it first speaks of a market, ms since 1970. */
  readonly firstPt: number;
  /** Its markets; decoding may have begun before they are asked for. */
  markets(): Promise<readonly RecordedMarket[]>;
}

export interface PlayParts {
  /** The earliest first. */
  readonly entries: readonly Entry[];
  readonly trials: readonly Trial[];
  readonly feed: RecordedFeed;
  /** Told of what each trial sees while it could bet. */
  readonly onSeen: Seen;
}

/**
 * Plays the recordings through in the order of their time, each once, for all trials together. Looks and checks fall
 * on the whole multiples of their intervals, as the bot's jobs do; moments at which nothing is different for anybody
 * are passed over. Returns when the recordings end, ms; null where there are none.
 */
export async function play({ entries, trials, feed, onSeen }: PlayParts): Promise<number | null> {
  const [first] = entries;
  if (first === undefined) return null;
  const waiting = [...entries];
  const players = trials.map((trial) => new Player(trial, feed, onSeen));
  const step = stepOf(trials.map(({ strategy }) => strategy));
  const hours = [...new Set(trials.map(({ strategy }) => strategy.selection.hoursAhead))];
  let now = upTo(first.firstPt, step);
  for (const trial of trials) await trial.start(Math.max(first.firstPt, trial.period.from));
  for (;;) {
    // A market that fell silent with a bet open may go on in a recording that begins a little later.
    const until = players.some((player) => player.missesMarket(now)) ? now + GOES_ON_WITHIN_MS : now;
    for (let next = waiting[0]; next !== undefined && next.firstPt <= until; next = waiting[0]) {
      for (const market of await next.markets()) feed.add(market);
      waiting.shift();
    }
    feed.moveTo(now);
    for (const player of players.filter((each) => each.hasWork(now))) await player.work(now);
    const change = Math.min(feed.nextChange(hours), waiting[0]?.firstPt ?? Number.POSITIVE_INFINITY);
    const next = Math.min(upTo(change, step), nextMoment(players));
    if (!Number.isFinite(next)) break;
    now = next;
  }
  for (const player of players) await player.end(now);
  return now;
}

const GOES_ON_WITHIN_MS = 86_400_000;

function nextMoment(players: readonly Player[]): number {
  let next = Number.POSITIVE_INFINITY;
  for (const player of players) next = Math.min(next, player.nextMoment());
  return next;
}

/** The first whole multiple at or after a moment. */
const upTo = (moment: number, step: number): number => Math.ceil(moment / step) * step;
