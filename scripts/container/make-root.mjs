import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

/**
 * The root file system of a container in `folder`: the image's files, and on top what becomes other than they are. What
 * `mounts` are to be mounted on is there, and `prepare` may change it before it counts as how the container began.
 */
export function makeRoot({ folder, image, mounts, prepare = () => {} }) {
  const [root, changed, work] = ['root', 'changed', 'work'].map((part) => join(folder, part));
  for (const part of [root, changed, work]) mkdirSync(part, { recursive: true });
  const layers = `lowerdir=${image.root},upperdir=${changed},workdir=${work}`;
  run('mount', '-t', 'overlay', 'overlay', '-o', layers, root);
  for (const { from, to } of mounts) makePlace(from, join(root, to));
  prepare(root);
  const before = new Set(readdirSync(changed, { recursive: true }));
  return {
    root,
    /** Paths that are new, or other than the image's, since then. What is mounted is no part of it. */
    written: () => readdirSync(changed, { recursive: true }).filter((path) => !before.has(path)),
  };
}

/** A folder is mounted on a folder, a file on a file. */
function makePlace(from, place) {
  const isFolder = run('stat', '--dereference', '--format=%F', from) === 'directory';
  mkdirSync(isFolder ? place : dirname(place), { recursive: true });
  if (!isFolder) writeFileSync(place, '');
}
