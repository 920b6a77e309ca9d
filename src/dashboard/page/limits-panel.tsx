import type { JSX } from 'preact';
import { Icon } from './icons.tsx';
import { amountText } from './money.ts';
import { Nothing, Panel } from './panel.tsx';
import { shown } from './store.ts';
import type { Gauge } from './wire-types.ts';
import { Distance } from './words.tsx';

const NAMES: Readonly<Record<Gauge['key'], string>> = {
  maxStake: 'Stake',
  maxDailyLoss: 'Loss today',
  maxWeeklyLoss: 'Loss this week',
  maxTotalLoss: 'Loss in all',
};

/** How near betting is to each limit. */
export function LimitsPanel(): JSX.Element {
  const limits = shown.value?.limits;
  return (
    <Panel id="limits" title="Limits">
      {limits && (
        <ul class="gauges">
          {limits.gauges.map((gauge) => (
            <GaugeRow key={gauge.key} gauge={gauge} />
          ))}
        </ul>
      )}
      {limits && (
        <Nothing>
          {limits.losingRun === 0
            ? 'The last cycle was not lost.'
            : `Cycles lost in a row: ${limits.losingRun}.`}
        </Nothing>
      )}
    </Panel>
  );
}

/** From this share on a gauge looks full, nearly. */
const NEAR = 0.75;

function GaugeRow({
  gauge: { key, words, used, limit, stops, until },
}: {
  readonly gauge: Gauge;
}): JSX.Element {
  const share = limit === null || used === null || limit === 0 ? 0 : Math.min(1, Math.max(0, used / limit));
  const level = stops ? 'full' : share >= NEAR ? 'near' : 'fine';
  return (
    <li class={`gauge gauge-${level}`}>
      <p class="gauge-head">
        <span>
          {stops && <Icon name="alarm" />}
          {NAMES[key]}
        </span>
        <span class="figure">
          {used !== null && <>{amountText(Math.max(0, used))} </>}
          <span class="quiet">{limit === null ? 'no limit' : `of ${amountText(limit)}`}</span>
        </span>
      </p>
      {limit !== null && (
        <div
          class="gauge-track"
          role="meter"
          aria-label={NAMES[key]}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={words}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {limit !== null && (
        <p class="quiet gauge-words">
          {words}
          {stops && until && (
            <>
              ; begins anew <Distance at={until} />
            </>
          )}
        </p>
      )}
    </li>
  );
}
