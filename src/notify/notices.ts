import type { Event, EventType, NoticeKind } from '../core/events.ts';
import type { Reply } from '../reply.ts';
import * as bets from './bet-notices.ts';
import { booksChecked } from './books-notice.ts';
import { corrected } from './correction-notice.ts';
import { isOutcome, type OutcomeEvent } from './last-run.ts';
import type { Notice } from './notice.ts';
import * as running from './running-notices.ts';
import * as settings from './settings-notices.ts';
import * as skips from './skip-notices.ts';
import type { Telling } from './telling.ts';

/**
 * What the operator is told of one whole append: at most one notice for each event, in their order. What a start
 * found out of the last run's bet is told by the start, and a target that a correction brings by the correction.
 */
export function noticesOf(events: readonly Event[], telling: Telling): readonly Notice[] {
  const outcome = events.find(isOutcome) ?? null;
  const starts = events.some(({ type }) => type === 'BOT_STARTED');
  const corrects = events.some(({ type }) => type === 'RESULT_CORRECTED');
  return events.flatMap((event) => {
    if ((starts && event === outcome) || (corrects && event.type === 'TARGET_REACHED')) return [];
    const message = messageOf(event, outcome, telling);
    if (message === null) return [];
    return { id: event.id, kind: event.type.toLowerCase(), about: ABOUT[event.type], message, at: event.at };
  });
}

const ABOUT: Readonly<Record<EventType, NoticeKind>> = {
  BOT_STARTED: 'runs',
  BOT_STOPPED: 'runs',
  BET_REQUESTED: 'bets',
  BET_REJECTED: 'refusals',
  BET_PLACED: 'bets',
  BET_FOUND_LATE: 'bets',
  BET_WON: 'results',
  BET_LOST: 'results',
  BET_VOIDED: 'results',
  RESULT_CORRECTED: 'results',
  TARGET_REACHED: 'cycles',
  SYSTEM_RESET: 'cycles',
  ODDS_RANGE_CHANGED: 'settings',
  FILE_RELOADED: 'settings',
  SETTINGS_CHANGED: 'settings',
  LIMITS_CHANGED: 'settings',
  BETTING_PAUSED: 'pauses',
  BETTING_RESUMED: 'pauses',
  BOOKS_CHECKED: 'books',
  NOTICES_CHANGED: 'settings',
  MARKETS_SKIPPED: 'settings',
  SKIP_ENDED: 'settings',
  LIVE_ARMED: 'settings',
  LIVE_DISARMED: 'settings',
};

/** The rejection that stands after an append: a bet that was placed ends it. */
export function rejectionAfter(before: string | null, events: readonly Event[]): string | null {
  let code = before;
  for (const event of events) {
    if (event.type === 'BET_REJECTED') code = event.data.code;
    if (event.type === 'BET_PLACED') code = null;
  }
  return code;
}

function messageOf(event: Event, outcome: OutcomeEvent | null, telling: Telling): Reply | null {
  switch (event.type) {
    case 'BOT_STARTED':
      return running.started(event, outcome, telling);
    case 'BOT_STOPPED':
      return running.stopped(event, telling);
    case 'BET_REQUESTED':
      return null;
    case 'BET_REJECTED':
      return event.data.code === telling.lastRejection ? null : bets.rejected(event, telling);
    case 'BET_PLACED':
      return bets.placed(event, telling);
    case 'BET_FOUND_LATE':
      return bets.foundLate(event, telling);
    case 'BET_WON':
      return bets.won(event, telling);
    case 'BET_LOST':
      return bets.lost(event, telling);
    case 'BET_VOIDED':
      return bets.voided(event, telling);
    case 'RESULT_CORRECTED':
      return corrected(event, telling);
    case 'TARGET_REACHED':
      return running.targetReached(event, telling);
    case 'SYSTEM_RESET':
      return running.reset(event, telling);
    case 'ODDS_RANGE_CHANGED':
      return settings.oddsChanged(event);
    case 'FILE_RELOADED':
      return settings.fileReloaded(event);
    case 'SETTINGS_CHANGED':
      return settings.settingsChanged(event, telling);
    case 'LIMITS_CHANGED':
      return settings.limitsChanged(event, telling);
    case 'BETTING_PAUSED':
      return running.paused(event);
    case 'BETTING_RESUMED':
      return running.resumed(event);
    case 'MARKETS_SKIPPED':
      return skips.skipped(event);
    case 'SKIP_ENDED':
      return skips.ended(event);
    case 'BOOKS_CHECKED':
      return booksChecked(event, telling);
    case 'NOTICES_CHANGED':
      return settings.noticesChanged(event);
    case 'LIVE_ARMED':
      return running.armed(event);
    case 'LIVE_DISARMED':
      return running.disarmed(event);
  }
}
