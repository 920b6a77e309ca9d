import { type Disk, writeAll } from './disk.ts';
import { CLOSING, type Position, spaces } from './layout.ts';
import { readAt } from './line-reader.ts';

const PAGE = 4096;

/**
 * Makes `position` the file's end again: its last page, the closing bracket, and white space over all that
 * followed are written and synced. Works on a full disk, since it takes no room that the file does not have.
 */
export async function rewriteTail(disk: Disk, fd: number, position: Position, size: number): Promise<void> {
  const pageStart = position.end - (position.end % PAGE);
  const kept = Buffer.alloc(position.end - pageStart);
  const { bytesRead } = await readAt(fd, kept, 0, kept.length, pageStart);
  if (bytesRead !== kept.length) throw new Error(`the event file ends before byte ${position.end}`);
  const end = position.end + CLOSING.length;
  const tail = [kept, Buffer.from(CLOSING), spaces(Math.max(size - end, 0))];
  writeAll(disk, fd, Buffer.concat(tail), pageStart);
  await disk.sync(fd);
}
