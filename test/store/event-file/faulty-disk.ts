import { type Disk, realDisk } from '../../../store/event-file/disk.ts';

export type Step = 'open' | 'write' | 'truncate' | 'sync' | 'close';

/** A real disk whose calls fail when told to. */
export interface FaultyDisk extends Disk {
  /** From the call after `skip` more of these steps on, `times` of them fail; a write after `taken` bytes. */
  fail(fault: { steps: readonly Step[]; code: string; skip?: number; times?: number; taken?: number }): void;
  /** No call fails any more. */
  heal(): void;
}

export function faultyDisk(): FaultyDisk {
  const real = realDisk();
  let check = (_step: Step): { code: string; taken: number } | null => null;
  const guarded = <T>(step: Step, call: () => T): T => {
    const fault = check(step);
    if (fault === null) return call();
    throw Object.assign(new Error(`${fault.code}: planted, ${step}`), { code: fault.code });
  };
  return {
    open: (path, flags) => guarded('open', () => real.open(path, flags)),
    free: real.free,
    truncate: (fd, length) => guarded('truncate', () => real.truncate(fd, length)),
    sync: async (fd) => guarded('sync', () => real.sync(fd)),
    close: async (fd) => {
      await real.close(fd);
      guarded('close', () => undefined);
    },
    write: (fd, bytes, position) => {
      const fault = check('write');
      if (fault === null) return real.write(fd, bytes, position);
      const taken = Math.min(fault.taken, bytes.length - 1);
      if (taken > 0) real.write(fd, bytes.subarray(0, taken), position);
      throw Object.assign(new Error(`${fault.code}: planted, write`), { code: fault.code });
    },
    fail: ({ steps, code, skip = 0, times = 1, taken = 0 }) => {
      let calls = 0;
      check = (step) => {
        if (!steps.includes(step)) return null;
        calls += 1;
        return calls > skip && calls <= skip + times ? { code, taken } : null;
      };
    },
    heal: () => {
      check = () => null;
    },
  };
}

/** The calls that change a file from now on, of which those with such numbers (0 is the first) fail. */
export function failCalls(disk: Disk, fails: (call: number) => boolean): readonly string[] {
  const calls: string[] = [];
  const { open, write, truncate, sync } = disk;
  const failing = <T>(name: string, call: () => T): T => {
    calls.push(name);
    if (fails(calls.length - 1)) throw Object.assign(new Error('planted'), { code: 'EIO' });
    return call();
  };
  disk.open = (path, flags) => failing('open', () => open(path, flags));
  disk.write = (fd, bytes, position) => failing('write', () => write(fd, bytes, position));
  disk.truncate = (fd, length) => failing('truncate', () => truncate(fd, length));
  disk.sync = async (fd) => failing('sync', () => sync(fd));
  return calls;
}
