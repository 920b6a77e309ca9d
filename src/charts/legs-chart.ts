import { percentText } from '../betting/views/bet-figures-table.ts';
import type { LegsReached } from '../betting/views/legs-reached.ts';
import { counted } from '../betting/views/wording.ts';
import { AXIS, COLOURS, card, LABEL, PLOT } from './card.ts';
import type { Chart, NoChart } from './chart.ts';

/** How many cycles came to each leg, on a log scale, beside what the prices gave reason to expect. */
export function legsChart(reached: LegsReached | null): Chart | NoChart {
  const title = 'How far the cycles came';
  if (reached === null) return { title, why: 'No cycle has come to its end yet.' };
  const { cycles, furthest, winChance, legs } = reached;
  const facts = `Of ${counted(cycles, 'ended cycle')} the furthest came to leg ${furthest}. The line is what to expect if every bet wins with a chance of ${percentText(winChance)}, the average of 1 / price over all decided bets.`;
  return {
    name: 'furthest-legs',
    title,
    facts,
    alt: `Bars: how many cycles came to each leg, on a log scale; a line: how many to expect. ${facts} ${legs.map(({ leg, reached: count, expected }) => `Leg ${leg}: ${count}, expected ${expectedText(expected)}.`).join(' ')} Void bets are not counted as legs, cycles cut off by a reset not at all.`,
    height: 320,
    option: optionOf(reached, title),
  };
}

/** Two figures that count, whatever its size. */
const expectedText = (expected: number): string =>
  expected >= 10 ? String(Math.round(expected)) : String(Number(expected.toPrecision(2)));

/** Out of the way of the line. */
const INSIDE = {
  ...LABEL,
  position: 'insideBottom' as const,
  color: COLOURS.card,
  backgroundColor: 'transparent',
};

function optionOf({ cycles, winChance, legs }: LegsReached, title: string): Chart['option'] {
  const floor = 10 ** Math.floor(Math.log10(Math.min(0.5, legs.at(-1)?.expected ?? 1)));
  return {
    ...card(
      title,
      `Bars: how many of ${counted(cycles, 'cycle')} came to the leg, log scale.\nLine: expected if ${percentText(winChance)} of bets win (1 / price)`,
    ),
    grid: { ...PLOT, top: 88 },
    xAxis: {
      ...AXIS,
      type: 'category',
      data: legs.map(({ leg }) => `leg ${leg}`),
      splitLine: { show: false },
    },
    yAxis: {
      ...AXIS,
      type: 'log',
      min: floor,
      max: cycles * 2,
      startValue: floor,
      axisLabel: { ...AXIS.axisLabel, showMaxLabel: false },
    },
    series: [
      {
        name: 'Cycles',
        type: 'bar',
        barMaxWidth: 30,
        itemStyle: { color: COLOURS.won },
        data: legs.map(({ reached }) =>
          reached === 0 ? null : { value: reached, label: { ...INSIDE, formatter: String(reached) } },
        ),
      },
      {
        name: 'Expected',
        type: 'line',
        symbol: 'diamond',
        symbolSize: 8,
        itemStyle: { color: COLOURS.target },
        lineStyle: { color: COLOURS.target, width: 2 },
        data: legs.map(({ expected }) => expected),
      },
    ],
  };
}
