import type { JSX } from 'preact';
import { Amount, Signed } from './amounts.tsx';
import { countText, shareText } from './money.ts';
import { Panel } from './panel.tsx';
import { shown } from './store.ts';
import type { Figures } from './wire-types.ts';

const ROWS: readonly (readonly [name: string, show: (figures: Figures) => JSX.Element | string])[] = [
  ['Net profit', ({ gross, commission }) => <Signed amount={gross - commission} />],
  ['Bets', ({ bets }) => countText(bets)],
  ['Won', ({ wins }) => countText(wins)],
  ['Lost', ({ losses }) => countText(losses)],
  ['Void', ({ voids }) => countText(voids)],
  ['Win rate', ({ winRate }) => shareText(winRate)],
  ['Cycles', ({ cycles }) => countText(cycles)],
  ['Targets reached', ({ targets }) => countText(targets)],
  ['Furthest leg', ({ furthestLeg }) => countText(furthestLeg)],
  ['Highest pot', ({ highestPot }) => <Amount amount={highestPot} />],
  ['Put in', ({ outlay }) => <Amount amount={outlay} />],
  ['Taken out', ({ banked }) => <Amount amount={banked} />],
  ['Commission', ({ commission }) => <Amount amount={commission} />],
];

/** The figures since the last reset and of all time. */
export function FiguresPanel(): JSX.Element {
  const status = shown.value;
  return (
    <Panel id="figures" title="Figures" aside={status && <span class="quiet">{status.currency}</span>}>
      {status && (
        <div class="scroll">
          <table class="figures">
            <caption class="unseen">
              Figures since the last reset and of all time, in {status.currency}
            </caption>
            <thead>
              <tr>
                <td />
                <th scope="col" class="right">
                  {status.epochNumber === 1 ? 'This epoch' : `Epoch ${status.epochNumber}`}
                </th>
                <th scope="col" class="right">
                  All time
                </th>
              </tr>
            </thead>
            <tbody>
              {ROWS.map(([name, show]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class="right figure">{show(status.epoch)}</td>
                  <td class="right figure">{show(status.allTime)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
