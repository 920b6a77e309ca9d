import type { Limits } from '../../core/events.ts';

/** What a person calls each limit, to begin a line; after "the" in lower case. */
export const LIMIT_WORDS: Readonly<Record<keyof Limits, string>> = {
  maxStake: 'Stake limit',
  maxDailyLoss: 'Daily loss limit',
  maxWeeklyLoss: 'Weekly loss limit',
  maxTotalLoss: 'Total loss limit',
  coolDownMinutes: 'Cool-down',
  coolDownAfterLosses: 'Cool-down after',
};

/** `the stake limit`, `the cool-down` */
export const theLimit = (name: keyof Limits): string => `the ${LIMIT_WORDS[name].toLowerCase()}`;
