import type { Event } from '../core/events.ts';

const FROM_OUTSIDE: readonly Event['type'][] = [
  ...(['BOT_STARTED', 'BOT_STOPPED', 'SETTINGS_CHANGED', 'LIMITS_CHANGED', 'FILE_RELOADED'] as const),
  ...(['MARKETS_SKIPPED', 'SKIP_ENDED', 'SYSTEM_RESET', 'LIVE_ARMED', 'LIVE_DISARMED'] as const),
];

/** What people and files did; what the bot did of itself follows anew. `withRange`: an odds range is asked for that stands whatever they did. */
export function isFromOutside({ type, data, actor }: Event, withRange: boolean): boolean {
  if (type === 'ODDS_RANGE_CHANGED') return !withRange;
  if (type === 'BETTING_PAUSED') return data.by === 'person' || data.by === 'unknownOrder';
  if (type === 'BETTING_RESUMED') return actor !== 'system';
  return FROM_OUTSIDE.includes(type);
}
