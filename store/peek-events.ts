import { closeSync, openSync } from 'node:fs';
import type { Event, Mode } from '../src/core/events.ts';
import { eventFilePath, START } from './event-file/layout.ts';
import { scanEvents } from './event-file/scan.ts';

/**
 * Hands out the whole, verified appends of a mode's event file without a lock and without changing anything,
 * beside whoever may be writing it. Resolves with false where there is no such file.
 * Throws for what no torn write can explain, and where there is nothing to be read.
 */
export async function peekEvents(dir: string, mode: Mode, take: (event: Event) => void): Promise<boolean> {
  const path = eventFilePath(dir, mode);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  try {
    const { position, fault } = await scanEvents({ path, fd }, START, null, (events) => events.forEach(take));
    if (fault !== null && position.seq === 0) throw new Error(`${path}: ${fault.what}`);
    return true;
  } finally {
    closeSync(fd);
  }
}
