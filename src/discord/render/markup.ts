import { type Moment, type Person, type Text, writeText } from '../../reply.ts';

/** Seen only by those who look at the bytes, or able to turn a line around: no name needs them. */
const UNPRINTABLE = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

/** What Discord reads as markup within a line, at the start of one, and as an address. */
const WITHIN = /[\\*_~`|<[]/g;
const LINE_START = /^(\s*)(-#? |\+ |#{1,3} |>{1,3} )/gm;
const NUMBERED = /^(\s*\d+)\. /gm;
const ADDRESS = /([a-z]):(?=\/\/)/gi;

/** The text without control characters and lone surrogates; new lines stay. */
const printable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '');

/** The text such that Discord shows it as it stands: names of teams come from outside and may hold anything. */
export function escapeMarkup(text: string): string {
  return printable(text)
    .replace(WITHIN, '\\$&')
    .replace(LINE_START, '$1\\$2')
    .replace(NUMBERED, '$1\\. ')
    .replace(ADDRESS, '$1\\:');
}

/** `<t:1784000000:R>`: Discord writes it in the reader's language and keeps it true ("in 5 minutes"). */
const relativeTime = (moment: Moment): string => `<t:${Math.floor(Date.parse(moment.at) / 1000)}:R>`;

/** Discord shows the name; in an embed it calls nobody, and no message of ours allows it to. */
const mention = ({ user }: Person): string => `<@${user}>`;

/** One for all: to make it takes fifty times as long as to use it. */
const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** `31 Dec 17:05`, in UTC: where Discord draws no `<t:...>` (code blocks, footers, buttons). */
export function plainTime(moment: Moment): string {
  const time = new Date(moment.at);
  return `${time.getUTCDate()} ${MONTHS.format(time)} ${time.toISOString().slice(11, 16)}`;
}

/** The text as Discord's markup, at most `limit` UTF-16 units; what is cut off ends in `…`. */
export function writeMarkup(text: Text, limit: number): string {
  const pieces: string[] = [];
  for (const part of typeof text === 'string' ? [text] : text) {
    if (typeof part !== 'string') pieces.push('at' in part ? relativeTime(part) : mention(part));
    else for (const piece of escapeMarkup(part).match(/\\?./gsu) ?? []) pieces.push(piece);
  }
  return joinWithin(pieces, limit);
}

/** The same for a heading: one line, never empty, since Discord refuses an empty one. */
export function writeHeading(text: string, limit: number): string {
  return writeMarkup(oneLine(text), limit) || '–';
}

/** The text where Discord reads no markup (footers, button labels): one line, at most `limit` units. */
export function writePlain(text: Text, limit: number): string {
  const whole = writeText(text, (moment) => `${plainTime(moment)} UTC`);
  return joinWithin([...oneLine(whole)], limit);
}

export const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();

/** Cuts between pieces only, so that neither an escape nor a character is torn. */
function joinWithin(pieces: readonly string[], limit: number): string {
  const whole = pieces.join('');
  if (whole.length <= limit) return whole;
  let kept = '';
  for (const piece of pieces) {
    if (kept.length + piece.length > limit - 1) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
}
