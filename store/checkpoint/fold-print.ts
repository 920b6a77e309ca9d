import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What turns the lines of an event file into a state. */
const FOLD = ['../../src/core/', '../../src/core/sums/', '../codec/'];

let print: string | null = null;

/** SHA-256 over the program's own files that read and fold events: no version that somebody may forget to raise. */
export function foldPrint(): string {
  print ??= ownFiles()
    .reduce((hash, path) => hash.update(readFileSync(path)), createHash('sha256'))
    .digest('hex');
  return print;
}

const ownFiles = (): string[] =>
  FOLD.map((folder) => fileURLToPath(new URL(folder, import.meta.url))).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.[jt]s$/.test(name))
      .sort()
      .map((name) => folder + name),
  );
