import { plainName } from '../betting/views/wording.ts';

/** A name from outside as one line of at most so many characters, without the signs that the library reads as styles. */
export const shorten = (name: string, longest: number): string =>
  plainName(name.replace(/[{}|]/g, ' '), longest);
