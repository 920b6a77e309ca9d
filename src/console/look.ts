import pc from 'picocolors';
import type { Tone } from '../reply.ts';

/** What the words are written on. */
export interface Look {
  /** Columns; Infinity where nobody counts them. */
  readonly width: number;
  readonly colour: boolean;
  /** An IANA name: in which local times are shown. */
  readonly timeZone: string;
  /** Wall-clock milliseconds. */
  readonly now: number;
}

export const EMOJI: Readonly<Record<Tone, string>> = {
  neutral: '🔹',
  open: '🎯',
  good: '✅',
  bad: '❌',
  warning: '⚠️',
  alarm: '🚨',
};

/** Colours a text by its tone; leaves it as it is where there are no colours. */
export function paint(tone: Tone, colour: boolean): (text: string) => string {
  const { bold, cyan, green, red, yellow } = pc.createColors(colour);
  const tones = { neutral: String, open: cyan, good: green, bad: red, warning: yellow, alarm: red };
  return (text) => bold(tones[tone](text));
}

/** Without what a terminal would obey: escapes, other control characters, changes of direction. */
export function harmless(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\p{Cc}/gu, (char) => (char === '\n' ? char : ' '));
}
