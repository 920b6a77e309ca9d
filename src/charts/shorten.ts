import { plainName } from '../betting/views/wording.ts';

/** A name from outside as one line of at most so many characters, without the signs that the library reads as styles. */
export function shorten(name: string, longest: number): string {
  const characters = [...plainName(name.replace(/[{}|]/g, ' '))];
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
