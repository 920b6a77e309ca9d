import type { JSX } from 'preact';
import { oneIn } from '../../core/chance.ts';
import { ChartView } from './chart-view.tsx';
import { ForecastChoice } from './forecast-choice.tsx';
import { amountText, countText, priceText } from './money.ts';
import { Nothing, Panel } from './panel.tsx';
import { fanChart, forecast } from './store.ts';
import type { Forecast } from './wire-types.ts';

/** The chance to reach the target from here, what it takes on average, each leg, and simulated ways on. */
export function ForecastPanel(): JSX.Element {
  const data = forecast.data.value;
  return (
    <Panel id="forecast" title="Forecast" shows={[forecast, fanChart]} aside={<ForecastChoice />}>
      {data && (
        <>
          <Assumed forecast={data} />
          <Facts forecast={data} />
          {data.stuck && <Stuck stuck={data.stuck} />}
          <Legs forecast={data} />
        </>
      )}
      <ChartView resource={fanChart} name="forecast" slider={false} />
    </Panel>
  );
}

const PLANS: Readonly<Record<Forecast['assumed']['staking'], string>> = {
  roll_all: 'the whole pot',
  to_target: 'no more than reaches the target',
};

const percentText = (fraction: number): string => `${Number((fraction * 100).toFixed(1))} %`;

function Assumed({ forecast: { assumed, open } }: { readonly forecast: Forecast }): JSX.Element {
  const { price, staking, commissionRate, edge } = assumed;
  return (
    <p class="quiet">
      Every leg{open && ' after the open bet'} at {priceText(price)}, staking {PLANS[staking]},{' '}
      {percentText(commissionRate)} commission,{' '}
      {edge === 0 ? 'bets win as often as their prices say.' : `an edge of ${percentText(edge)}.`}
    </p>
  );
}

function Facts({ forecast }: { readonly forecast: Forecast }): JSX.Element {
  return (
    <dl class="reply-fields">
      {factsOf(forecast).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf({
  here,
  open,
  outlay,
  until,
  stop,
  budget,
  assumed,
  target,
  history,
}: Forecast): readonly (readonly [name: string, value: string])[] {
  const branches: readonly (readonly [string, string])[] = open
    ? [
        ['If the open bet wins', oneIn(open.ifWon.chance)],
        ['If it loses', oneIn(open.ifLost.chance)],
      ]
    : [];
  return [
    [`To ${amountText(target)} from here`, oneIn(here.chance)],
    ...branches,
    [`One outlay of ${amountText(assumed.initialStake)}`, oneIn(outlay.chance)],
    ['Cycles until then, on average', until ? countText(Math.round(until.cycles)) : 'never'],
    ['New outlay until then', until ? amountText(until.outlay) : '–'],
    ['Comes back until then', until ? amountText(until.back) : '–'],
    [open ? 'Stopping after the open bet' : 'Stopping now', amountText(stop)],
    ['Going on with this pot, on average', amountText(here.back)],
    ...budgetFacts(budget),
    ...historyFacts(history),
  ];
}

function budgetFacts(budget: Forecast['budget']): readonly (readonly [string, string])[] {
  if (budget === null) return [];
  const { amount, outlays, chance } = budget;
  return [
    [
      `With ${amountText(amount)} more`,
      `${oneIn(chance)}: this pot, and ${countText(outlays)} new outlay${outlays === 1 ? '' : 's'}`,
    ],
  ];
}

function historyFacts(history: Forecast['history']): readonly (readonly [string, string])[] {
  if (history === null) return [];
  const { bets, wins, low, middle, high } = history;
  return [
    [
      'Edge of your own bets',
      `${percentText(middle.edge)} (${percentText(low.edge)} to ${percentText(high.edge)}, 95 %); ${countText(wins)} of ${countText(bets)} won`,
    ],
  ];
}

const Stuck = ({
  stuck: { pot, by, limit },
}: {
  readonly stuck: NonNullable<Forecast['stuck']>;
}): JSX.Element => (
  <p class="fault">
    A pot of {amountText(pot)} stands still:{' '}
    {by === 'max_stake'
      ? `its stake would be above max_stake (${amountText(limit)}).`
      : `the exchange takes no less than ${amountText(limit)}.`}
  </p>
);

/** The first column names the row. */
const COLUMNS = ['Leg', 'Pot', 'Stake', 'Price', 'Won up to it', 'Target from it'];

function Legs({ forecast: { legs } }: { readonly forecast: Forecast }): JSX.Element {
  if (legs.length === 0) return <Nothing>No leg can be bet.</Nothing>;
  return (
    <section class="scroll tall" aria-label="Table: by leg" tabIndex={0}>
      <table>
        <caption class="unseen">By leg</caption>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" class="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {legs.map(({ leg, pot, stake, price, allWon, target }) => (
            <tr key={leg}>
              <th scope="row" class="right figure">
                {leg}
              </th>
              {[amountText(pot), amountText(stake), priceText(price), oneIn(allWon), oneIn(target)].map(
                (text, i) => (
                  <td key={COLUMNS[i + 1]} class="right figure">
                    {text}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
