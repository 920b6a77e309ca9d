import { close, fdatasync, fdatasyncSync, ftruncateSync, openSync, statfsSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/** The calls that change a file, everything that a disk can refuse while the log is in use, and its free room. */
export interface Disk {
  open(path: string, flags: string): number;
  /** Bytes written, which may be fewer than given. */
  write(fd: number, bytes: Uint8Array, position: number): number;
  truncate(fd: number, length: number): void;
  /** Resolves when the file's data are on the disk. */
  sync(fd: number): Promise<void>;
  close(fd: number): Promise<void>;
  /** Bytes still free on the disk of that file; 0 where nobody can tell. */
  free(path: string): number;
}

const QUICK_SYNC_MS = 1;

/** Timers, the lock's heartbeat among them, get their turn at least so often while appends follow each other. */
const LONGEST_RUN_MS = 20;

const syncElsewhere = promisify(fdatasync);

/**
 * A quick disk is waited for in place, since handing a sync of a tenth of a millisecond to a thread
 * costs as much again; a slow one in a thread, so that it holds up nothing else.
 */
export function realDisk(): Disk {
  failInsteadOfDying();
  let quick = true;
  let runBegan = performance.now();
  return {
    open: (path, flags) => openSync(path, flags),
    write: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position),
    truncate: ftruncateSync,
    sync: async (fd) => {
      const began = performance.now();
      const here = quick && began - runBegan < LONGEST_RUN_MS;
      if (here) fdatasyncSync(fd);
      else await syncElsewhere(fd);
      const ended = performance.now();
      quick = ended - began < QUICK_SYNC_MS;
      if (!here) runBegan = ended;
    },
    close: promisify(close),
    free,
  };
}

function free(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

const ignore = (): void => undefined;

/** A write beyond the process's file size limit would end the process by this signal; heard, it fails with EFBIG. */
function failInsteadOfDying(): void {
  if (!process.listeners('SIGXFSZ').includes(ignore)) process.on('SIGXFSZ', ignore);
}

/** Writes all the bytes or throws. */
export function writeAll(disk: Disk, fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = disk.write(fd, bytes.subarray(done), position + done);
    if (written === 0) throw new Error(`the disk took ${done} of ${bytes.length} bytes and no more`);
    done += written;
  }
}
