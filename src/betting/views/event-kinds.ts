import type { EventType } from '../../core/events.ts';

/** What one event of each kind is called, and several of them, to follow a number. */
const KINDS: Readonly<Record<EventType, readonly [one: string, several: string]>> = {
  BOT_STARTED: ['start of the program', 'starts of the program'],
  BOT_STOPPED: ['stop of the program', 'stops of the program'],
  BET_REQUESTED: ['bet sent', 'bets sent'],
  BET_REJECTED: ['bet not taken', 'bets not taken'],
  BET_PLACED: ['bet placed', 'bets placed'],
  BET_FOUND_LATE: ['bet found late', 'bets found late'],
  BET_WON: ['bet won', 'bets won'],
  BET_LOST: ['bet lost', 'bets lost'],
  BET_VOIDED: ['bet made void', 'bets made void'],
  RESULT_CORRECTED: ['result corrected', 'results corrected'],
  TARGET_REACHED: ['target reached', 'targets reached'],
  SYSTEM_RESET: ['reset', 'resets'],
  ODDS_RANGE_CHANGED: ['change of the odds range', 'changes of the odds range'],
  FILE_RELOADED: ['reading of the configuration file', 'readings of the configuration file'],
  SETTINGS_CHANGED: ['change of settings', 'changes of settings'],
  LIMITS_CHANGED: ['change of limits', 'changes of limits'],
  BETTING_PAUSED: ['pause', 'pauses'],
  BETTING_RESUMED: ['end of a pause', 'ends of a pause'],
  MARKETS_SKIPPED: ['skip', 'skips'],
  SKIP_ENDED: ['end of a skip', 'ends of a skip'],
  BOOKS_CHECKED: ['comparison of the books', 'comparisons of the books'],
  NOTICES_CHANGED: ['change of notices', 'changes of notices'],
  LIVE_ARMED: ['arming of live betting', 'armings of live betting'],
  LIVE_DISARMED: ['disarming of live betting', 'disarmings of live betting'],
};

/** `1 bet won`, `3 bets placed` */
export const countedEvents = (type: EventType, count: number): string =>
  `${count} ${KINDS[type][count === 1 ? 0 : 1]}`;
