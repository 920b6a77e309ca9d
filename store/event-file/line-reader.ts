import { read } from 'node:fs';
import { promisify } from 'node:util';

const NEW_LINE = 10;

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
  let spare = Buffer.allocUnsafe(0);
  let kept = 0;
  let position = from;
  const readOn = () => readAt(fd, buffer, kept, Math.min(buffer.length - kept, to - position), position);
  let reading = readOn();
  try {
    for (;;) {
      const { bytesRead } = await reading;
      position += bytesRead;
      const filled = buffer.subarray(0, kept + bytesRead);
      const lines = splitLines(filled);
      const rest = lines.pop() ?? filled;
      const finished = bytesRead === 0 || rest.length >= LONGEST_LINE;
      if (finished) {
        yield rest.length > 0 ? [...lines, rest] : lines;
        return;
      }
      const size = nextSize(buffer.length, filled.length, rest.length);
      [buffer, spare] = [spare.length === size ? spare : Buffer.allocUnsafe(size), buffer];
      kept = rest.copy(buffer);
      // The next piece is read while the reader of this one is at work.
      reading = readOn();
      yield lines;
    }
  } finally {
    // Nobody may close the file under a read.
    await reading.catch(() => undefined);
  }
}

/** What stands between the new lines; the last part may lack its end, or be empty. */
export function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  lines.push(bytes.subarray(start));
  return lines;
}

/** Twice as much where a line did not fit, or where the file is longer than was thought. */
function nextSize(size: number, filled: number, kept: number): number {
  return kept > size / 2 || (size < LARGEST_CHUNK && filled === size) ? 2 * size : size;
}
