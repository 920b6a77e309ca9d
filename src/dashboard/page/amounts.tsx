import type { JSX } from 'preact';
import { amountText, signedText } from './money.ts';

/** A profit or loss in its colour; the sign says it to those who see no colours. */
export const Signed = ({ amount }: { readonly amount: number | null }): JSX.Element =>
  amount === null ? (
    <span class="quiet">–</span>
  ) : (
    <span class={`figure ${amount > 0 ? 'won' : amount < 0 ? 'lost' : ''}`}>{signedText(amount)}</span>
  );

/** An amount without a sign of its own; a dash where there is none. */
export const Amount = ({ amount }: { readonly amount: number | null }): JSX.Element =>
  amount === null ? <span class="quiet">–</span> : <span class="figure">{amountText(amount)}</span>;
