import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({ name: z.literal('rollover'), version: z.string() });

/** The program's own version: of the first package.json above this file, in the sources and in `dist` alike. */
export const version: string = findVersion(new URL('./', import.meta.url));

function findVersion(folder: URL): string {
  const found = readVersion(new URL('package.json', folder));
  if (found !== null) return found;
  const parent = new URL('../', folder);
  if (parent.href === folder.href) throw new Error('no package.json of rollover above the program');
  return findVersion(parent);
}

function readVersion(file: URL): string | null {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  } catch {
    return null;
  }
}
