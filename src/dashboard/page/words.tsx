import type { JSX } from 'preact';
import { now } from './clock.ts';
import { distanceText, longTimeText, timeText, utcText } from './times.ts';
import type { Text } from './wire-types.ts';

/** A moment by the reader's clock, with UTC on hover. */
export const Time = ({ at }: { readonly at: string }): JSX.Element => (
  <time dateTime={at} title={`${longTimeText(at)} (${utcText(at)})`}>
    {timeText(at, now.value)}
  </time>
);

/** How long until or since a moment. */
export const Distance = ({ at }: { readonly at: string }): JSX.Element => (
  <time dateTime={at} title={`${longTimeText(at)} (${utcText(at)})`}>
    {distanceText(at, now.value)}
  </time>
);

/** A reply's words with its moments and people. */
export const Words = ({ text }: { readonly text: Text }): JSX.Element => (
  <span class="words">{typeof text === 'string' ? text : text.map(Part)}</span>
);

function Part(part: Exclude<Text, string>[number]): JSX.Element | string {
  if (typeof part === 'string') return part;
  return 'at' in part ? <Time key={part.at} at={part.at} /> : `Discord user ${part.user}`;
}
