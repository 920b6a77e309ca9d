import {
  closeSync,
  cpSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Disk } from '../../store/event-file/disk.ts';
import { Died, type Life, never } from './life.ts';
import { type PagedFile, pagedFile } from './paged-file.ts';

/** What the machine's disk is put through. */
export interface SimulatedDisk {
  /** The folder of the process that runs now, or ran last. */
  folder(): string;
  /** The disk as one process has it. */
  open(life: Life): Disk;
  /** What is surely on it of that file of the folder. */
  durable(name: string): Buffer;
  setFull(full: boolean): void;
  isFull(): boolean;
  /** The next write, or the next sync, fails with an I/O error; null takes it back. */
  failNext(what: 'write' | 'sync' | null): void;
  /** Another process takes the folder over from the one that has it. */
  takeOver(): void;
  /** Takes what a dead process has left behind into a new folder, which no lock holds. */
  moveOn(powerCut: boolean): void;
}

/** So little that no file is given more room than it needs. */
const FREE = 8 * 1_024 * 1_024;

/** What disks write as a whole or not at all. */
const SECTOR = 512;

/** About half of a write, up to the end of a sector. */
function torn(position: number, length: number): number {
  const end = position + length / 2;
  return Math.max(0, end - (end % SECTOR) - position);
}

const fault = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${code}: simulated, ${syscall}`), { code, syscall });

/** Files in a folder below `root`, with `kept` deciding what a power cut leaves of what was not synced. */
export function simulatedDisk(root: string, kept: () => boolean): SimulatedDisk {
  let number = 0;
  let full = false;
  let failing: 'write' | 'sync' | null = null;
  let files = new Map<string, PagedFile>();
  const open = new Map<number, string>();
  const folder = (): string => join(root, String(number));
  mkdirSync(folder(), { recursive: true });

  const fileOf = (fd: number): PagedFile => {
    const file = files.get(open.get(fd) ?? '');
    if (file === undefined) throw fault('EBADF', 'write');
    return file;
  };

  function takeFault(what: 'write' | 'sync'): boolean {
    const fails = failing === what;
    if (fails) failing = null;
    return fails;
  }

  function write(life: Life, fd: number, bytes: Uint8Array, position: number): number {
    if (life.death() !== null) throw new Died();
    if (full && position + bytes.length > fstatSync(fd).size) throw fault('ENOSPC', 'write');
    const broken = takeFault('write');
    const passed = life.passes('write');
    const length = broken || !passed ? torn(position, bytes.length) : bytes.length;
    if (length > 0) {
      writeSync(fd, bytes, 0, length, position);
      fileOf(fd).wrote(position, length);
    }
    if (!passed) throw new Died();
    if (broken) throw fault('EIO', 'write');
    return length;
  }

  async function sync(life: Life, fd: number): Promise<void> {
    if (!(await life.reaches('sync'))) return never();
    const file = fileOf(fd);
    if (takeFault('sync')) {
      file.gaveUp();
      throw fault('EIO', 'fdatasync');
    }
    file.synced(readFileSync(join(folder(), open.get(fd) ?? '')));
    if (!(await life.reaches('synced'))) return never();
  }

  return {
    folder,
    open: (life) => ({
      open(path, flags) {
        if (!life.passes('open')) throw new Died();
        const fd = openSync(path, flags);
        const name = basename(path);
        if (!files.has(name)) files.set(name, pagedFile(readFileSync(path)));
        open.set(fd, name);
        return fd;
      },
      write: (fd, bytes, position) => write(life, fd, bytes, position),
      truncate(fd, length) {
        if (!life.passes('truncate')) throw new Died();
        ftruncateSync(fd, length);
      },
      sync: (fd) => sync(life, fd),
      async close(fd) {
        if (life.death() !== null) return never();
        open.delete(fd);
        closeSync(fd);
      },
      free: () => (full ? 0 : FREE),
    }),
    durable: (name) => files.get(name)?.durable() ?? Buffer.alloc(0),
    setFull: (now) => {
      full = now;
    },
    isFull: () => full,
    failNext: (what) => {
      failing = what;
    },
    // Each process has a folder of its own, so that it was the first one to hold it.
    takeOver: () => void mkdirSync(join(folder(), '.lock', '2'), { recursive: true }),
    moveOn(powerCut) {
      for (const fd of open.keys()) closeSync(fd);
      open.clear();
      const before = folder();
      number += 1;
      cpSync(before, folder(), { recursive: true, filter: (path) => basename(path) !== '.lock' });
      if (powerCut) {
        for (const [name, file] of files) {
          const path = join(folder(), name);
          if (name.endsWith('.new')) continue;
          writeFileSync(path, file.afterPowerCut(readFileSync(path), kept));
        }
      }
      files = new Map();
      rmSync(before, { recursive: true, force: true });
    },
  };
}
