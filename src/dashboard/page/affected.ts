import type { Changed } from './wire-types.ts';

/** What the page shows and asks for by itself. */
export type Part =
  | 'status'
  | 'open'
  | 'bets'
  | 'cycles'
  | 'events'
  | 'charts'
  | 'scans'
  | 'books'
  | 'health'
  | 'config';

const ALWAYS: readonly Part[] = ['status', 'events'];
const MONEY: readonly Part[] = [...ALWAYS, 'open', 'bets', 'cycles', 'charts', 'books'];

/** The parts that an event of the log says something new about; one that is not known here, about all. */
export function affectedByEvent(type: string): readonly Part[] {
  switch (type) {
    case 'BOT_STARTED':
    case 'FILE_RELOADED':
    case 'SETTINGS_CHANGED':
    case 'LIMITS_CHANGED':
    case 'ODDS_RANGE_CHANGED':
      return [...ALWAYS, 'config', 'charts', 'health'];
    case 'BETTING_PAUSED':
    case 'BETTING_RESUMED':
    case 'LIVE_ARMED':
    case 'LIVE_DISARMED':
    case 'BOT_STOPPED':
      return [...ALWAYS, 'health'];
    case 'MARKETS_SKIPPED':
    case 'SKIP_ENDED':
    case 'NOTICES_CHANGED':
      return ALWAYS;
    case 'BOOKS_CHECKED':
      return [...ALWAYS, 'books'];
    case 'BET_REQUESTED':
    case 'BET_REJECTED':
      return [...ALWAYS, 'open'];
    default:
      return MONEY;
  }
}

/** The parts that show what has changed beside the log. */
export function affectedByChange(what: Changed['what']): readonly Part[] {
  switch (what) {
    case 'prices':
      return ['open'];
    case 'scans':
      return ['scans', 'status'];
    case 'health':
      return ['health', 'status'];
  }
}
