import type { Fan } from '../betting/views/forecast-fan.ts';
import type { Quantile } from '../betting/views/forecast-paths.ts';
import { counted, signedMoney } from '../betting/views/wording.ts';
import { pennies } from '../core/money.ts';
import { AXIS, COLOURS, card, inMajor, PLOT } from './card.ts';
import type { Chart, Manner } from './chart.ts';

/** Where simulated paths lie after so many bets: what half, eight in ten and all but two in a hundred come to, and a few of them. */
export function forecastChart(fan: Fan, manner: Pick<Manner, 'currency'>): Chart {
  const bets = fan.points.at(-1)?.bets ?? 0;
  const title = `Net over the next ${counted(bets, 'bet')}`;
  const facts = factsOf(fan, bets, manner);
  return {
    name: 'forecast',
    title,
    facts,
    alt: `Bands around a line: what the middle path comes to bet by bet, between which amounts 80 and 98 of 100 paths lie, and ${fan.samples.length} of the paths. ${facts}`,
    height: 340,
    option: optionOf(fan, title, manner),
  };
}

type Money = Pick<Manner, 'currency'>;

function factsOf({ paths, reached, points, drawnFrom }: Fan, bets: number, { currency }: Money): string {
  const last = points.at(-1)?.quantiles;
  const at = (share: Quantile): string => signedMoney(pennies(last?.[share] ?? 0), currency);
  const prices =
    drawnFrom === 0
      ? 'all at the assumed price'
      : `at prices drawn from those of the last ${counted(drawnFrom, 'settled bet')}`;
  const came = reached === 0 ? 'None' : String(reached);
  return `${paths.toLocaleString('en-GB')} simulated paths of ${counted(bets, 'bet')} from here, ${prices}. The middle one comes to ${at(0.5)}; 80 of 100 end between ${at(0.1)} and ${at(0.9)}, 98 of 100 between ${at(0.01)} and ${at(0.99)}. ${came} of them reached the target.`;
}

function optionOf({ points, samples, paths }: Fan, title: string, { currency }: Money): Chart['option'] {
  const valuesAt = (share: Quantile): number[] =>
    points.map(({ quantiles }) => inMajor(pennies(quantiles[share])));
  return {
    ...card(
      title,
      `${currency}, from here: the middle of ${paths.toLocaleString('en-GB')} simulated paths.\nBands: 80 and 98 of 100 paths. Thin: a few of them, cut off where they rise far`,
    ),
    grid: { ...PLOT, top: 100 },
    xAxis: {
      ...AXIS,
      type: 'category',
      boundaryGap: false,
      data: points.map(({ bets }) => String(bets)),
      splitLine: { show: false },
    },
    yAxis: { ...AXIS, type: 'value', splitNumber: 5, ...heightOf(valuesAt(0.01), valuesAt(0.99)) },
    series: [
      ...band('98', valuesAt(0.01), valuesAt(0.99), 0.16),
      ...band('80', valuesAt(0.1), valuesAt(0.9), 0.3),
      ...samples.map((sample, i) => ({
        ...HIDDEN,
        name: `Path ${i + 1}`,
        lineStyle: { color: COLOURS.quiet, width: 0.7, opacity: 0.6 },
        data: sample.map((net) => inMajor(pennies(net))),
      })),
      ...EDGES.map(([name, share]) => ({
        name,
        type: 'line' as const,
        symbol: 'none',
        lineStyle: { color: share === 0.5 ? COLOURS.target : COLOURS.won, width: share === 0.5 ? 2.5 : 1 },
        data: valuesAt(share),
      })),
    ],
  };
}

/** The bands with some air above them: one path that rises far would leave them no height. */
function heightOf(
  low: readonly number[],
  high: readonly number[],
): { readonly min: number; readonly max: number } {
  const from = Math.min(...low);
  const to = Math.max(...high);
  const step = 10 ** Math.floor(Math.log10(Math.max(1, to - from)));
  return { min: Math.floor(from / step) * step, max: Math.ceil((to + (to - from) / 4) / step) * step };
}

/** In the order in which a reader of the page sees their figures. */
const EDGES: readonly (readonly [name: string, share: Quantile])[] = [
  ['1 in 100 above', 0.99],
  ['10 in 100 above', 0.9],
  ['The middle', 0.5],
  ['10 in 100 below', 0.1],
  ['1 in 100 below', 0.01],
];

/** A line that is drawn, and left out where figures are told. */
const HIDDEN = { type: 'line' as const, symbol: 'none', silent: true, tooltip: { show: false } };

/** An area between two lines: the second is stacked on the first, whatever their signs. */
const band = (stack: string, low: readonly number[], high: readonly number[], opacity: number) => {
  const part = { ...HIDDEN, stack, stackStrategy: 'all' as const, lineStyle: { width: 0, opacity: 0 } };
  return [
    { ...part, name: `${stack} from`, data: [...low] },
    {
      ...part,
      name: `${stack} to`,
      areaStyle: { color: COLOURS.won, opacity },
      data: high.map((value, i) => value - (low[i] as number)),
    },
  ];
};
