import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Icon } from './icons.tsx';
import { countText } from './money.ts';

interface PagerParts {
  /** What is paged, in the plural. */
  readonly what: string;
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly turn: (offset: number) => void;
}

/** First, back, on, last; and a page's number to type. */
export function Pager({ what, offset, limit, total, turn }: PagerParts): JSX.Element | null {
  const pages = Math.max(1, Math.ceil(total / limit));
  const page = Math.floor(offset / limit) + 1;
  // What is being typed stays, whatever else is shown anew meanwhile.
  const typed = useSignal<string | null>(null);
  const to = (wanted: number) => () => turn((Math.min(pages, Math.max(1, wanted)) - 1) * limit);
  return (
    <nav class="pager" aria-label={`Pages of ${what}`}>
      <span class="quiet pager-range">
        {total === 0
          ? `no ${what}`
          : `${countText(offset + 1)} – ${countText(Math.min(total, offset + limit))} of ${countText(total)}`}
      </span>
      <span class="pager-buttons">
        <Turn icon="first" words="First page" to={to(1)} off={page <= 1} />
        <Turn icon="back" words="Page before" to={to(page - 1)} off={page <= 1} />
        <label>
          <span class="unseen">Page of {what}</span>
          <input
            type="number"
            min={1}
            max={pages}
            value={typed.value ?? page}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
            onChange={({ currentTarget }) => {
              typed.value = null;
              to(Number(currentTarget.value) || 1)();
            }}
          />
        </label>
        <span class="quiet">of {countText(pages)}</span>
        <Turn icon="on" words="Next page" to={to(page + 1)} off={page >= pages} />
        <Turn icon="last" words="Last page" to={to(pages)} off={page >= pages} />
      </span>
    </nav>
  );
}

interface TurnParts {
  readonly icon: 'first' | 'back' | 'on' | 'last';
  readonly words: string;
  readonly to: () => void;
  readonly off: boolean;
}

/** Keeps the focus where it comes to an end, so it is never disabled. */
const Turn = ({ icon, words, to, off }: TurnParts): JSX.Element => (
  <button type="button" class="plain" onClick={off ? undefined : to} aria-disabled={off} title={words}>
    <Icon name={icon} />
    <span class="unseen">{words}</span>
  </button>
);
