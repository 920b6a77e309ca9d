import type { SummarySpan } from '../../src/betting/views/summary.ts';
import type { Draw } from '../../src/charts/draw.ts';
import type { State } from '../../src/core/state.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { type Alerts, createAlerts } from '../../src/notify/alerts.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { createSummaries } from '../../src/notify/summaries.ts';
import { summaryPicture } from '../../src/wiring/summary-picture.ts';
import type { SummariesTold } from '../../store/summaries-told.ts';
import type { VirtualClock } from '../simulation/virtual-clock.ts';

export interface AlertSampleParts {
  readonly clock: VirtualClock;
  readonly logger: Logger;
  readonly draw: Draw;
  readonly timeZone: string;
  readonly currency: string;
  /** The configuration's times of day. */
  at(): Readonly<Record<SummarySpan, string | null>>;
  state(): State;
}

/** What is told without an event: conditions that need a person, and summaries. */
export interface SampleAlerts {
  readonly alerts: Alerts;
  /** All that was told, oldest first. */
  readonly told: readonly Notice[];
  /** As the job does. */
  tellSummaries(): Promise<void>;
}

export function sampleAlerts(parts: AlertSampleParts): SampleAlerts {
  const { clock, logger } = parts;
  const told: Notice[] = [];
  const outboxes = [{ alert: (_: string, notice: Notice) => void told.push(notice) }];
  let kept: SummariesTold | null = null;
  const tellSummaries = createSummaries({
    ...parts,
    outboxes,
    picture: summaryPicture({ ...parts, now: clock.now }),
    told: {
      read: async () => kept,
      write: async (value) => {
        kept = value;
      },
    },
  });
  return { alerts: createAlerts({ outboxes, clock, logger }), told, tellSummaries };
}
