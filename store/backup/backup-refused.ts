import { sayFileError } from '../../src/say-file-error.ts';

/** A backup that cannot be relied on. The message says why, to follow what it is about: `is damaged in line 3, ...`. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** Why no backup could be made, in words. */
export const whyNoBackup = (error: unknown): string =>
  error instanceof BackupRefused ? `the copy ${error.message}` : sayFileError(error);
