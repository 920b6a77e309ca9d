import { equityOf } from '../betting/views/equity.ts';
import { figuresByPeriod } from '../betting/views/period-figures.ts';
import type { SummarySpan } from '../betting/views/summary.ts';
import type { Manner } from '../charts/chart.ts';
import { dailyChart } from '../charts/daily-chart.ts';
import type { Draw } from '../charts/draw.ts';
import { equityChart } from '../charts/equity-chart.ts';
import { pictureOf } from '../charts/picture.ts';
import type { State } from '../core/state.ts';
import type { ReplyFile } from '../reply.ts';

interface PictureParts extends Manner {
  state(): State;
  /** Wall-clock milliseconds. */
  now(): number;
  readonly draw: Draw;
}

const DAYS = 14;

/** Draws the last days for a day's summary and the profit for a week's; null where there is nothing to draw. */
export function summaryPicture(parts: PictureParts): (span: SummarySpan) => Promise<ReplyFile | null> {
  return async (span) => {
    const state = parts.state();
    const { timeZone, now, draw } = parts;
    const days = { count: DAYS, now: now(), timeZone };
    const chart =
      span === 'day'
        ? dailyChart(figuresByPeriod(state, 'day', days), parts)
        : equityChart(equityOf(state), parts);
    return 'why' in chart ? null : pictureOf(chart, draw);
  };
}
