import { DateTime } from 'luxon';

/** Bounds of a day and of a week from Monday, as ISO-8601 UTC with milliseconds. */
export interface Periods {
  readonly dayStart: string;
  readonly dayEnd: string;
  readonly weekStart: string;
  readonly weekEnd: string;
}

/** The day and week that a moment (ms) lies in, in a time zone: a day there may have 23 or 25 hours. */
export function periodsAt(now: number, timeZone: string): Periods {
  const moment = DateTime.fromMillis(now, { zone: timeZone });
  const day = moment.startOf('day');
  const week = moment.startOf('week');
  return {
    dayStart: iso(day),
    dayEnd: iso(day.plus({ days: 1 })),
    weekStart: iso(week),
    weekEnd: iso(week.plus({ weeks: 1 })),
  };
}

const iso = (moment: DateTime): string => new Date(moment.toMillis()).toISOString();
