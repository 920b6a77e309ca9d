import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { countedText, priceText } from './money.ts';
import { Nothing, Panel } from './panel.tsx';
import { scans } from './store.ts';
import type { Scan } from './wire-types.ts';
import { Distance, Time } from './words.tsx';

/** How many looks back; 0 is the last one. */
const back = signal(0);

/** What each filter of the last looks at the markets let through. */
export function ScansPanel(): JSX.Element {
  const all = scans.data.value?.scans ?? [];
  const scan = all[Math.min(back.value, all.length - 1)];
  return (
    <Panel
      id="scans"
      title="Looks at the markets"
      shows={[scans]}
      live={true}
      aside={scan && <Distance at={scan.at} />}
    >
      {scan === undefined ? <Nothing>No look was taken since the start.</Nothing> : <Funnel scan={scan} />}
      {all.length > 1 && (
        <label class="scan-choice">
          <span>Look</span>
          <select
            value={String(back.value)}
            onChange={({ currentTarget }) => {
              back.value = Number(currentTarget.value);
            }}
          >
            {all.map(({ at, picked, markets }, i) => (
              <option key={at} value={String(i)}>
                {new Date(at).toLocaleTimeString('en-GB')}:{' '}
                {picked ? picked.selection : `none in ${countedText(markets, 'market')}`}
              </option>
            ))}
          </select>
        </label>
      )}
    </Panel>
  );
}

function Funnel({ scan }: { readonly scan: Scan }): JSX.Element {
  const most = Math.max(1, ...scan.steps.map(({ entered }) => entered));
  return (
    <>
      <p class="scan-reason">
        {scan.reason}{' '}
        <span class="quiet">
          ({countedText(scan.markets, 'market')}, <Time at={scan.at} />)
        </span>
      </p>
      {scan.picked && (
        <p class="scan-picked">
          <strong>{scan.picked.selection}</strong> at{' '}
          <span class="figure">{priceText(scan.picked.price)}</span> in {scan.picked.event}
        </p>
      )}
      <ol class="funnel" aria-label="Selections that passed each filter">
        {scan.steps.map(({ filter, entered, left }) => (
          <li key={filter} class={left < entered ? 'narrows' : ''}>
            <span class="funnel-name">{filter}</span>
            <span class="funnel-track" aria-hidden="true">
              <span class="funnel-entered" style={{ width: `${(entered / most) * 100}%` }} />
              <span class="funnel-left" style={{ width: `${(left / most) * 100}%` }} />
            </span>
            <span class="funnel-count figure">{entered === 0 ? '–' : `${left} of ${entered}`}</span>
          </li>
        ))}
      </ol>
      {scan.nearestMiss && (
        <p class="quiet">
          Nearest miss: {scan.nearestMiss.selection && `${scan.nearestMiss.selection} in `}
          {scan.nearestMiss.event}, {scan.nearestMiss.filter}: {scan.nearestMiss.why}
        </p>
      )}
    </>
  );
}
