import type { EventLog } from '../../../store/event-log.ts';
import type { Reader } from '../../app.ts';
import type { Clock } from '../../clock.ts';
import type { Event } from '../../core/events.ts';
import type { Logger } from '../../logging/logger.ts';
import { eventJson } from '../event-json.ts';
import { besideLog, changesBetween } from './changes.ts';
import { BEAT, frame, RETRY } from './frames.ts';

export interface StreamParts {
  readonly reader: Reader;
  readonly log: Pick<EventLog, 'subscribe'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everybody who follows the log, told of each event as it is appended. */
export interface Streams {
  /**
   * From the event after that one on, or from now on. `cut` is called for one who does not keep up: what it has not
   * been sent is not kept.
   */
  open(after: number | null, cut: () => void): ReadableStream<Uint8Array>;
  count(): number;
  /** Ends all of them. */
  close(): void;
}

/** Who has missed more than this reads everything anew. */
const MOST_MISSED = 1_000;
/** Bytes that wait for one who reads slowly. */
const MOST_WAITING = 1_048_576;
/** What is beside the log changes without a word; it is looked at as often as anybody would want to know. */
const LOOK_EVERY_MS = 1_000;
/** Looks. */
const BEAT_EVERY = 15;

interface Follower {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly cut: () => void;
  /** What is appended while the past is still being read; null once it is. */
  missed: { readonly seq: number; readonly bytes: Uint8Array }[] | null;
}

export function createStreams({ reader, log, clock, logger }: StreamParts): Streams {
  const followers = new Set<Follower>();
  const ended = new AbortController();

  const send = (follower: Follower, bytes: Uint8Array): void => {
    if (!followers.has(follower)) return;
    follower.controller.enqueue(bytes);
    if ((follower.controller.desiredSize ?? 0) > 0) return;
    followers.delete(follower);
    follower.cut();
  };
  const sendAll = (bytes: Uint8Array): void => {
    for (const follower of followers) send(follower, bytes);
  };
  const frameOf = (event: Event): Uint8Array =>
    frame('appended', eventJson(event, reader.currency), event.seq);

  const unsubscribe = log.subscribe((events) => {
    if (followers.size === 0) return;
    for (const event of events) {
      const bytes = frameOf(event);
      for (const follower of followers) {
        if (follower.missed === null) send(follower, bytes);
        else follower.missed.push({ seq: event.seq, bytes });
      }
    }
  });

  async function catchUp(follower: Follower, after: number): Promise<void> {
    let last = after;
    for await (const event of reader.events(after)) {
      if (!followers.has(follower)) return;
      send(follower, frameOf(event));
      last = event.seq;
    }
    for (const { seq, bytes } of follower.missed ?? []) if (seq > last) send(follower, bytes);
    follower.missed = null;
  }

  function begin(follower: Follower, after: number | null): void {
    const { seq } = reader.head();
    send(follower, RETRY);
    if (after === null) return;
    // A number beyond the last is of another log.
    if (after > seq || seq - after > MOST_MISSED) {
      send(follower, frame('reset', { last: seq }, seq));
      return;
    }
    follower.missed = [];
    void catchUp(follower, after).catch(() => {
      followers.delete(follower);
      follower.cut();
    });
  }

  let beside = besideLog(reader);
  let looks = 0;

  function lookBeside(): void {
    if (followers.size === 0) return;
    const now = besideLog(reader);
    for (const what of changesBetween(beside, now)) sendAll(frame('changed', { what }));
    beside = now;
    looks += 1;
    if (looks % BEAT_EVERY === 0) sendAll(BEAT);
  }

  void (async () => {
    while (await waited(clock, LOOK_EVERY_MS, ended.signal)) {
      try {
        lookBeside();
      } catch (error) {
        logger.error('The dashboard could not tell its followers what is new', { error });
      }
    }
  })();

  return {
    open: (after, cut) => {
      let follower: Follower | null = null;
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            follower = { controller, cut, missed: null };
            followers.add(follower);
            begin(follower, after);
          },
          cancel() {
            if (follower !== null) followers.delete(follower);
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING }),
      );
    },
    count: () => followers.size,
    close: () => {
      ended.abort();
      unsubscribe();
      for (const { controller } of followers) controller.close();
      followers.clear();
    },
  };
}

/** False where the signal came first. */
const waited = (clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> =>
  clock.wait(ms, signal).then(
    () => true,
    () => false,
  );
