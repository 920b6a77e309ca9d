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

/** An Error is the caller's mistake. */
export type Answer = Appended | Error;

/** Answers each append of a batch, in order. Never called twice at once. */
export type Commit = (batch: readonly Append[]) => Promise<readonly Answer[]>;

/** Writes the appends of each batch with one sync. */
export const commitToFile =
  (parts: LogParts, { now, newId, publish }: CommitNeeds): Commit =>
  async (batch) => {
    const lost = lockLost(parts);
    if (lost !== null) return batch.map(() => lost);
    const plan = planAppends(parts, batch, { now, newId });
    const appends = plannedAppends(plan);
    try {
      await writeAppends(parts, appends);
    } catch (cause) {
      return answerAll(parts, plan, failed(sayFileError(cause), cause));
    }
    for (const events of appends) publish(events);
    return answerAll(parts, plan, null);
  };

/** Null where it is still held. */
export function lockLost({ lock }: LogParts): Appended | null {
  if (!lock.lost()) return null;
  return failed('the lock on DATA_DIR was lost to another process: this one must stop', lock.signal.reason);
}

export const planAppends = (
  { file, keys }: LogParts,
  batch: readonly Append[],
  { now, newId }: Pick<CommitNeeds, 'now' | 'newId'>,
): readonly Planned[] =>
  planBatch(batch, {
    head: file.position(),
    now: new Date(now()).toISOString(),
    newId,
    seal: sealEvent,
    findCause: keys.find,
  });

export const plannedAppends = (plan: readonly Planned[]): readonly (readonly Event[])[] =>
  plan.flatMap((planned) => (planned.kind === 'write' ? [planned.events] : []));

/** Nothing was stored. */
export const failed = (reason: string, cause: unknown): Appended => ({
  ...{ kind: 'failed', reason, cause },
  mayBeStored: false,
});

/**
 * With one sync. The database holds the new events while they are written, and no longer than that if it fails. Rejects
 * with the disk's error, and then nothing has changed.
 */
export async function writeAppends(
  { db, file, keys, positions }: LogParts,
  appends: readonly (readonly Event[])[],
): Promise<void> {
  if (appends.length === 0) return;
  const before = db.data.events;
  try {
    db.data.events = before.concat(...appends);
    await db.write();
  } catch (error) {
    db.data.events = before;
    throw error;
  }
  db.data.events = newestOf(db.data.events);
  for (const [first] of appends) if (first !== undefined) keys.note(first);
  positions.note(file.position());
}

/** `failure` is what those are answered that were to be written; null where they were. */
export const answerAll = (
  parts: LogParts,
  plan: readonly Planned[],
  failure: Appended | null,
): Promise<readonly Answer[]> =>
  Promise.all(
    plan.map((planned) => (failure === null || planned.kind === 'repeat' ? answer(parts, planned) : failure)),
  );

async function answer(parts: LogParts, planned: Planned): Promise<Answer> {
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
