import type { Event } from '../../core/events.ts';
import { skippedText } from './skips.ts';
import { money, rangeText, selectionText, signedMoney } from './wording.ts';

/** What happened, in a few words without a capital: `the bet was won, +2.37 GBP`. */
export function eventText({ type, data }: Event, currency: string): string {
  switch (type) {
    case 'BOT_STARTED':
      return 'the program was started';
    case 'BOT_STOPPED':
      return 'the program was stopped';
    case 'BET_REQUESTED':
      return `a bet of ${money(data.stake, currency)} on ${selectionText(data)} was sent`;
    case 'BET_REJECTED':
      return 'the bet was not taken';
    case 'BET_PLACED':
      return `${money(data.stake, currency)} was bet on ${selectionText(data)}`;
    case 'BET_FOUND_LATE':
      return `a bet of ${money(data.stake, currency)} on ${selectionText(data)} was found late`;
    case 'BET_WON':
      return `the bet was won, ${signedMoney(data.netProfit, currency)}`;
    case 'BET_LOST':
      return `the bet was lost, ${signedMoney(data.netProfit, currency)}`;
    case 'BET_VOIDED':
      return 'the bet was made void';
    case 'RESULT_CORRECTED':
      return `a result was corrected to ${signedMoney(data.to.netProfit, currency)}`;
    case 'TARGET_REACHED':
      return `cycle ${data.cycle} reached its target with ${money(data.pot, currency)}`;
    case 'SYSTEM_RESET':
      return `a reset opened cycle 1 with ${money(data.initialStake, currency)}`;
    case 'ODDS_RANGE_CHANGED':
      return `the odds range was changed to ${rangeText(data.to)}`;
    case 'FILE_RELOADED':
      return `the configuration file was read again (${data.changed.map(({ key }) => key).join(', ')})`;
    case 'SETTINGS_CHANGED':
      return 'settings were changed';
    case 'LIMITS_CHANGED':
      return 'limits were changed';
    case 'BETTING_PAUSED':
      return 'betting was paused';
    case 'BETTING_RESUMED':
      return 'betting was resumed';
    case 'MARKETS_SKIPPED':
      return `${skippedText(data)} was skipped`;
    case 'SKIP_ENDED':
      return `${skippedText(data)} is skipped no more`;
    case 'BOOKS_CHECKED':
      return 'the books were compared with the exchange';
    case 'NOTICES_CHANGED':
      return 'notices were changed';
    case 'LIVE_ARMED':
      return 'live betting was armed';
    case 'LIVE_DISARMED':
      return 'live betting was disarmed';
  }
}
