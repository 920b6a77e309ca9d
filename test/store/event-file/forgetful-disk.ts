import { fstatSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, realDisk } from '../../../store/event-file/disk.ts';

const PAGE = 4096;

/**
 * A disk as the kernel shows it: changed pages lie on it only after a sync, and are given up when that sync fails,
 * though they still read as they were written and the next sync passes over them.
 */
export interface ForgetfulDisk extends Disk {
  /** Those of the next syncs that fail, the first as the lowest bit. */
  failSyncs(choice: number): void;
  /** Set by a failed sync that the process dies of, until it is started anew: no file is opened any more. */
  dead: boolean;
  /** What a power cut leaves of a folder's files, in another folder. */
  afterPowerCut(dir: string, into: string): void;
}

export function forgetfulDisk(mortal: boolean): ForgetfulDisk {
  const real = realDisk();
  const onDisk = new Map<number, Buffer>();
  const changed = new Map<number, Set<number>>();
  let failing = 0;
  const failed = () => Object.assign(new Error('planted'), { code: 'EIO' });
  const disk: ForgetfulDisk = {
    ...real,
    // Read too, since a sync has to find what was written.
    open: (path, flags) => {
      if (disk.dead) throw failed();
      return real.open(path, flags.replace(/^wx?$/, '$&+'));
    },
    dead: false,
    write: (fd, bytes, position) => {
      const { ino, size } = fstatSync(fd);
      if (!onDisk.has(ino)) onDisk.set(ino, contentOf(fd, size));
      const pages = changed.get(ino) ?? new Set();
      const written = real.write(fd, bytes, position);
      for (let at = position - (position % PAGE); at < position + written; at += PAGE) pages.add(at);
      changed.set(ino, pages);
      return written;
    },
    sync: async (fd) => {
      const { ino, size } = fstatSync(fd);
      const pages = changed.get(ino) ?? [];
      changed.delete(ino);
      const fails = failing % 2 === 1;
      failing >>= 1;
      if (fails) {
        disk.dead = mortal;
        throw failed();
      }
      const synced = Buffer.alloc(size);
      onDisk.get(ino)?.copy(synced);
      for (const at of pages) readSync(fd, synced, at, Math.min(PAGE, size - at), at);
      onDisk.set(ino, synced);
    },
    failSyncs: (choice) => {
      failing = choice;
    },
    afterPowerCut: (dir, into) => {
      for (const name of readdirSync(dir)) {
        const path = join(dir, name);
        const { ino } = statSync(path);
        if (statSync(path).isFile()) writeFileSync(join(into, name), onDisk.get(ino) ?? readFileSync(path));
      }
    },
  };
  return disk;
}

function contentOf(fd: number, size: number): Buffer {
  const content = Buffer.alloc(size);
  readSync(fd, content, 0, size, 0);
  return content;
}
