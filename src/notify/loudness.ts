import { DateTime } from 'luxon';
import type { Loudness, NoticeKind, NoticeSettings } from '../core/events.ts';

/** How loudly something is told now (wall-clock ms): quiet hours silence all but what needs a person. */
export function loudnessOf(
  kind: NoticeKind,
  { loudness, quiet }: NoticeSettings,
  now: number,
  timeZone: string,
): Loudness {
  const wanted = loudness[kind] ?? 'on';
  const silenced = wanted === 'on' && kind !== 'alerts' && quiet !== null && isWithin(quiet, now, timeZone);
  return silenced ? 'silent' : wanted;
}

/** Hours that end before they begin end on the next day. */
function isWithin(
  { from, to }: NonNullable<NoticeSettings['quiet']>,
  now: number,
  timeZone: string,
): boolean {
  const time = DateTime.fromMillis(now, { zone: timeZone }).toFormat('HH:mm');
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
