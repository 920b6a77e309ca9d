import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { sayFileError } from '../say-file-error.ts';
import { type RecordingFile, wholeFile } from './recording-file.ts';
import { isTar, tarMembers } from './tar-members.ts';

/** What could not be used, and why, as a sentence. */
export interface LeftOut {
  readonly file: string;
  /** Counted from 1; null where the fault is the whole file's. */
  readonly line: number | null;
  readonly why: string;
}

export interface Found {
  readonly files: readonly RecordingFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The recordings that paths lead to: files as they are, the files within folders (in the order of their names, hidden
 * ones and catalogues left out), and the members of tar archives. What cannot be read is left out with its reason.
 */
export async function findRecordings(paths: readonly string[]): Promise<Found> {
  const files: RecordingFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const path of paths)
    try {
      const inside = (await stat(path)).isDirectory() ? await filesIn(path) : [path];
      for (const file of inside) await open(file, files, leftOut);
    } catch (error) {
      leftOut.push({ file: path, line: null, why: `It cannot be read: ${sayFileError(error)}.` });
    }
  return { files: firstOfEach(files), leftOut };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && extname(entry.name) !== '.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function open(path: string, files: RecordingFile[], leftOut: LeftOut[]): Promise<void> {
  if (!(await isTar(path))) {
    files.push(wholeFile(path));
    return;
  }
  const { members, cutAt } = await tarMembers(path);
  files.push(...members.filter(({ name }) => extname(name) !== '.json'));
  if (cutAt !== null) {
    const why = `From byte ${cutAt} on the archive is cut short or damaged; fetch it again.`;
    leftOut.push({ file: path, line: null, why });
  }
}

/** A file that is named twice, or named and in a named folder, is read once. */
function firstOfEach(files: readonly RecordingFile[]): readonly RecordingFile[] {
  const byPlace = new Map(files.toReversed().map((file) => [`${file.path}\n${file.start}`, file]));
  return files.filter((file) => byPlace.get(`${file.path}\n${file.start}`) === file);
}
