import { DateTime } from 'luxon';
import type { Actor, Mode, OddsRange } from '../../core/events.ts';
import { formatMoney, type Pennies } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { TextParts } from '../../reply.ts';

export const MODE_WORDS: Readonly<Record<Mode, string>> = {
  demo: 'demo (an exchange of our own, play money)',
  dry_run: 'dry run (real prices and results, no real money)',
  live: 'live (real money)',
};

/** `1,476.67 GBP`; `currency` is an ISO code. */
export const money = (amount: Pennies, currency: string): string => `${formatMoney(amount)} ${currency}`;

/** `+2.37`, `-1.00`, `0.00`. */
export const signedAmount = (amount: Pennies): string => `${amount > 0 ? '+' : ''}${formatMoney(amount)}`;

/** `+2.37 GBP`, `-1.00 GBP`, `0.00 GBP`. */
export const signedMoney = (amount: Pennies, currency: string): string =>
  `${signedAmount(amount)} ${currency}`;

/** `3.00 to 4.00` */
export const rangeText = ({ min, max }: OddsRange): string => `${formatPrice(min)} to ${formatPrice(max)}`;

const LONGEST_NAME = 80;

/**
 * Text from outside as one line, so that it can neither pretend to be a line of ours nor turn the text around:
 * control, direction and invisible characters become a space.
 */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** A name from outside as one line of at most so many characters, 80 unless told. */
export function plainName(name: string, longest = LONGEST_NAME): string {
  const characters = [...oneLine(name)];
  if (characters.length === 0) return '(no name)';
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** `The Draw in Arsenal v Chelsea` */
export const selectionText = ({ selection, event }: { selection: string; event: string }): string =>
  `${plainName(selection)} in ${plainName(event)}`;

/** `1 bet`, `2 bets` */
export const counted = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;

/** The words as a sentence on one line: a capital first, a full stop last. */
export function sentence(words: string): string {
  const text = oneLine(words);
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/u.test(begun) ? begun : `${begun}.`;
}

/** How a cycle ended, to follow its number. */
export const CYCLE_ENDINGS = {
  lost: 'lost',
  target: 'target reached',
  reset: 'cut off by a reset',
} as const;

/** Who did something, as the log has it, to follow a verb: `by the bot itself`, `at the console`. */
export function actorText(actor: Actor): string {
  if (actor === 'system') return 'by the bot itself';
  if (actor === 'config') return 'by the configuration file';
  if (actor === 'console') return 'at the console';
  if (actor === 'dashboard') return 'on the dashboard';
  return `by Discord user ${actor.slice('discord:'.length)}`;
}

/** The same for those who read it now: who is on Discord can be met there. */
export const byActor = (actor: Actor): TextParts => peopleIn(actorText(actor));

/** Words of the log, such as `quit by Discord user 42`, with the person in them as one. */
export const peopleIn = (words: string): TextParts =>
  words.split(/Discord user (\d+)/).map((part, i) => (i % 2 === 0 ? part : { user: part }));

/** `2 days 3 hours`; the two largest units. */
export function durationText(ms: number): string {
  const { days, hours, minutes } = DateTime.fromMillis(0)
    .plus(ms)
    .diff(DateTime.fromMillis(0), ['days', 'hours', 'minutes']);
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [Math.round(minutes), 'minute'],
  ] as const;
  const named = parts.filter(([many]) => many > 0).slice(0, 2);
  return named.length === 0 ? 'less than a minute' : named.map(([n, unit]) => counted(n, unit)).join(' ');
}
