import { type Disk, writeAll } from './disk.ts';
import { CLOSING, type Position, spaces } from './layout.ts';
import { readAt } from './line-reader.ts';

const PAGE = 4096;
const PIECE = 1024 * 1024;

/**
 * Writes the bytes from the page of `from` up to `to` once more, as they read. When a sync fails, the kernel may give
 * changed pages up that still read as they were written, and the next sync passes over them.
 */
export async function writeAnew(disk: Disk, fd: number, from: number, to: number): Promise<void> {
  const start = from - (from % PAGE);
  const piece = Buffer.allocUnsafe(Math.min(PIECE, to - start));
  for (let at = start; at < to; ) {
    const { bytesRead } = await readAt(fd, piece, 0, Math.min(piece.length, to - at), at);
    if (bytesRead === 0) throw new Error(`the event file ends before byte ${to}`);
    writeAll(disk, fd, piece.subarray(0, bytesRead), at);
    at += bytesRead;
  }
}

/**
 * Makes `position` the file's end again: what lies before it from `from` on, the closing bracket, and white space
 * over all that followed are written and synced. Works on a full disk, since it takes no room that the file does
 * not have.
 */
export async function rewriteTail(
  disk: Disk,
  fd: number,
  from: number,
  position: Position,
  size: number,
): Promise<void> {
  await writeAnew(disk, fd, from, position.end);
  const end = position.end + CLOSING.length;
  writeAll(disk, fd, Buffer.concat([Buffer.from(CLOSING), spaces(Math.max(size - end, 0))]), position.end);
  await disk.sync(fd);
}
