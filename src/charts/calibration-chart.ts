import { percentText } from '../betting/views/bet-figures-table.ts';
import type { Calibration, CalibrationGroup } from '../betting/views/calibration.ts';
import { counted } from '../betting/views/wording.ts';
import { AXIS, COLOURS, card, LABEL, PLOT } from './card.ts';
import type { Chart, NoChart } from './chart.ts';

/** Below this even the whole says little. */
const FEW = 30;

/** How often bets won beside how often their prices said they would, with what chance alone explains. */
export function calibrationChart(calibration: Calibration | null): Chart | NoChart {
  const title = 'Did bets win as often as their prices said?';
  if (calibration === null) return { title, why: 'No bet has been won or lost yet.' };
  const { bets, wins, implied, groups } = calibration;
  const within = groups.filter(isWithin).length;
  const few = bets < FEW ? ' So few bets say little.' : '';
  const facts = `${wins} of ${counted(bets, 'bet')} won, ${percentText(wins / bets)}; by their prices ${percentText(implied)} would. The price lies within the 95 % interval in ${within} of ${counted(groups.length, 'group')}.${few}`;
  return {
    name: 'calibration',
    title,
    facts,
    alt: `Share of bets won against the chance implied by the price matched, 1 / price, with 95 % intervals (Wilson). ${facts} ${groups.map(groupText).join(' ')}`,
    height: 340,
    option: optionOf(groups, title),
  };
}

const isWithin = ({ implied, interval }: CalibrationGroup): boolean =>
  interval.low <= implied && implied <= interval.high;

const groupText = ({ bets, wins, implied, actual, interval }: CalibrationGroup): string =>
  `Implied ${percentText(implied)}: ${wins} of ${bets} won, ${percentText(actual)}, between ${percentText(interval.low)} and ${percentText(interval.high)}.`;

const percent = (share: number): number => Math.round(share * 1_000) / 10;

function optionOf(groups: readonly CalibrationGroup[], title: string): Chart['option'] {
  const implied = groups.map((group) => percent(group.implied));
  const from = Math.max(0, Math.floor(Math.min(...implied)) - 2);
  const to = Math.min(100, Math.ceil(Math.max(...implied)) + 2);
  const highest = percent(Math.max(...groups.map(({ interval }) => interval.high)));
  const axis = { ...AXIS, type: 'value' as const, axisLabel: { ...AXIS.axisLabel, formatter: '{value} %' } };
  return {
    ...card(
      title,
      'Won (up) against implied by the price (across), all bets.\nBars: 95 % intervals, n bets. Dotted: as the prices say',
    ),
    grid: { ...PLOT, top: 100 },
    xAxis: { ...axis, min: from, max: to, splitLine: { show: false } },
    yAxis: { ...axis, min: 0, max: Math.min(100, Math.ceil(highest / 20 + 0.3) * 20), interval: 20 },
    series: [
      {
        name: 'As the prices say',
        type: 'line',
        symbol: 'none',
        lineStyle: { color: COLOURS.target, type: 'dotted', width: 2 },
        data: [
          [from, from],
          [to, to],
        ],
      },
      ...groups.map((group) => ({
        name: '95 % interval',
        type: 'line' as const,
        symbol: 'rect',
        symbolSize: [12, 2],
        itemStyle: { color: COLOURS.quiet },
        lineStyle: { color: COLOURS.quiet, width: 2 },
        data: [
          [percent(group.implied), percent(group.interval.low)],
          {
            value: [percent(group.implied), percent(group.interval.high)],
            label: { ...LABEL, position: 'top' as const, formatter: `n ${group.bets}` },
          },
        ],
      })),
      {
        name: 'Won',
        type: 'scatter',
        symbolSize: 11,
        z: 5,
        itemStyle: { color: COLOURS.won, opacity: 1 },
        data: groups.map((group) => [percent(group.implied), percent(group.actual)]),
      },
    ],
  };
}
