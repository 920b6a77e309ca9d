import type { Event } from '../src/core/events.ts';
import { sayFileError } from '../src/say-file-error.ts';
import { type Planned, planBatch } from './batch-plan.ts';
import { sealEvent } from './codec/event-codec.ts';
import type { Append, Appended } from './event-log.ts';
import { type LogParts, readAppend } from './log-parts.ts';
import { newestOf } from './lowdb-adapter.ts';

export interface CommitNeeds {
  /** Wall-clock milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Told of each append after the sync, in order, before anybody is answered. */
  readonly publish: (events: readonly Event[]) => void;
}

/** Writes the appends of a batch with one sync and answers each, in order; an Error is the caller's mistake. */
export async function commitAppends(
  parts: LogParts,
  { now, newId, publish }: CommitNeeds,
  batch: readonly Append[],
): Promise<readonly (Appended | Error)[]> {
  const { lock, file, keys } = parts;
  if (lock.lost()) {
    const reason = 'the lock on DATA_DIR was lost to another process: this one must stop';
    return batch.map(() => failed(reason, lock.signal.reason));
  }
  const time = new Date(now()).toISOString();
  const plan = planBatch(batch, {
    head: file.position(),
    now: time,
    newId,
    seal: sealEvent,
    findCause: keys.find,
  });
  const appends = plan.flatMap((planned) => (planned.kind === 'write' ? [planned.events] : []));
  const failure = await write(parts, appends);
  if (failure === null) for (const events of appends) publish(events);
  return Promise.all(
    plan.map((planned) => (failure === null || planned.kind === 'repeat' ? answer(parts, planned) : failure)),
  );
}

export const failed = (reason: string, cause: unknown): Appended => ({ kind: 'failed', reason, cause });

/** The database holds the new events while they are written, and no longer than that if it fails. */
async function write(
  { db, file, keys, positions }: LogParts,
  appends: readonly (readonly Event[])[],
): Promise<Appended | null> {
  if (appends.length === 0) return null;
  const before = db.data.events;
  try {
    db.data.events = before.concat(...appends);
    await db.write();
  } catch (cause) {
    db.data.events = before;
    return failed(sayFileError(cause), cause);
  }
  db.data.events = newestOf(db.data.events);
  for (const [first] of appends) if (first !== undefined) keys.note(first);
  positions.note(file.position());
  return null;
}

async function answer(parts: LogParts, planned: Planned): Promise<Appended | Error> {
  switch (planned.kind) {
    case 'write':
      return { kind: 'appended', events: planned.events };
    case 'same':
      return { kind: 'repeated', events: planned.events };
    case 'conflict':
      return { kind: 'conflict', seq: parts.file.position().seq };
    case 'faulty':
      return planned.error;
    case 'repeat':
      return { kind: 'repeated', events: await readAppend(parts, planned.first) };
  }
}
