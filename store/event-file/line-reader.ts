import { read } from 'node:fs';
import { promisify } from 'node:util';

/** Small for small files; read in ever larger pieces up to the largest, since each one waits for a thread. */
const FIRST_CHUNK = 64 * 1024;
const LARGEST_CHUNK = 2 * 1024 * 1024;

/** No event comes near this: longer is damage, and must not fill the memory. */
const LONGEST_LINE = 32 * 1024 * 1024;

export const readAt: (
  fd: number,
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
) => Promise<{ bytesRead: number }> = promisify(read);

/**
 * The lines from an offset on, without their ends, in batches; the last one may lack its end, in the file
 * or because it is too long. A batch is valid until the next one is asked for.
 */
export async function* readLines(
  fd: number,
  from: number,
  to = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly Buffer[]> {
  let buffer = Buffer.allocUnsafe(FIRST_CHUNK);
  let kept = 0;
  for (let position = from; ; ) {
    const { bytesRead } = await readAt(
      fd,
      buffer,
      kept,
      Math.min(buffer.length - kept, to - position),
      position,
    );
    position += bytesRead;
    const filled = buffer.subarray(0, kept + bytesRead);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = filled.indexOf(10); end >= 0; end = filled.indexOf(10, start)) {
      lines.push(filled.subarray(start, end));
      start = end + 1;
    }
    kept = filled.length - start;
    const finished = bytesRead === 0 || kept >= LONGEST_LINE;
    if (finished && kept > 0) lines.push(filled.subarray(start));
    yield lines;
    if (finished) return;
    const larger =
      kept > buffer.length / 2 || (buffer.length < LARGEST_CHUNK && filled.length === buffer.length);
    const next = larger ? Buffer.allocUnsafe(buffer.length * 2) : buffer;
    filled.copy(next, 0, start);
    buffer = next;
  }
}
