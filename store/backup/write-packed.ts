import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CLOSING } from '../event-file/layout.ts';

const PIECE = 1024 * 1024;

/**
 * Writes an event file up to the end of a whole append as a document of its own, packed, and syncs it. What lies
 * before that end is never changed again, so that the bot may append meanwhile. Rejects with the disk's error.
 */
export async function writePacked(eventFile: string, end: number, to: string): Promise<void> {
  const bytes = createReadStream(eventFile, { end: end - 1, highWaterMark: PIECE });
  await pipeline(bytes, closed, createGzip({ chunkSize: PIECE }), createWriteStream(to, { flush: true }));
}

async function* closed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* bytes;
  yield Buffer.from(CLOSING);
}
