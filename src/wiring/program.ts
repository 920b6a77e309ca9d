import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packageSchema = z.object({
  name: z.literal('rollover'),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

export interface Program {
  readonly version: string;
  /** The folder of its package.json. */
  readonly root: string;
  /** The names of the packages that it runs on. */
  readonly dependencies: readonly string[];
}

/** This program: of the first package.json above this file, in the sources and in `dist` alike. */
export const program: Program = findProgram(new URL('./', import.meta.url));

function findProgram(folder: URL): Program {
  const found = readPackage(new URL('package.json', folder));
  if (found !== null)
    return {
      version: found.version,
      root: fileURLToPath(folder),
      dependencies: Object.keys(found.dependencies),
    };
  const parent = new URL('../', folder);
  if (parent.href === folder.href) throw new Error('no package.json of rollover above the program');
  return findProgram(parent);
}

function readPackage(file: URL): z.output<typeof packageSchema> | null {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
