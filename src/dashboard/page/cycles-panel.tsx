import type { JSX } from 'preact';
import { Amount, Signed } from './amounts.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Pager } from './pager.tsx';
import { Panel } from './panel.tsx';
import { betsWanted, CYCLES_SHOWN, chartShown, cycles, cyclesFrom, receiptOf, shown } from './store.ts';
import type { Cycle } from './wire-types.ts';
import { Time } from './words.tsx';

/** How far each cycle came and what it cost, the current one first. */
export function CyclesPanel(): JSX.Element {
  const page = cycles.data.value;
  return (
    <Panel id="cycles" title="Cycles" shows={[cycles]}>
      <section class="scroll" aria-label="Table of cycles" tabIndex={0}>
        <table class="cycles">
          <caption class="unseen">Cycles, the current one first</caption>
          <thead>
            <tr>
              <th scope="col">Cycle</th>
              <th scope="col" class="wide-only">
                Began
              </th>
              <th scope="col" class="right">
                Legs
              </th>
              <th scope="col" class="right wide-only">
                Highest pot
              </th>
              <th scope="col" class="right">
                Cost
              </th>
              <th scope="col">End</th>
              <th scope="col" class="right">
                Result
              </th>
            </tr>
          </thead>
          <tbody>
            {page?.cycles.map((cycle) => (
              <CycleRow key={`${cycle.epoch} ${cycle.cycle}`} cycle={cycle} />
            ))}
          </tbody>
        </table>
      </section>
      {page && (
        <Pager
          what="cycles"
          offset={cyclesFrom.value}
          limit={CYCLES_SHOWN}
          total={page.total}
          turn={(to) => {
            cyclesFrom.value = to;
          }}
        />
      )}
    </Panel>
  );
}

const CycleRow = ({ cycle }: { readonly cycle: Cycle }): JSX.Element => (
  <tr>
    <th scope="row">
      <button type="button" class="link" onClick={() => showBetsOf(cycle)} title="Show its bets">
        {cycle.cycle}
      </button>
      {shown.value !== null && shown.value.epochNumber > 1 && (
        <small class="quiet">epoch {cycle.epoch}</small>
      )}
    </th>
    <td class="wide-only">
      <Time at={cycle.startedAt} />
    </td>
    <td class="right figure">
      {cycle.legs}
      <small class="quiet">{cycle.wins} won</small>
    </td>
    <td class="right wide-only">
      <Amount amount={cycle.highestPot} />
    </td>
    <td class="right">
      <Amount amount={cycle.outlay} />
    </td>
    <td>
      <End cycle={cycle} />
    </td>
    <td class="right">
      {cycle.end === null ? <span class="quiet">–</span> : <Signed amount={cycle.banked - cycle.outlay} />}
    </td>
  </tr>
);

const ENDS: Readonly<Record<'lost' | 'target' | 'reset', readonly [IconName, string]>> = {
  lost: ['lost', 'lost'],
  target: ['target', 'target'],
  reset: ['void', 'reset'],
};

function End({ cycle }: { readonly cycle: Cycle }): JSX.Element {
  if (cycle.end === null) return <span class="result result-open">goes on</span>;
  const [icon, words] = ENDS[cycle.end.how];
  return (
    <>
      <span class={`result result-${cycle.end.how}`}>
        <Icon name={icon} />
        {words}
      </span>
      {cycle.epoch === shown.value?.epochNumber && (
        <button type="button" class="link receipt-link" onClick={() => showReceipt(cycle.cycle)}>
          receipt
        </button>
      )}
    </>
  );
}

function showBetsOf({ epoch, cycle }: Cycle): void {
  betsWanted.value = { ...betsWanted.value, offset: 0, epoch: String(epoch), cycle: String(cycle) };
  goTo('history');
}

function showReceipt(cycle: number): void {
  receiptOf.value = cycle;
  chartShown.value = 'receipt';
  goTo('charts');
}

const goTo = (id: string): void => document.getElementById(id)?.scrollIntoView({ block: 'start' });
