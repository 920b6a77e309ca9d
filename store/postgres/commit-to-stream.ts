import type { Event } from '../../src/core/events.ts';
import { type Planned, planBatch } from '../batch-plan.ts';
import { sealEvent } from '../codec/event-codec.ts';
import { failed } from '../commit-appends.ts';
import type { Append, Appended } from '../event-log.ts';
import type { KnownStream } from './known-stream.ts';
import { readAppend } from './read-stream.ts';
import { sayDatabaseError } from './say-database-error.ts';
import type { StreamTable } from './stream-table.ts';

export interface CommitNeeds {
  readonly table: StreamTable;
  readonly known: KnownStream;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

type Answer = Appended | Error;

/**
 * Answers each append of a batch, in order; an Error is the caller's mistake. Whenever the database did not say that
 * rows are committed, what it has is read before anything is planned on it: they may be there all the same.
 */
export function streamCommitter(
  needs: CommitNeeds,
): (batch: readonly Append[]) => Promise<readonly Answer[]> {
  const { table, known, now, newId } = needs;
  let isSure = true;
  /** The hashes of the appends that the last catching up came upon. */
  let caughtUp: ReadonlySet<string> = new Set();

  const plan = (batch: readonly Append[]): readonly Planned[] =>
    planBatch(batch, {
      head: known.head(),
      now: new Date(now()).toISOString(),
      newId,
      seal: sealEvent,
      findCause: known.findCause,
    });

  /** Null where it is known what the database has. */
  async function makeSure(): Promise<Appended | null> {
    if (isSure) return null;
    try {
      caughtUp = await known.catchUp();
      isSure = true;
      return null;
    } catch (cause) {
      return failed(sayDatabaseError(cause), cause);
    }
  }

  /** Null where all of them are committed, or `overtaken` where another program had appended before. */
  async function write(appends: readonly (readonly Event[])[]): Promise<Appended | 'overtaken' | null> {
    const wanted = appends.at(-1)?.at(-1);
    if (wanted === undefined) return null;
    try {
      await table.insert(appends.flat());
    } catch (cause) {
      isSure = false;
      const unsure = await makeSure();
      if (unsure !== null) return unsure;
      // They were inserted together: where the last is there, all are.
      if (caughtUp.has(wanted.hash)) return null;
      return caughtUp.size > 0 ? 'overtaken' : failed(sayDatabaseError(cause), cause);
    }
    for (const append of appends) known.take(append);
    return null;
  }

  return async (batch) => {
    for (;;) {
      const unsure = await makeSure();
      if (unsure !== null) return batch.map(() => unsure);
      const planned = plan(batch);
      const failure = await write(planned.flatMap((each) => (each.kind === 'write' ? [each.events] : [])));
      if (failure === 'overtaken') continue;
      return Promise.all(
        planned.map((each) => (failure === null || each.kind === 'repeat' ? answer(needs, each) : failure)),
      );
    }
  };
}

async function answer({ table, known }: CommitNeeds, planned: Planned): Promise<Answer> {
  switch (planned.kind) {
    case 'write':
      return { kind: 'appended', events: planned.events };
    case 'same':
      return { kind: 'repeated', events: planned.events };
    case 'conflict':
      return { kind: 'conflict', seq: known.head().seq };
    case 'faulty':
      return planned.error;
    case 'repeat':
      return readAppend(table, planned.first).then(
        (events): Appended => ({ kind: 'repeated', events }),
        (cause: unknown): Appended => failed(sayDatabaseError(cause), cause),
      );
  }
}
