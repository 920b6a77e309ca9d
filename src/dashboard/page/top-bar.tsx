import type { JSX } from 'preact';
import { postJson, toLogin } from './api.ts';
import { now } from './clock.ts';
import { lostSince } from './connection.ts';
import { Icon } from './icons.tsx';
import { present } from './store.ts';
import { theme, turnTheme } from './theme.ts';
import { lengthText } from './times.ts';
import { toneWords } from './tone.ts';
import type { Status } from './wire-types.ts';

const MODES: Readonly<Record<Status['mode'], { readonly word: string; readonly title: string }>> = {
  demo: { word: 'Demo', title: 'An exchange of our own, play money' },
  dry_run: { word: 'Dry run', title: 'Real prices and results, no real money' },
  live: { word: 'Live', title: 'Real money' },
};

/** The parts of the page, in their order. */
const PLACES = [
  ['now', 'Now'],
  ['figures', 'Figures'],
  ['charts', 'Charts'],
  ['forecast', 'Forecast'],
  ['history', 'Bets'],
  ['cycles', 'Cycles'],
  ['scans', 'Scans'],
  ['timeline', 'Timeline'],
  ['books', 'Books'],
  ['health', 'System'],
] as const;

/** Who it is and how it stands, always in sight. */
export function TopBar(): JSX.Element {
  const status = present.data.value;
  return (
    <header class="top">
      <div class="top-line">
        <a class="brand" href="#now">
          <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M5 24 11.5 15.5 16.5 19.5 26 7" />
          </svg>
          <span class="brand-name">Rollover</span>
        </a>
        {status && (
          <span class={`mode mode-${status.mode}`} title={MODES[status.mode].title}>
            {MODES[status.mode].word}
          </span>
        )}
        {status && (
          <p class={`state tone-${status.betting.tone}`} role="status">
            <Icon name={status.betting.tone} />
            {toneWords(status)}
          </p>
        )}
        <nav class="places" aria-label="Parts of the page">
          {PLACES.map(([id, words]) => (
            <a key={id} href={`#${id}`}>
              {words}
            </a>
          ))}
        </nav>
        <div class="top-end">
          <Connection />
          <button type="button" class="plain" onClick={turnTheme} title={`Colours: ${theme.value}`}>
            <Icon name={theme.value} />
            <span class="unseen">Colours: {theme.value}</span>
          </button>
          {status?.login !== false && (
            <button type="button" class="plain" onClick={logOut} title="Log out">
              <Icon name="leave" />
              <span class="unseen">Log out</span>
            </button>
          )}
        </div>
      </div>
    </header>
  );
}

function Connection(): JSX.Element {
  const since = lostSince.value;
  return (
    <p class={`connection ${since === null ? 'there' : 'lost'}`} role="status">
      <span class="dot" aria-hidden="true" />
      {since === null ? 'Live' : 'Not connected'}
    </p>
  );
}

/** Across the page while what it shows may be old. */
export function LostBanner(): JSX.Element | null {
  const since = lostSince.value;
  if (since === null) return null;
  return (
    <div class="banner banner-lost">
      <Icon name="alarm" />
      <p>
        Connection lost {lengthText(Math.max(0, now.value - since))} ago. What is shown is from before; trying
        again …
      </p>
    </div>
  );
}

async function logOut(): Promise<void> {
  await postJson('/logout', {});
  toLogin();
}
