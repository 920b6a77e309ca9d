import type { KeptState } from '../../src/core/state-history.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { sayFileError } from '../../src/say-file-error.ts';
import type { PositionIndex } from '../position-index.ts';
import type { CheckOrder } from './check-behind.ts';
import { type Checkpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts';

export interface CheckpointKeeping {
  readonly path: string;
  readonly positions: PositionIndex;
  /** What the reading began with; null where it began at the beginning. */
  readonly begun: Checkpoint | null;
  readonly checkBehind: (order: CheckOrder, signal: AbortSignal) => Promise<string | null>;
  /** Before the checkpoint is written: the head file must go as far. */
  readonly sync: () => Promise<void>;
  readonly ending: AbortSignal;
  readonly logger: Logger;
}

export interface KeptCheckpoint {
  /** See OpenEventLog. */
  readonly checked: Promise<string | null>;
  keep(states: readonly KeptState[]): void;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

/** Writes the checkpoint of an open log, as far as the one that its start began with is not found wrong. */
export function keepCheckpoint(keeping: CheckpointKeeping): KeptCheckpoint {
  const { path, positions, begun, checkBehind, sync, ending, logger } = keeping;
  let keptUpTo = begun?.at(-1)?.state.seq ?? 0;
  let writing: Promise<void> = Promise.resolve();

  async function checkAndTrust(order: CheckOrder): Promise<string | null> {
    try {
      const damage = await checkBehind(order, ending);
      if (damage !== null) await distrust();
      return damage;
    } catch (cause) {
      await distrust();
      const upTo = order.checkpoint.at(-1)?.state.seq;
      throw new Error(`its events up to seq ${upTo} could not be checked: ${sayFileError(cause)}`, { cause });
    }
  }

  /** The next start has to begin at the beginning, where what is damaged is refused. */
  async function distrust(): Promise<void> {
    keptUpTo = Number.POSITIVE_INFINITY;
    await writing;
    // What is wrong is told whether or not the disk lets it go.
    await removeCheckpoint(path).catch((error: unknown) =>
      logger.error('The checkpoint of a distrusted event file cannot be removed; remove it by hand.', {
        error,
      }),
    );
  }

  const checked =
    begun === null ? Promise.resolve(null) : checkAndTrust({ eventFile: path, checkpoint: begun });
  // Nobody may have asked yet when it turns out that it cannot be told; who asks later is told so.
  checked.catch(() => undefined);

  return {
    checked,
    keep: (states) => {
      const seq = states.at(-1)?.state.seq ?? 0;
      if (seq <= keptUpTo) return;
      keptUpTo = seq;
      const checkpoint = reachedIn(states, positions);
      if (checkpoint === null) return;
      writing = writing
        .then(sync)
        .then(() => writeCheckpoint(path, checkpoint))
        .catch((error: unknown) =>
          logger.warn('The checkpoint cannot be written; the next start takes longer.', { error }),
        );
    },
    idle: () => writing,
  };
}

/** Null where it is not known of each where it was reached. */
function reachedIn(states: readonly KeptState[], positions: PositionIndex): Checkpoint | null {
  const [first, ...more] = states.flatMap((kept) => {
    const { seq, end } = positions.before(kept.state.seq);
    return seq === kept.state.seq ? [{ ...kept, end }] : [];
  });
  return first === undefined || more.length + 1 < states.length ? null : [first, ...more];
}
