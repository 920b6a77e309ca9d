import type { JSX } from 'preact';
import { Icon } from './icons.tsx';
import { countText } from './money.ts';
import { at, lastSeq, showPast, showPresent } from './past.ts';
import { shown } from './store.ts';
import { Time } from './words.tsx';

/** Across the page while it shows a past moment; steps through the events from anywhere. */
export function PastBanner(): JSX.Element | null {
  const seq = at.value;
  if (seq === null) return null;
  const time = shown.value?.at;
  return (
    <div class="banner banner-past" role="status">
      <p>
        As it was after event {countText(seq)} of {countText(lastSeq.value)}
        {time && (
          <>
            , <Time at={time} />
          </>
        )}
      </p>
      <div class="banner-buttons">
        <button type="button" onClick={() => showPast(seq - 1)} disabled={seq <= 1}>
          <Icon name="back" /> Earlier
        </button>
        <button type="button" onClick={() => showPast(seq + 1)}>
          Later <Icon name="on" />
        </button>
        <button type="button" class="main" onClick={showPresent}>
          Back to now
        </button>
      </div>
    </div>
  );
}
