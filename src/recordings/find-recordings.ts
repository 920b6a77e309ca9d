import { readdir, realpath, stat } from 'node:fs/promises';
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
 * The recordings that paths lead to, each once however many names it has: files as they are, the files within folders
 * (in the order of their names, hidden ones and catalogues left out, links to files among them), and the members of tar
 * archives. What cannot be read is left out with its reason.
 */
export async function findRecordings(paths: readonly string[]): Promise<Found> {
  const finding: Finding = { files: [], leftOut: [], opened: new Set() };
  for (const path of paths)
    await orLeftOut(path, finding, async () => {
      const inside = (await stat(path)).isDirectory() ? await filesIn(path) : [path];
      for (const file of inside) await orLeftOut(file, finding, () => open(file, finding));
    });
  return finding;
}

interface Finding {
  readonly files: RecordingFile[];
  readonly leftOut: LeftOut[];
  /** Where the files really are that were opened. */
  readonly opened: Set<string>;
}

async function orLeftOut(path: string, { leftOut }: Finding, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    leftOut.push({ file: path, line: null, why: `It cannot be read: ${sayFileError(error)}.` });
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .filter(({ name }) => !name.startsWith('.') && extname(name) !== '.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function open(path: string, { files, leftOut, opened }: Finding): Promise<void> {
  const place = await realpath(path);
  if (opened.has(place)) return;
  opened.add(place);
  const leave = (why: string) => leftOut.push({ file: path, line: null, why });
  const there = await stat(place);
  // Followed, it could lead round in a circle.
  if (there.isDirectory()) leave('It is a link to a folder; name that folder as well.');
  // A pipe that nobody writes into would be waited for without end.
  else if (!there.isFile()) leave('It is no file.');
  else if (await isTar(place)) {
    const { members, cutAt } = await tarMembers(path);
    files.push(...members.filter(({ name }) => extname(name) !== '.json'));
    if (cutAt !== null) leave(`From byte ${cutAt} on the archive is cut short or damaged; fetch it again.`);
  } else files.push(wholeFile(path));
}
