import { sayFileError } from '../src/say-file-error.ts';

/** The disk does not let the bot keep its record in the DATA_DIR. */
export class DataDirUnusable extends Error {
  readonly code = 'DATA_DIR_UNUSABLE';
  readonly dir: string;

  constructor(dir: string, cause: Error) {
    const at = 'path' in cause && cause.path !== dir ? ` (at ${String(cause.path)})` : '';
    super(
      `DATA_DIR ${dir} cannot be used: ${sayFileError(cause)}${at}. The bot keeps its record there and needs ` +
        `a folder that it may write to, on a disk with room: mend that, or set DATA_DIR to another folder.`,
      { cause },
    );
    this.name = 'DataDirUnusable';
    this.dir = dir;
  }
}

/** A refusal of the operating system as DataDirUnusable; any other error as it is. */
export const unusableIfRefused = (dir: string, error: unknown): unknown =>
  error instanceof Error && 'syscall' in error ? new DataDirUnusable(dir, error) : error;
