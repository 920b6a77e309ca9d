import { DateTime } from 'luxon';
import type { PeriodFigures } from '../betting/views/period-figures.ts';
import { counted, signedAmount, signedMoney } from '../betting/views/wording.ts';
import { pennies } from '../core/money.ts';
import { AXIS, COLOURS, card, inMajor, LABEL, PLOT } from './card.ts';
import type { Chart, Manner, NoChart } from './chart.ts';

/** More days than this leave no room for figures at the bars. */
const LABELLED = 7;

/** More days than this are too many to listen to. */
const TOLD = 31;

/** What each day's settled bets came to; `days` has the present day first. */
export function dailyChart(days: readonly PeriodFigures[], manner: Manner): Chart | NoChart {
  const title = days.length === 1 ? 'Today' : `The last ${days.length} days`;
  const bets = days.reduce((sum, { figures }) => sum + figures.bets, 0);
  if (bets === 0) return { title, why: 'No bet was settled on these days.' };
  const total = `${signedMoney(pennies(days.reduce((sum, day) => sum + day.figures.net, 0)), manner.currency)}`;
  const byNet = days.filter(hadBets).sort((a, b) => a.figures.net - b.figures.net);
  const extremes =
    byNet.length === 1
      ? ''
      : ` Worst ${byNet.slice(0, 1).map(dayText)}, best ${byNet.slice(-1).map(dayText)}.`;
  const facts = `${total} in ${counted(bets, 'settled bet')}.${extremes}`;
  const oldestFirst = [...days].reverse();
  return {
    name: `daily-${days.length}`,
    title: `${title}: ${total}`,
    facts,
    alt: `A bar for each day, up for a profit and down for a loss. ${facts}${eachDay(oldestFirst)}`,
    height: 280,
    option: optionOf(oldestFirst, `${title}: ${total}`, manner),
  };
}

const hadBets = ({ figures }: PeriodFigures): boolean => figures.bets > 0;

/** Days without a bet are left out; of many days only the extremes are told. */
const eachDay = (days: readonly PeriodFigures[]): string =>
  days.length > TOLD ? '' : ` ${days.filter(hadBets).map(dayText).join(', ')}.`;

/** `2 Mar` */
const dayName = ({ name }: PeriodFigures): string => DateTime.fromISO(name).toFormat('d LLL');

const dayText = (day: PeriodFigures): string => `${dayName(day)} ${signed(day)}`;

const signed = ({ figures: { net } }: PeriodFigures): string => signedAmount(net);

function optionOf(
  days: readonly PeriodFigures[],
  title: string,
  { currency, timeZone }: Manner,
): Chart['option'] {
  return {
    ...card(title, `${currency}, after commission, by day of settlement in ${timeZone}`),
    grid: PLOT,
    xAxis: {
      ...AXIS,
      type: 'category',
      data: days.map(dayName),
      axisLine: { onZero: false, show: false },
      splitLine: { show: false },
    },
    // Room for the figures at the bars.
    yAxis: { ...AXIS, type: 'value', splitNumber: 4, boundaryGap: ['12%', '12%'] },
    series: [
      {
        name: 'Net',
        type: 'bar',
        barMaxWidth: 32,
        data: days.map((day) => bar(day, days.length <= LABELLED)),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: COLOURS.quiet, type: 'solid', width: 1 },
          data: [{ yAxis: 0 }],
        },
      },
    ],
  };
}

const bar = (day: PeriodFigures, roomy: boolean) => {
  const { net } = day.figures;
  return {
    value: inMajor(net),
    itemStyle: { color: net < 0 ? COLOURS.lost : COLOURS.won },
    label: {
      ...LABEL,
      show: roomy && net !== 0,
      position: net < 0 ? ('bottom' as const) : ('top' as const),
      formatter: signed(day),
    },
  };
};
