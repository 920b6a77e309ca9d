import type { Event, EventOf, Limits } from '../../../src/core/events.ts';
import { Violation } from '../violation.ts';

/** Which limits hold, as the log's events say, and that none is raised before its day. */
export interface LimitsInForce {
  onEvent(event: Event): void;
  /** At an ISO time; null before the first start. */
  at(now: string): Limits | null;
}

const DAY = 86_400_000;

const NAMES = [
  'maxStake',
  'maxDailyLoss',
  'maxWeeklyLoss',
  'maxTotalLoss',
  'coolDownMinutes',
  'coolDownAfterLosses',
] as const satisfies readonly (keyof Limits)[];

/** Whether any limit allows more in `to`. */
const allowsMore = (from: Limits, to: Limits): boolean =>
  NAMES.some((name) =>
    name === 'coolDownMinutes'
      ? to[name] < from[name]
      : (to[name] ?? Number.POSITIVE_INFINITY) > (from[name] ?? Number.POSITIVE_INFINITY),
  );

export function limitsInForce(): LimitsInForce {
  let inForce: Limits | null = null;
  let waiting: { readonly to: Limits; readonly from: string } | null = null;

  function at(now: string): Limits | null {
    if (waiting !== null && waiting.from <= now) {
      inForce = waiting.to;
      waiting = null;
    }
    return inForce;
  }

  function onChanged(event: EventOf<'LIMITS_CHANGED'>): void {
    const { seq, last, at: now } = event;
    const { to, effectiveAt } = event.data;
    const before = at(now);
    if (before === null) throw new Violation(`event ${seq} changes limits before the first start`);
    if (effectiveAt <= now) {
      if (allowsMore(before, to)) throw new Violation(`event ${seq} raises a limit at once`);
      inForce = to;
      // A raise of the same append follows, and may keep the day of the one that waits.
      if (seq === last) waiting = null;
      return;
    }
    if (allowsMore(to, before)) throw new Violation(`event ${seq} puts off a limit that was lowered`);
    // One that has waited already keeps its day where no more is asked for.
    const keepsDay = waiting !== null && effectiveAt >= waiting.from && !allowsMore(waiting.to, to);
    if (!keepsDay && Date.parse(effectiveAt) - Date.parse(now) < DAY)
      throw new Violation(`event ${seq} raises a limit before a day has passed`);
    waiting = { to, from: effectiveAt };
  }

  return {
    at,
    onEvent(event) {
      if (event.type === 'BOT_STARTED') inForce ??= event.data.settings.limits;
      if (event.type === 'LIMITS_CHANGED') onChanged(event);
    },
  };
}
