import { DateTime } from 'luxon';

/** Bounds of a day, of a week from Monday and of a month, as ISO-8601 UTC with milliseconds. */
export interface Periods {
  readonly monthStart: string;
  readonly dayStart: string;
  readonly dayEnd: string;
  readonly weekStart: string;
  readonly weekEnd: string;
}

/**
 * The day and week that a moment (ms) lies in, in a time zone: a day there may have 23 or 25 hours. Each ends
 * where the next one begins, whichever moment is asked for.
 */
export function periodsAt(now: number, timeZone: string): Periods {
  const at = new Date(now).toISOString();
  if (timeZone !== last?.timeZone || at < last.periods.dayStart || at >= last.periods.dayEnd)
    last = { timeZone, periods: periodsOf(DateTime.fromMillis(now, { zone: timeZone })) };
  return last.periods;
}

/** They are the same all day long and asked for with every bet; working them out takes longer than all else a bet does. */
let last: { readonly timeZone: string; readonly periods: Periods } | null = null;

function periodsOf(moment: DateTime): Periods {
  return {
    monthStart: startOf(moment, 'month'),
    dayStart: startOf(moment, 'day'),
    dayEnd: startOf(moment.plus({ days: 1 }), 'day'),
    weekStart: startOf(moment, 'week'),
    weekEnd: startOf(moment.plus({ weeks: 1 }), 'week'),
  };
}

/** The first of the moments that begin it: where clocks go back at midnight, there are two; forward, 01:00 is the first. */
function startOf(moment: DateTime, unit: 'day' | 'week' | 'month'): string {
  const starts = moment.startOf(unit).getPossibleOffsets();
  return new Date(Math.min(...starts.map((start) => start.toMillis()))).toISOString();
}

/** When it was last half past three at night in a time zone: most matches are over, and most people asleep. ISO. */
export function lastNight(now: number, timeZone: string): string {
  const moment = DateTime.fromMillis(now, { zone: timeZone });
  const night = moment.startOf('day').set({ hour: 3, minute: 30 });
  const last = night <= moment ? night : night.minus({ days: 1 });
  return new Date(last.toMillis()).toISOString();
}
