import { periodsAt } from '../betting/periods.ts';
import type { Event, EventType } from '../core/events.ts';

export type AnchorCause = 'cycle' | 'correction' | 'day';

const CAUSES: Readonly<Partial<Record<EventType, AnchorCause>>> = {
  BET_LOST: 'cycle',
  TARGET_REACHED: 'cycle',
  SYSTEM_RESET: 'cycle',
  // May end a cycle, or take an end back.
  RESULT_CORRECTED: 'correction',
};

/**
 * Why an append calls for an anchor, or null: of the log after it where it ends a cycle, otherwise of the log before
 * it where a day lies in between. `lastAt` is the time of the event before it, null for the first.
 */
export type AnchorDue = (append: readonly Event[], lastAt: string | null) => AnchorCause | null;

/** `timeZone` is an IANA name: in it a day begins. */
export function createAnchorDue(timeZone: string): AnchorDue {
  let day = { dayStart: '', dayEnd: '' };
  const turns = (before: string, after: string): boolean => {
    if (before < day.dayStart || before >= day.dayEnd) day = periodsAt(Date.parse(before), timeZone);
    return after >= day.dayEnd;
  };
  return (append, lastAt) => {
    const [first] = append;
    const [cause] = append.flatMap(({ type }) => CAUSES[type] ?? []);
    if (cause !== undefined) return cause;
    return first !== undefined && lastAt !== null && turns(lastAt, first.at) ? 'day' : null;
  };
}
