import { nameFile } from './name-file.mjs';

/** By descriptor, what a file of the data folder is called and what was last written to it: a sync is named by that. */
const files = new Map();

export function remember(fd, path) {
  const file = nameFile(path);
  if (file === null) forget(fd);
  else files.set(fd, { file, wrote: file });
}

export const forget = (fd) => files.delete(fd);

export const known = (fd) => files.get(fd);

const CREATING = /[wa]/;

/** The name of a file that is opened so that it may be made or emptied; null for any other opening. */
export const nameIfMade = (path, flags) => (CREATING.test(String(flags)) ? nameFile(path) : null);
