/** The name of every chart, in the order in which they are offered. */
export const CHART_KINDS = [
  'ladder',
  'receipt',
  'equity',
  'daily',
  'legs',
  'price',
  'funnel',
  'calibration',
  'forecast',
] as const;

export type ChartKind = (typeof CHART_KINDS)[number];
