import { type ParseArgsConfig, parseArgs } from 'node:util';
import { sayFileError } from './say-file-error.ts';

/** A program was called wrongly, or with wrong settings; the message says what is wrong. */
export class WrongCall extends Error {}

/** What node's own reader of command lines makes of a call. Throws a WrongCall. */
export function readCall<const T extends ParseArgsConfig>(wanted: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(wanted);
  } catch (cause) {
    throw new WrongCall(sayFileError(cause), { cause });
  }
}
