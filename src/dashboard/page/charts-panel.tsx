import type { JSX } from 'preact';
import { ChartView } from './chart-view.tsx';
import { Panel } from './panel.tsx';
import { chartShown, daysShown, receiptOf, tabChart } from './store.ts';
import type { ChartName } from './wire-types.ts';

const TABS: readonly (readonly [ChartName, string])[] = [
  ['equity', 'Profit'],
  ['daily', 'Days'],
  ['legs', 'Legs'],
  ['calibration', 'Calibration'],
  ['price', 'Price'],
  ['receipt', 'Receipt'],
  ['funnel', 'Funnel'],
];

/** The charts that Discord gets as pictures, one at a time. */
export function ChartsPanel(): JSX.Element {
  const name = chartShown.value;
  return (
    <Panel id="charts" title="Charts" shows={[tabChart]} aside={<ChartChoice name={name} />}>
      <div role="tablist" aria-label="Charts" class="tabs" onKeyDown={moveTab}>
        {TABS.map(([tab, words]) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={tab === name}
            aria-controls="chart"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => show(tab)}
          >
            {words}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="chart" aria-labelledby={`tab-${name}`} tabIndex={0}>
        <ChartView resource={tabChart} name={name} slider={true} />
      </div>
    </Panel>
  );
}

function show(name: ChartName): void {
  if (name === 'receipt') receiptOf.value = null;
  chartShown.value = name;
}

/** The arrow keys go from tab to tab, as readers of tabs expect. */
function moveTab(event: KeyboardEvent): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return;
  const place = TABS.findIndex(([name]) => name === chartShown.value);
  const [next] = TABS[(place + by + TABS.length) % TABS.length] ?? [];
  if (next === undefined) return;
  event.preventDefault();
  show(next);
  document.getElementById(`tab-${next}`)?.focus();
}

const SPANS = [7, 14, 30, 90, 365];

function ChartChoice({ name }: { readonly name: ChartName }): JSX.Element | null {
  if (name !== 'daily') return null;
  return (
    <label class="small-choice">
      <span class="unseen">How many days</span>
      <select
        value={String(daysShown.value)}
        onChange={({ currentTarget }) => {
          daysShown.value = Number(currentTarget.value);
        }}
      >
        {SPANS.map((days) => (
          <option key={days} value={String(days)}>
            {days} days
          </option>
        ))}
      </select>
    </label>
  );
}
