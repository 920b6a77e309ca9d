import { DateTime } from 'luxon';
import type { KeptValue } from '../../store/kept-value.ts';
import type { SummariesTold } from '../../store/summaries-told.ts';
import { type SummarySpan, summaryOf } from '../betting/views/summary.ts';
import type { Clock } from '../clock.ts';
import type { State } from '../core/state.ts';
import type { Logger } from '../logging/logger.ts';
import type { ReplyFile } from '../reply.ts';
import type { Outbox } from './outbox.ts';

export interface SummaryParts {
  /** `HH:MM` in the operator's time zone, weeks on Monday; null: none. */
  at(): Readonly<Record<SummarySpan, string | null>>;
  /** ISO time at which the last one of each was due that was told. */
  readonly told: KeptValue<SummariesTold>;
  readonly outboxes: readonly Pick<Outbox, 'alert'>[];
  /** Null where there is nothing to draw. */
  picture(span: SummarySpan): Promise<ReplyFile | null>;
  state(): State;
  readonly clock: Clock;
  readonly timeZone: string;
  /** ISO code, for display. */
  readonly currency: string;
  readonly logger: Logger;
}

const SPANS: readonly SummarySpan[] = ['day', 'week'];

/**
 * Tells each summary that has become due since the last one; of several that were missed, the newest. A new data folder
 * begins with the next. Rejects where it cannot be kept what was told.
 */
export function createSummaries(parts: SummaryParts): () => Promise<void> {
  const { at, clock, timeZone, told } = parts;
  let known: SummariesTold | null = null;
  return async () => {
    const now = clock.now();
    const before = known ?? (await told.read());
    const due = SPANS.flatMap((span) => {
      const time = at()[span];
      return time === null ? [] : [{ span, since: lastDue(span, time, now, timeZone) }];
    });
    const fresh = due.filter(({ span, since }) => before !== null && since > (before[span] ?? ''));
    for (const { span, since } of fresh) await tell(parts, span, since);
    known = { ...before, ...Object.fromEntries(due.map(({ span, since }) => [span, since])) };
    if (before === null || fresh.length > 0) await told.write(known);
  };
}

/** When a summary was due last: at its time of day, a week's on Monday. ISO. */
export function lastDue(span: SummarySpan, time: string, now: number, timeZone: string): string {
  const moment = DateTime.fromMillis(now, { zone: timeZone });
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const due = moment.startOf(span).set({ hour, minute });
  const last = due <= moment ? due : due.minus({ [span]: 1 });
  return new Date(last.toMillis()).toISOString();
}

async function tell(parts: SummaryParts, span: SummarySpan, since: string): Promise<void> {
  const { outboxes, timeZone, currency, logger } = parts;
  const message = summaryOf(parts.state(), span, { now: Date.parse(since), timeZone, currency });
  const picture = await parts.picture(span).catch((error: unknown) => {
    logger.error('The picture of a summary could not be drawn', { span, error });
    return null;
  });
  const notice = {
    id: `summary:${span}:${since}`,
    kind: `summary_${span}`,
    about: 'summaries',
    at: since,
    message: picture === null ? message : { ...message, picture },
  } as const;
  for (const outbox of outboxes) outbox.alert(`summary:${span}`, notice);
}
