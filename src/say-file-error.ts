const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file of that name is there already',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file has reached the size limit of the process or file system',
  EIO: 'the disk failed (input/output error)',
  EMFILE: 'this process has too many files open',
  ENFILE: 'this machine has too many files open',
};

/** What went wrong with a file, in words; the error's own message where it is none of the known ones. */
export function sayFileError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const words = WORDS[code];
  return words === undefined ? error.message : `${words} (${code})`;
}
