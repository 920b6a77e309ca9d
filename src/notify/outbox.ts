import type { EventLog } from '../../store/event-log.ts';
import type { OutboxPosition } from '../../store/outbox-position.ts';
import type { Clock } from '../clock.ts';
import type { Event, Loudness } from '../core/events.ts';
import { createAlertBox } from './alert-box.ts';
import { type Bell, createBell } from './bell.ts';
import { type CatchUpParts, catchUp } from './catch-up.ts';
import { type Errand, runErrands } from './errands.ts';
import type { Notice, NoticeSink } from './notice.ts';
import { persist } from './persist.ts';
import type { NoticeQueue } from './queue.ts';

export interface OutboxParts extends CatchUpParts {
  readonly log: Pick<EventLog, 'read' | 'subscribe'>;
  readonly sink: NoticeSink;
  /** How loudly a notice is told as things are now. */
  readonly loudness: (notice: Notice) => Loudness;
  readonly position: OutboxPosition;
  readonly clock: Clock;
}

/** Tells one sink of every event, in order and at least once, through outages and restarts. */
export interface Outbox {
  /** Tells it after the events that wait; a later one of the same key takes the place of one not yet told. */
  alert(key: string, notice: Notice): void;
  /** How many notices are not told yet. */
  waiting(): number;
  /**
   * Tells what waits, for at most `graceMs`, and ends; what is left is told after the next start.
   * To be called when the last event is appended. Never rejects.
   */
  close(graceMs: number): Promise<void>;
}

/** Begins at once and in the background: a sink that is away holds up nothing. */
export function openOutbox(parts: OutboxParts): Outbox {
  const { log, sink, loudness, clock, logger } = parts;
  const stop = new AbortController();
  const bell = createBell();
  const alerts = createAlertBox();
  const intake = openIntake(log, bell);
  let closing = false;
  let ready: NoticeQueue | null = null;
  let isTelling = false;

  const run = async (): Promise<void> => {
    const trying = { clock, logger, signal: stop.signal };
    const what = `reading the log for ${sink.name}`;
    const { queue, told } = await persist(() => catchUp(parts), { ...trying, what });
    intake.into(queue);
    ready = queue;
    await remember(parts, told);
    const next = (): Errand | undefined => {
      const errand = eventErrand(parts, queue);
      isTelling = errand !== undefined;
      return errand ?? alerts.next();
    };
    await runErrands({ next, bell, sink, loudness, isClosing: () => closing, ...trying });
    await remember(parts, queue.seen());
  };
  const running = run().catch((error: unknown) => {
    if (!stop.signal.aborted) logger.error(`notices to ${sink.name} have ended`, { error: String(error) });
  });

  return {
    alert: (key, notice) => {
      alerts.put(key, notice);
      bell.ring();
    },
    waiting: () => (ready?.size() ?? 0) + (isTelling ? 1 : 0) + alerts.size(),
    close: async (graceMs) => {
      closing = true;
      intake.end();
      bell.ring();
      const grace = new AbortController();
      await Promise.race([running, clock.wait(graceMs, grace.signal).catch(() => undefined)]);
      grace.abort();
      stop.abort();
    },
  };
}

/** What is appended goes by the queue, and waits aside until there is one. */
function openIntake(log: OutboxParts['log'], bell: Bell) {
  const early: (readonly Event[])[] = [];
  let queue: NoticeQueue | null = null;
  const end = log.subscribe((append) => {
    if (queue === null) early.push(append);
    else queue.take(append);
    bell.ring();
  });
  const into = (ready: NoticeQueue): void => {
    for (const append of early) ready.take(append);
    queue = ready;
  };
  return { into, end };
}

function eventErrand(parts: OutboxParts, queue: NoticeQueue): Errand | undefined {
  const due = queue.next();
  return due && { notice: () => due.notice, done: () => remember(parts, due.upTo) };
}

/** A position that cannot be written costs a repetition after the next start, no more. */
async function remember({ position, sink, logger }: OutboxParts, seq: number): Promise<void> {
  try {
    await position.write(seq);
  } catch (error) {
    logger.warn(`how far ${sink.name} was told (event ${seq}) could not be kept`, { error: String(error) });
  }
}
