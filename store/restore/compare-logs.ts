import type { PresentLog } from './present-log.ts';

/** What a backup is to the log that is there. */
export type Relation =
  /** There is no event that can be read. */
  | 'nothing there'
  /** Both hold the same events. */
  | 'same'
  /** The backup holds all that can be read there. */
  | 'behind'
  /** The log there goes on where the backup ends. */
  | 'ahead'
  /** Both began as one log, and each has events that the other has not. */
  | 'parted'
  /** They began apart. */
  | 'another log';

/** Events of a backup, in their order. */
export interface BackupChain {
  /** The hash of the event with that seq, from 1 on. */
  readonly hashOf: (seq: number) => string | undefined;
  readonly seq: number;
}

/** `present` was asked for the hash of the backup's last event. */
export function compareLogs({ hashOf, seq }: BackupChain, { first, last, hash }: PresentLog): Relation {
  if (first === null || last === null) return 'nothing there';
  if (first.hash !== hashOf(1)) return 'another log';
  if (last.seq > seq) return hash === hashOf(seq) ? 'ahead' : 'parted';
  if (last.hash !== hashOf(last.seq)) return 'parted';
  return last.seq === seq ? 'same' : 'behind';
}

/** Where the log there has events that the backup lacks, and that can be read. */
export const wouldLose = (relation: Relation): boolean =>
  relation === 'ahead' || relation === 'parted' || relation === 'another log';
