import type { JSX } from 'preact';
import { Icon, type IconName } from './icons.tsx';
import type { Result } from './wire-types.ts';

export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  open: 'open',
  won: 'won',
  lost: 'lost',
  void: 'void',
  dead_heat: 'dead heat',
};

const ICONS: Readonly<Record<Result, IconName>> = {
  open: 'open',
  won: 'won',
  lost: 'lost',
  void: 'void',
  dead_heat: 'void',
};

/** A bet's result in a word, a shape and a colour. */
export const ResultMark = ({ result }: { readonly result: Result }): JSX.Element => (
  <span class={`result result-${result}`}>
    <Icon name={ICONS[result]} />
    <span class="result-word">{RESULT_WORDS[result]}</span>
  </span>
);
