import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';

/** A new folder, in memory where that can be; those of processes that were killed before they removed theirs go. */
export function makeScratchFolder(place = existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir()): string {
  for (const name of readdirSync(place)) {
    const [, owner] = /^rollover-simulation-(\d+)-/.exec(name) ?? [];
    if (owner !== undefined && isGone(Number(owner)))
      rmSync(join(place, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(place, `rollover-simulation-${process.pid}-`));
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
