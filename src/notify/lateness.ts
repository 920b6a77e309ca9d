import { counted } from '../betting/views/wording.ts';
import type { Notice } from './notice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The notice as it is told at `now` (wall-clock ms): one that is more than a minute old says so. */
export function toldAt(now: number, notice: Notice): Notice {
  const late = now - Date.parse(notice.at);
  if (late <= MINUTE) return notice;
  const { footer } = notice.message;
  const parts = footer === undefined ? [] : typeof footer === 'string' ? [footer, '. '] : [...footer, '. '];
  const told = [...parts, `Told ${durationText(late)} late; it happened `, { at: notice.at }];
  return { ...notice, message: { ...notice.message, footer: told } };
}

/** `1 minute`, `3 hours`, `2 days`: rounded down; at least a minute is expected. */
function durationText(ms: number): string {
  if (ms >= 2 * DAY) return counted(Math.floor(ms / DAY), 'day');
  if (ms >= 2 * HOUR) return counted(Math.floor(ms / HOUR), 'hour');
  return counted(Math.floor(ms / MINUTE), 'minute');
}
