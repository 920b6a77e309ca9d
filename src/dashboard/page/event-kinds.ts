/** What an event of the log is about, for its mark. */
export type EventKind =
  | 'won'
  | 'lost'
  | 'void'
  | 'target'
  | 'bet'
  | 'pause'
  | 'run'
  | 'setting'
  | 'books'
  | 'skip';

/** By the event's type; one that is not known here is about a setting. */
export function kindOf(type: string): EventKind {
  switch (type) {
    case 'BET_WON':
      return 'won';
    case 'BET_LOST':
      return 'lost';
    case 'BET_VOIDED':
    case 'BET_REJECTED':
      return 'void';
    case 'TARGET_REACHED':
      return 'target';
    case 'BET_REQUESTED':
    case 'BET_PLACED':
    case 'BET_FOUND_LATE':
    case 'RESULT_CORRECTED':
      return 'bet';
    case 'BETTING_PAUSED':
    case 'BETTING_RESUMED':
      return 'pause';
    case 'BOT_STARTED':
    case 'BOT_STOPPED':
    case 'LIVE_ARMED':
    case 'LIVE_DISARMED':
    case 'SYSTEM_RESET':
      return 'run';
    case 'BOOKS_CHECKED':
      return 'books';
    case 'MARKETS_SKIPPED':
    case 'SKIP_ENDED':
      return 'skip';
    default:
      return 'setting';
  }
}
