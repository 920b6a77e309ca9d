import type { Event } from '../../src/core/events.ts';
import type { OpenEventLog } from '../../store/lowdb-event-log.ts';

/** Counts what is underway with files: it takes real time, in which virtual time must not move. */
export interface FileWork {
  isUnderway(): boolean;
  watch<T>(work: Promise<T>): Promise<T>;
}

export function createFileWork(): FileWork {
  let underway = 0;
  return {
    isUnderway: () => underway > 0,
    async watch(work) {
      underway += 1;
      try {
        return await work;
      } finally {
        underway -= 1;
      }
    },
  };
}

/** The same log, whose work is counted. */
export function watchedLog(log: OpenEventLog, { watch }: FileWork): OpenEventLog {
  return {
    ...log,
    append: (append) => watch(log.append(append)),
    outcomeOf: (cause) => watch(log.outcomeOf(cause)),
    close: () => watch(log.close()),
    read: (after) => watchedRead(log.read(after), watch),
  };
}

async function* watchedRead(events: AsyncIterable<Event>, watch: FileWork['watch']): AsyncGenerator<Event> {
  const iterator = events[Symbol.asyncIterator]();
  for (;;) {
    const next = await watch(iterator.next());
    if (next.done) return;
    yield next.value;
  }
}
