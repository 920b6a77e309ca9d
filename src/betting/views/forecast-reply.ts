import { oneIn } from '../../core/chance.ts';
import { formatMoney, type Pennies, pennies } from '../../core/money.ts';
import { formatPrice } from '../../core/odds.ts';
import type { Field, Reply, Table } from '../../reply.ts';
import { saysLittle } from './edge.ts';
import type { ForecastView } from './forecast-view.ts';
import { counted, money } from './wording.ts';

/** At the shortest prices the target is hundreds of legs away. */
const SHOWN = 20;

/** The forecast in words and a table by leg; `currency` is an ISO code. */
export function forecastReply(view: ForecastView, currency: string): Reply {
  const { forecast, position } = view;
  const more = forecast.legs.length - SHOWN;
  return {
    title: `To ${money(position.target, currency)} from here: ${oneIn(forecast.here.chance)}`,
    tone: 'neutral',
    text: assumptionText(view),
    fields: [
      ...hereFields(view),
      { name: 'Until the target', value: untilText(view, currency) },
      { name: 'Stopping or going on', value: stopText(view, currency) },
      ...budgetFields(view, currency),
      ...planFields(view),
      ...historyFields(view),
      ...stuckFields(view, currency),
    ],
    table: legTable(view),
    footer: `${more > 0 ? `${counted(more, 'leg')} more left out. ` : ''}By leg: the pot before it, that it and all before it are won, and that the target is reached from it on. Exact over the pot in pennies; void bets, skipped markets and limits other than max_stake are left out. Money in ${currency}.`,
  };
}

const PLANS = {
  roll_all: 'the whole pot',
  to_target: 'no more than reaches the target',
} as const;

/** What is assumed, in a sentence or two. */
function assumptionText({ assumed, position: { openBet } }: ForecastView): string {
  const { price, staking, commissionRate, edge } = assumed;
  const open = openBet === null ? '' : ` after the open bet at ${formatPrice(openBet.priceMatched)}`;
  const fair = edge === 0 ? 'no edge, so that bets win as often as their prices say' : edgeText(edge);
  return `Assumed: every leg${open} at ${formatPrice(price)}, staking ${PLANS[staking]}, ${Number((commissionRate * 100).toFixed(3))} % commission, and ${fair}.`;
}

const edgeText = (edge: number): string =>
  `an edge of ${signedPercent(edge)} (bets win ${(1 + edge).toFixed(3)} times as often as their prices say)`;

/** `+2.0 %` */
const signedPercent = (fraction: number): string =>
  `${fraction > 0 ? '+' : ''}${(fraction * 100).toFixed(1)} %`;

function hereFields({
  forecast: { here, open, outlay },
  assumed: { terms },
}: ForecastView): readonly Field[] {
  const branches =
    open === null
      ? ''
      : `; if the open bet wins ${oneIn(open.ifWon.chance)}, if it loses ${oneIn(open.ifLost.chance)}`;
  return [
    { name: 'From here', value: `${oneIn(here.chance)}${branches}` },
    { name: `One outlay of ${formatMoney(terms.initialStake)}`, value: oneIn(outlay.chance) },
  ];
}

function untilText(
  { forecast: { until, here }, assumed: { terms } }: ForecastView,
  currency: string,
): string {
  if (until === null)
    return here.chance === 0 ? 'It cannot be reached.' : 'After this cycle it cannot be reached.';
  const outlay = toPennies(until.outlays * terms.initialStake);
  return `${many(until.cycles, 'cycle')}, ${many(until.bets, 'bet')} and ${money(outlay, currency)} of new outlay on average; ${money(toPennies(until.back), currency)} comes back, the target among it`;
}

/** Of so many on average: to the next whole from ten on. */
function many(n: number, thing: string): string {
  const text = n.toLocaleString('en-GB', { maximumFractionDigits: n < 9.95 ? 1 : 0 });
  return text === '1' ? `1 ${thing}` : `${text} ${thing}s`;
}

const toPennies = (amount: number): Pennies => pennies(Math.round(amount));

function stopText({ forecast: { stop, here, open } }: ForecastView, currency: string): string {
  const now =
    open === null ? 'for sure if betting stops now' : 'on average if betting stops after the open bet';
  return `${money(toPennies(stop), currency)} ${now}; ${money(toPennies(here.back), currency)} on average if this pot goes on`;
}

function budgetFields({ budget }: ForecastView, currency: string): readonly Field[] {
  if (budget === null) return [];
  const { amount, outlays, chance } = budget;
  const value = `${percent(chance)}${chance < 0.5 ? ` (${oneIn(chance)})` : ''}: this pot, and ${counted(outlays, 'new outlay')}`;
  return [{ name: `With ${money(amount, currency)} more`, value }];
}

/** Two figures that count, whatever its size. */
const percent = (chance: number): string =>
  chance > 0.99 ? 'over 99 %' : `${Number((chance * 100).toPrecision(2))} %`;

function planFields({ plans }: ForecastView): readonly Field[] {
  if (plans.length === 0) return [];
  const at = (plan: keyof typeof PLANS): string =>
    plans.map(({ price, chance }) => `at ${formatPrice(price)} ${oneIn(chance[plan])}`).join(', ');
  return [
    { name: 'One outlay, roll_all', value: at('roll_all') },
    { name: 'One outlay, to_target', value: at('to_target') },
  ];
}

function historyFields({ history }: ForecastView): readonly Field[] {
  if (history === null) return [];
  const { estimate, low, middle, high } = history;
  const { bets, wins, expectedWins, edge, interval } = estimate;
  const little = saysLittle(estimate) ? ' So few bets say little.' : '';
  const none = interval.low <= 0 && interval.high >= 0 ? ' No edge at all lies within it.' : '';
  const [atLow, atMiddle, atHigh] = [low, middle, high].map(({ edge: at, here }) =>
    here === null ? (at < 0 ? 'no chance' : 'sure wins') : oneIn(here),
  );
  return [
    {
      name: 'Edge of your own bets',
      value: `${signedPercent(edge)}: ${wins} of ${counted(bets, 'bet')} won, ${expectedWins.toFixed(1)} by their prices; between ${signedPercent(interval.low)} and ${signedPercent(interval.high)} with 95 % confidence (score interval, Wilson).${none}${little}`,
    },
    { name: 'From here with that edge', value: `${atMiddle}; between ${atLow} and ${atHigh}` },
  ];
}

function stuckFields({ forecast: { stuck } }: ForecastView, currency: string): readonly Field[] {
  if (stuck === null) return [];
  const limit = money(stuck.limit, currency);
  const why =
    stuck.by === 'max_stake'
      ? `its stake would be above max_stake (${limit})`
      : `the exchange takes no less than ${limit}`;
  return [
    {
      name: 'Stands still',
      value: `A pot of ${money(stuck.pot, currency)}: ${why}. Betting would pause there; it is counted as not at the target.`,
    },
  ];
}

const right = (name: string) => ({ name, align: 'right' as const });

function legTable({ forecast: { legs } }: ForecastView): Table {
  return {
    columns: [
      right('Leg'),
      right('Pot'),
      right('Stake'),
      right('Price'),
      right('Won up to it'),
      right('Target from it'),
    ],
    rows: legs
      .slice(0, SHOWN)
      .map(({ leg, pot, stake, price, allWon, target }) => [
        String(leg),
        formatMoney(pot),
        formatMoney(stake),
        formatPrice(price),
        oneIn(allWon),
        oneIn(target),
      ]),
  };
}
