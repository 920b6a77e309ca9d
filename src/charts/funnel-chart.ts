import { nearestMissField } from '../betting/views/scan-fields.ts';
import { counted, sentence } from '../betting/views/wording.ts';
import type { FunnelStep, Scan } from '../markets/scan.ts';
import { writeText } from '../reply.ts';
import { AXIS, COLOURS, card } from './card.ts';
import type { Chart, Manner, NoChart } from './chart.ts';
import { wallTime } from './wall-time.ts';

const TOP = 66;
const ROW = 28;

/** What each filter of the last look at the markets let through. */
export function funnelChart(scan: Scan | null, { timeZone }: Pick<Manner, 'timeZone'>): Chart | NoChart {
  if (scan === null) return { title: 'No look at the markets yet', why: 'None was taken since the start.' };
  const { steps, candidates, at, delayed } = scan;
  const title = `The last look: ${counted(candidates.length, 'candidate')}`;
  const [miss] = nearestMissField(scan);
  const missed = miss === undefined ? '' : ` ${miss.name}: ${writeText(miss.value, wall(timeZone))}`;
  const facts = `${sentence(scan.reason)}${candidates.length === 0 ? missed : ''}`;
  return {
    name: 'funnel',
    title,
    facts,
    alt: `A bar for each filter: how many selections it let through. ${steps.map(({ filter, entered, left }) => `${filter}: ${left} of ${entered}`).join(', ')}. ${facts}`,
    height: TOP + ROW * steps.length + 16,
    option: optionOf(
      steps,
      title,
      `Selections of ${counted(scan.markets, 'market')} that passed each filter, ${wallTime(at, timeZone)}${delayed ? ', delayed prices' : ''}`,
    ),
  };
}

const wall =
  (timeZone: string) =>
  ({ at }: { readonly at: string }): string =>
    wallTime(at, timeZone);

function optionOf(steps: readonly FunnelStep[], title: string, note: string): Chart['option'] {
  const rows = {
    ...AXIS,
    type: 'category' as const,
    inverse: true,
    axisLabel: { ...AXIS.axisLabel, color: COLOURS.text, hideOverlap: false, interval: 0 },
  };
  return {
    ...card(title, note),
    grid: { left: 150, right: 88, top: TOP, height: ROW * steps.length },
    xAxis: { type: 'value', min: 0, max: Math.max(1, ...steps.map(({ entered }) => entered)), show: false },
    yAxis: [
      {
        ...rows,
        data: steps.map(({ filter }) => filter),
        axisLabel: { ...rows.axisLabel, align: 'left', margin: 136 },
      },
      {
        ...rows,
        position: 'right',
        axisLine: { show: false },
        data: steps.map(({ entered, left }) => ({
          value: entered === 0 ? '-' : `${left} of ${entered}`,
          textStyle: { color: left < entered ? COLOURS.lost : COLOURS.text },
        })),
        axisLabel: { ...rows.axisLabel, margin: 12 },
      },
    ],
    series: [
      {
        name: 'Came to it',
        type: 'bar',
        barWidth: 16,
        barGap: '-100%',
        itemStyle: { color: 'transparent', borderColor: COLOURS.quiet, borderType: 'dashed', borderWidth: 1 },
        data: steps.map(({ entered }) => entered || null),
      },
      {
        name: 'Let through',
        type: 'bar',
        barWidth: 16,
        itemStyle: { color: COLOURS.won },
        data: steps.map(({ left }) => left || null),
      },
    ],
  };
}
