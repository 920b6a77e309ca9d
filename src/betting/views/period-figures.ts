import { DateTime } from 'luxon';
import { settledSince } from '../../core/journal.ts';
import type { State } from '../../core/state.ts';
import { type BetFigures, NO_BETS, withBet } from '../../core/sums/bet-figures.ts';

export type Span = 'day' | 'week' | 'month';

/** The bets that were settled within one day, week (from Monday) or month of a time zone. */
export interface PeriodFigures {
  /** `2026-03-02`, `2026-W10`, `2026-03`. */
  readonly name: string;
  readonly figures: BetFigures;
}

const FORMATS: Readonly<Record<Span, string>> = { day: 'yyyy-MM-dd', week: "kkkk-'W'WW", month: 'yyyy-MM' };

/** The last `count` periods, the one that `now` (ms) lies in first, those without a bet included. */
export function figuresByPeriod(
  state: State,
  span: Span,
  { count, now, timeZone }: { readonly count: number; readonly now: number; readonly timeZone: string },
): readonly PeriodFigures[] {
  const present = DateTime.fromMillis(now, { zone: timeZone }).startOf(span);
  const periods = Array.from({ length: count }, (_, back) => {
    const start = present.minus({ [span]: back });
    return {
      name: start.toFormat(FORMATS[span]),
      from: new Date(start.toMillis()).toISOString(),
      figures: NO_BETS,
    };
  });
  for (const line of settledSince(state.journal, periods.at(-1)?.from ?? '')) {
    const period = periods.find(({ from }) => line.at >= from);
    if (period !== undefined) period.figures = withBet(period.figures, line);
  }
  return periods.map(({ name, figures }) => ({ name, figures }));
}
