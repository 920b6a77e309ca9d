import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Mode } from '../src/core/events.ts';
import { eventFilePath } from './event-file/layout.ts';
import { COPY_MARK, type KeptValue, keptInFolder, openKeptValue } from './kept-value.ts';

/** Null while a log is copied to the file. */
const schema = z.strictObject({ stream: z.string().nullable() });

/** Beside an event file that has followed a stream: which one that is. No bot may take such a file for its log. */
export interface CopyMark extends KeptValue<z.output<typeof schema>> {
  /** Where it is. */
  readonly path: string;
  /** The file is a log by itself again. */
  remove(): Promise<void>;
}

/** Of the event file of that mode in a DATA_DIR. */
export function copyMark(dir: string, mode: Mode): CopyMark {
  const texts = keptInFolder(dir, mode);
  const path = texts.placeOf(COPY_MARK);
  return {
    ...openKeptValue(texts, COPY_MARK, schema, { stream: mode }),
    path,
    remove: () => rm(path, { force: true }),
  };
}

export const sayHalfCopied = (eventFile: string): string =>
  `Not all of a log was copied to ${eventFile}: npm run store:copy was broken off. The same call again goes on from there.`;

/**
 * Why a bot may not take the event file for its log, in words; null where it may: while another one leads the stream, one
 * that bets from its copy would be a second bettor. Rejects where the mark cannot be read.
 */
export async function whyNoLog(dir: string, mode: Mode): Promise<string | null> {
  const { path, read } = copyMark(dir, mode);
  const mark = await read();
  if (mark === null) return null;
  const file = eventFilePath(dir, mode);
  if (mark.stream === null) return sayHalfCopied(file);
  return `${file} is a copy of the stream "${mark.stream}", and STORE_URL is not set: two bots could bet from one log. Set STORE_URL. To go back to the file, end all bots of the stream and run npm run store:copy -- stream:${mark.stream} ${file}; where the database is gone for good, remove ${path}.`;
}
