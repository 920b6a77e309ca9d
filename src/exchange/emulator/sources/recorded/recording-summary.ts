import { lookThrough } from './recorded-market.ts';
import type { Recording } from './recording.ts';

interface MarketInRecording {
  readonly marketId: string;
  readonly event: string;
  readonly marketName: string;
  readonly eventTypeId: string;
  readonly marketType: string;
  readonly depthMadeUp: boolean;
  /** False where the recording ends before the market is closed: a bet on it is never decided. */
  readonly closes: boolean;
  /** Why it is not on show, as a clause; null where it is. */
  readonly hidden: string | null;
}

/** What was read from one recording, and how long it plays. */
export interface RecordingSummary {
  readonly file: string;
  readonly messages: number;
  /** ISO-8601 UTC, as recorded. */
  readonly first: string;
  readonly last: string;
  /** Wall-clock milliseconds from `began` to its last message at the given speed. */
  readonly takes: number;
  readonly markets: readonly MarketInRecording[];
}

/** Sums up what a recording holds and how long it takes at that speed. */
export function summarise(recording: Recording, speed: number): RecordingSummary {
  const { file, messages, firstPt, lastPt, markets } = recording;
  return {
    file,
    messages,
    first: new Date(firstPt).toISOString(),
    last: new Date(lastPt).toISOString(),
    takes: Math.ceil((lastPt - firstPt) / speed),
    markets: markets.map((market) => {
      const { marketId, definition, depthMadeUp, hidden } = lookThrough(market);
      return {
        marketId,
        event: definition?.eventName ?? `Market ${marketId}`,
        marketName: definition?.name ?? definition?.marketType ?? 'unknown',
        eventTypeId: definition?.eventTypeId ?? 'unknown',
        marketType: definition?.marketType ?? 'unknown',
        depthMadeUp,
        closes: definition?.status === 'CLOSED',
        hidden,
      };
    }),
  };
}

/** The summary as lines for a person, the first about the file, then one for each thing to know of its markets. */
export function describeSummary(summary: RecordingSummary): string[] {
  const { file, messages, first, last, takes, markets } = summary;
  const shown = markets.filter(({ hidden }) => hidden === null);
  const named = (of: readonly MarketInRecording[]) =>
    of.map(({ event, marketId }) => `${event} (${marketId})`);
  return [
    `${file}: ${counted(shown.length, 'market')} to bet on, ${counted(messages, 'message')}, ` +
      `recorded ${first} to ${last}; it plays for ${duration(takes)}.`,
    ...list('Only last traded prices; depth made up around them', named(shown.filter((m) => m.depthMadeUp))),
    ...list(
      'Not closed in the recording, so that a bet on it stays open',
      named(shown.filter((m) => !m.closes)),
    ),
    ...markets
      .filter(({ hidden }) => hidden !== null)
      .map(({ event, marketId, hidden }) => `Left out: ${event} (${marketId}): ${hidden}.`),
  ];
}

const MOST_NAMED = 5;

function list(heading: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length - MOST_NAMED;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return [`${heading}: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`];
}

const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
