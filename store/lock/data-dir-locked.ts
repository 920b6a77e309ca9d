import type { Holder } from './holder.ts';

/** Another process holds the DATA_DIR. */
export class DataDirLocked extends Error {
  readonly code = 'DATA_DIR_LOCKED';
  readonly dir: string;
  /** Null where it has not said yet who it is. */
  readonly holder: Holder | null;

  constructor(dir: string, holder: Holder | null) {
    const who =
      holder === null
        ? 'a process that has only just begun and not yet said who it is'
        : `process ${holder.pid} on host ${holder.host} since ${holder.since}`;
    super(
      `DATA_DIR ${dir} is in use by ${who}. One bot at a time may use it: ` +
        `stop that one first, or set DATA_DIR to another folder.`,
    );
    this.name = 'DataDirLocked';
    this.dir = dir;
    this.holder = holder;
  }
}
