import type { Equity } from '../betting/views/equity.ts';
import { counted, money, signedMoney } from '../betting/views/wording.ts';
import { pennies } from '../core/money.ts';
import { AXIS, COLOURS, card, inMajor, PLOT } from './card.ts';
import type { Chart, Manner, NoChart } from './chart.ts';
import { asWallClock, wallTime } from './wall-time.ts';

/** Net profit of all time with the targets that were reached, and below it the fall from the highest so far. */
export function equityChart(equity: Equity | null, manner: Manner): Chart | NoChart {
  if (equity === null) return { title: 'No profit or loss yet', why: 'No bet has been settled yet.' };
  const title = `Net profit of all time: ${signedMoney(equity.now, manner.currency)}`;
  const facts = factsOf(equity, manner);
  return {
    name: 'equity',
    title,
    facts,
    alt: `Line of the net profit after each settled bet; below it, how far it was under its highest. ${facts}`,
    height: 360,
    option: optionOf(equity, title, manner),
  };
}

function factsOf({ bets, targets, now, highest, deepest }: Equity, { currency, timeZone }: Manner): string {
  return `${signedMoney(now, currency)} after ${counted(bets, 'settled bet')}; the target was reached ${targets === 1 ? 'once' : `${targets} times`}. At its highest it was ${signedMoney(highest, currency)}; the deepest fall was ${money(deepest.amount, currency)}${deepest.amount === 0 ? '' : ` on ${wallTime(deepest.at, timeZone)}`}, now it is ${money(pennies(highest - now), currency)} below.`;
}

function optionOf(equity: Equity, title: string, { currency, timeZone }: Manner): Chart['option'] {
  const { points } = equity;
  const at = (point: (typeof points)[number]) => asWallClock(point.at, timeZone);
  const plot = { ...PLOT, left: PLOT.left + labelWidth(equity), containLabel: false };
  const time = { ...AXIS, type: 'time' as const, splitLine: { show: false }, splitNumber: 4 };
  return {
    ...card(
      title,
      `${currency}, after commission; a star where the target was reached.\nBelow: how far it was under its highest so far`,
    ),
    grid: [
      { ...plot, top: 92, height: 150 },
      { ...plot, top: 264, height: 64 },
    ],
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { show: false } },
      { ...time, gridIndex: 1 },
    ],
    yAxis: [
      { ...AXIS, type: 'value', gridIndex: 0, splitNumber: 4 },
      { ...AXIS, type: 'value', gridIndex: 1, splitNumber: 2 },
    ],
    series: [
      {
        name: 'Net profit',
        type: 'line',
        step: 'end',
        symbol: 'none',
        lineStyle: { color: COLOURS.won, width: 2 },
        data: points.map((point) => [at(point), inMajor(point.net)]),
      },
      {
        name: 'Target reached',
        type: 'scatter',
        symbol: STAR,
        symbolSize: 16,
        z: 5,
        itemStyle: { color: COLOURS.target, opacity: 1, borderColor: COLOURS.card, borderWidth: 1 },
        data: points
          .filter(({ targetReached }) => targetReached)
          .map((point) => [at(point), inMajor(point.net)]),
      },
      {
        name: 'Below the highest',
        type: 'line',
        xAxisIndex: 1,
        yAxisIndex: 1,
        step: 'end',
        symbol: 'none',
        lineStyle: { color: COLOURS.lost, width: 1.5 },
        areaStyle: { color: COLOURS.lost, opacity: 0.35 },
        data: points.map((point) => [at(point), 0 - inMajor(point.drawdown)]),
      },
    ],
  };
}

/** Of both plots, so that the same moment stands at the same place in both: pixels, with the gap to the plot. */
function labelWidth({ points, deepest }: Equity): number {
  const amount = points.reduce<number>((most, { net }) => Math.max(most, Math.abs(net)), deepest.amount);
  // The axis ends at a round number beyond the amount, which has at most one digit or sign more; small ones have decimals.
  const digits = Math.max(4, Math.trunc(amount / 100).toLocaleString('en-GB').length + 1);
  return WIDEST_DIGIT * digits + GAP;
}

/** In the labels' font, in pixels; a sign is no wider. */
const WIDEST_DIGIT = 8;
const GAP = 8;

const STAR = 'path://M5,0 L6.2,3.6 L10,3.6 L6.9,5.9 L8.1,9.5 L5,7.2 L1.9,9.5 L3.1,5.9 L0,3.6 L3.8,3.6 Z';
