import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Runs `work` while no other set-up of the same folder does, in whatever process; `say` is told of a wait. */
export async function withLock(root, say, work) {
  const lock = join(
    tmpdir(),
    `rollover-set-up-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`,
  );
  for (let told = false; !take(lock); told = true) {
    if (!told) say('waiting for another set-up of this folder ...');
    await wait(200);
  }
  try {
    await work();
  } finally {
    release(lock);
  }
}

/** Moved away as a whole: while its files go one by one, another's could be renamed into its place, and go with them. */
function release(lock) {
  const aside = `${lock}.${randomUUID()}`;
  renameSync(lock, aside);
  rmSync(aside, { recursive: true });
}

/** A folder that holds its owner's pid is renamed into place: only one can be there. */
function take(lock) {
  const mine = `${lock}.${randomUUID()}`;
  mkdirSync(mine);
  writeFileSync(join(mine, 'pid'), String(process.pid));
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
    if (isAbandoned(lock)) discard(lock);
    return false;
  }
}

/** Moved away first, so that only one of several waiters discards it; put back if it has a new owner by then. */
function discard(lock) {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (isAbandoned(aside)) rmSync(aside, { recursive: true });
    else renameSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function isAbandoned(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
