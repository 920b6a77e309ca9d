import { DateTime } from 'luxon';

/** Bounds of a day, of a week from Monday and of a month, as ISO-8601 UTC with milliseconds. */
export interface Periods {
  readonly monthStart: string;
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
    monthStart: iso(moment.startOf('month')),
    dayStart: iso(day),
    dayEnd: iso(day.plus({ days: 1 })),
    weekStart: iso(week),
    weekEnd: iso(week.plus({ weeks: 1 })),
  };
}

/** When it was last half past three at night in a time zone: most matches are over, and most people asleep. ISO. */
export function lastNight(now: number, timeZone: string): string {
  const moment = DateTime.fromMillis(now, { zone: timeZone });
  const night = moment.startOf('day').set({ hour: 3, minute: 30 });
  return iso(night <= moment ? night : night.minus({ days: 1 }));
}

const iso = (moment: DateTime): string => new Date(moment.toMillis()).toISOString();
