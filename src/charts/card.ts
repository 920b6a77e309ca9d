import type { EChartsOption } from 'echarts';
import { formatMoney, type Pennies } from '../core/money.ts';

/**
 * Colours that differ in brightness as well as in hue, for eyes that tell few hues apart (after Okabe and Ito); what
 * was won and what was lost differ in shape or words, too.
 */
export const COLOURS = {
  card: '#232c3b',
  text: '#f2f5f9',
  quiet: '#aab6c6',
  line: '#3d4a5e',
  won: '#5cb8f0',
  lost: '#f5894f',
  target: '#f2d94e',
  open: '#e29ac4',
} as const;

export const SMALL = 12;

export const FONT = 'Inter, sans-serif';

/** What every picture has: its own ground, which stands on a dark page as on a light one, and a heading. */
export const card = (title: string, note: string): EChartsOption => ({
  backgroundColor: COLOURS.card,
  animation: false,
  useUTC: true,
  textStyle: { fontFamily: FONT, color: COLOURS.text },
  title: {
    text: title,
    subtext: note,
    left: 14,
    top: 14,
    padding: 0,
    itemGap: 5,
    textStyle: { fontFamily: FONT, fontSize: 16, fontWeight: 600, color: COLOURS.text },
    subtextStyle: { fontFamily: FONT, fontSize: SMALL, lineHeight: 16, color: COLOURS.quiet },
  },
});

/** Where the plot lies below the heading. */
export const PLOT = { left: 14, right: 18, top: 72, bottom: 12, containLabel: true } as const;

/** An axis's labels and lines. */
export const AXIS = {
  axisLabel: { fontFamily: FONT, fontSize: SMALL, color: COLOURS.quiet, hideOverlap: true },
  axisLine: { lineStyle: { color: COLOURS.line } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: COLOURS.line, width: 0.5 } },
  nameTextStyle: { fontFamily: FONT, fontSize: SMALL, color: COLOURS.quiet },
} as const;

/** The writing beside a mark. */
export const LABEL = {
  show: true,
  fontFamily: FONT,
  fontSize: SMALL,
  color: COLOURS.text,
  // Lines would run through it.
  backgroundColor: COLOURS.card,
  padding: [1, 3],
};

/** For an axis: the picture's figures are written from the pennies themselves. */
export const inMajor = (amount: Pennies): number => amount / 100;

/** A dashed line at the amount that ends a cycle. */
export const targetLine = (target: Pennies) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: COLOURS.target, type: 'dashed' as const, width: 1.5 },
  label: {
    ...LABEL,
    color: COLOURS.target,
    position: 'insideStartTop' as const,
    formatter: `target ${formatMoney(target)}`,
  },
  data: [{ yAxis: inMajor(target) }],
});
