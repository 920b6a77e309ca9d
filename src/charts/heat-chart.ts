import { AXIS, COLOURS, card, PLOT } from './card.ts';
import type { Chart } from './chart.ts';

/** Fields of two settings' values, each with what it came to. */
export interface HeatMap {
  readonly title: string;
  readonly across: { readonly name: string; readonly values: readonly string[] };
  readonly down: { readonly name: string; readonly values: readonly string[] };
  /** Major units, by row and column; null where there is none. */
  readonly fields: readonly (readonly (number | null)[])[];
}

/** Blue above zero, orange below it, as strong as it is far from it. */
export function heatChart({ title, across, down, fields }: HeatMap): Chart {
  const amounts = fields.flat().filter((amount) => amount !== null);
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  const furthest = Math.max(Math.abs(least), Math.abs(most), 0.01);
  const facts = `From ${least.toFixed(2)} to ${most.toFixed(2)} over ${amounts.length} combinations.`;
  const axis = { ...AXIS, type: 'category' as const, splitLine: { show: false } };
  return {
    name: 'heat-map',
    title,
    facts,
    alt: `Net profit by ${down.name} (down) and ${across.name} (across). ${facts}`,
    height: 140 + 26 * down.values.length,
    option: {
      ...card(title, `${down.name} (down), ${across.name} (across)`),
      grid: { ...PLOT, top: 90 },
      xAxis: { ...axis, data: [...across.values] },
      yAxis: { ...axis, data: [...down.values], inverse: true },
      visualMap: {
        show: false,
        min: -furthest,
        max: furthest,
        inRange: { color: [COLOURS.lost, COLOURS.card, COLOURS.won] },
      },
      series: [
        {
          type: 'heatmap',
          data: fields.flatMap((row, y) =>
            row.flatMap((amount, x) => (amount === null ? [] : [[x, y, amount]])),
          ),
          label: { show: across.values.length <= 8, fontSize: 10 },
        },
      ],
    },
  };
}
