import type { Chart, NoChart } from '../../src/charts/chart.ts';

export const MANNER = { currency: 'GBP', timeZone: 'UTC' };

/** The chart, or the test fails with the reason why there is none. */
export function drawn(drawable: Chart | NoChart): Chart {
  if ('why' in drawable) throw new Error(drawable.why);
  return drawable;
}

interface Series {
  readonly type?: string;
  readonly data?: readonly unknown[];
}

export const seriesOf = ({ option }: Chart): readonly Series[] => [option.series ?? []].flat() as Series[];

/** The values of one series, points without their looks. */
export const valuesOf = (chart: Chart, series: number): readonly unknown[] =>
  (seriesOf(chart)[series]?.data ?? []).map((item) =>
    typeof item === 'object' && item !== null && 'value' in item ? item.value : item,
  );

/** What is written at each point of one series. */
export const labelsOf = (chart: Chart, series: number): readonly unknown[] =>
  (seriesOf(chart)[series]?.data ?? []).map(
    (item) => (item as { label?: { formatter?: string } } | null)?.label?.formatter,
  );
