import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { Event, Fact } from '../../src/core/events.ts';
import type { Append, Appended, EventLog } from '../../store/event-log.ts';
import { type EventLogWanted, type OpenEventLog, openEventLog } from '../../store/lowdb-event-log.ts';

/** Is told what to do at the end; of the test, unless several tests share what they use. */
export type AtTheEnd = (end: () => void | Promise<void>) => void;

/** A folder of the test's own, gone after it. */
export function tempDir(atTheEnd: AtTheEnd = onTestFinished): string {
  const dir = mkdtempSync(join(tmpdir(), 'rollover-store-'));
  atTheEnd(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A real log in that folder, closed after the test unless closed before. */
export async function openLog(
  dir: string,
  wanted: Partial<EventLogWanted> = {},
  atTheEnd: AtTheEnd = onTestFinished,
): Promise<OpenEventLog> {
  const log = await openEventLog({
    dir,
    mode: 'demo',
    clock: systemClock,
    newId: () => v7(),
    logger: silent,
    ...wanted,
  });
  atTheEnd(() => log.close());
  return log;
}

/** A clock that stands where the test puts it. */
export function clockAt(iso: string): Clock & { set(iso: string): void } {
  let now = Date.parse(iso);
  return {
    ...systemClock,
    now: () => now,
    set: (to) => {
      now = Date.parse(to);
    },
  };
}

export function appendOf(log: EventLog, facts: readonly [Fact, ...Fact[]], more: Partial<Append> = {}) {
  return log.append({ facts, actor: 'console', cause: 'command-1', expectedSeq: log.head().seq, ...more });
}

/** The appended events, or a test failure that says what came instead. */
export function eventsOf(appended: Appended): readonly Event[] {
  if (appended.kind === 'appended' || appended.kind === 'repeated') return appended.events;
  throw new Error(`not appended: ${JSON.stringify(appended)}`);
}

export async function readAll(log: Pick<EventLog, 'read'>, after = 0): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of log.read(after)) events.push(event);
  return events;
}
