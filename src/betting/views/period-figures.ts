import { DateTime } from 'luxon';
import { type BetFigures, NO_BETS, withBet } from './bet-figures.ts';
import type { BetRecord } from './history.ts';

export type Span = 'day' | 'week' | 'month';

/** The bets that were settled within one day, week (from Monday) or month of a time zone. */
export interface PeriodFigures {
  /** `2026-03-02`, `2026-W10`, `2026-03`. */
  readonly name: string;
  readonly figures: BetFigures;
}

const FORMATS: Readonly<Record<Span, string>> = { day: 'yyyy-MM-dd', week: "kkkk-'W'WW", month: 'yyyy-MM' };

/**
 * The last `count` periods, the one that `now` (ms) lies in first, those without a bet included. `records` come last
 * placed first; a bet can be settled long after later ones, so all that were placed are looked at.
 */
export function figuresByPeriod(
  records: Iterable<BetRecord>,
  span: Span,
  { count, now, timeZone }: { readonly count: number; readonly now: number; readonly timeZone: string },
): readonly PeriodFigures[] {
  const nameOf = (moment: DateTime): string => moment.toFormat(FORMATS[span]);
  const present = DateTime.fromMillis(now, { zone: timeZone }).startOf(span);
  const periods = new Map<string, BetFigures>();
  for (let back = 0; back < count; back++) periods.set(nameOf(present.minus({ [span]: back })), NO_BETS);
  // A period more than is shown: what is older need not be put into the time zone, which takes long.
  const oldest = new Date(present.minus({ [span]: count }).toMillis()).toISOString();
  for (const record of records) {
    if (record.settled === null || record.settled.at < oldest) continue;
    const name = nameOf(DateTime.fromISO(record.settled.at, { zone: timeZone }));
    const figures = periods.get(name);
    if (figures !== undefined) periods.set(name, withBet(figures, record));
  }
  return [...periods].map(([name, figures]) => ({ name, figures }));
}
