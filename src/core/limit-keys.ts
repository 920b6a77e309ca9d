import type { Limits } from './events.ts';

/** The limits by the names that the operator knows: the keys of `limits` in the configuration, and the options of /limits. */
export const LIMIT_KEYS = {
  maxStake: 'max_stake',
  maxDailyLoss: 'max_daily_loss',
  maxWeeklyLoss: 'max_weekly_loss',
  maxTotalLoss: 'max_total_loss',
  coolDownMinutes: 'cool_down_minutes',
  coolDownAfterLosses: 'cool_down_after_losses',
} as const satisfies Record<keyof Limits, string>;
