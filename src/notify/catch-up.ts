import type { EventLog } from '../../store/event-log.ts';
import type { OutboxPosition } from '../../store/outbox-position.ts';
import type { Event } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { Logger } from '../logging/logger.ts';
import type { NoticeSink } from './notice.ts';
import { createNoticeQueue, NEWS, type NoticeQueue, type Subject } from './queue.ts';
import type { Telling } from './telling.ts';

export interface CatchUpParts extends Pick<Telling, 'currency' | 'stakeRule'> {
  readonly log: Pick<EventLog, 'read'>;
  /** The fold of the log as this run found it: before anything of its own was appended. */
  readonly found: State;
  /** A fold of the log up to an event or to one before it. */
  readonly before: (seq: number) => State;
  readonly sink: Pick<NoticeSink, 'name'>;
  readonly position: Pick<OutboxPosition, 'read'>;
  readonly logger: Logger;
  /** What the operator is told unless given. */
  readonly subject?: Subject;
}

export interface CaughtUp {
  readonly queue: NoticeQueue;
  /** The seq up to which the sink has been told. */
  readonly told: number;
}

/**
 * Makes the notices that a sink has missed. Where an earlier run left some untold, the log is folded from
 * before them, so that they show the facts of their time. Rejects where the log cannot be read.
 */
export async function catchUp(parts: CatchUpParts): Promise<CaughtUp> {
  const { log, found, before, subject = NEWS } = parts;
  const told = await toldUpTo(parts);
  const queue = createNoticeQueue(told < found.seq ? before(told) : found, parts, subject);
  for await (const append of appends(log.read(queue.seen()))) {
    if (queue.seen() === found.seq) queue.seal();
    queue.take(append, told);
  }
  queue.seal();
  return { queue, told };
}

/** A sink that is new begins with this run's start, and so does one that was told of another log. */
async function toldUpTo({ position, found, sink, logger }: CatchUpParts): Promise<number> {
  try {
    const told = await position.read();
    if (told !== null && told <= found.seq) return told;
    if (told !== null)
      logger.warn(
        `${sink.name} was told up to event ${told}, but the log ends at ${found.seq}: it is another log`,
        {
          advice: 'notices begin anew with this start',
        },
      );
  } catch (error) {
    logger.warn(`it is not known how far ${sink.name} was told; notices begin anew with this start`, {
      error: String(error),
    });
  }
  return found.seq;
}

async function* appends(events: AsyncIterable<Event>): AsyncGenerator<readonly Event[]> {
  let append: Event[] = [];
  for await (const event of events) {
    append.push(event);
    if (event.seq < event.last) continue;
    yield append;
    append = [];
  }
}
