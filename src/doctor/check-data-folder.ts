import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { freeSpace } from '../../store/free-space.ts';
import type { LockSeen } from '../../store/lock/look-at-lock.ts';
import { megabytes, SPARSE, TOO_LITTLE } from '../disk-space.ts';
import { sayFileError } from '../say-file-error.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';

/** Whether the folder can be written, how much room it has, and who holds it. Writes nothing. */
export async function checkDataFolder(
  dir: string,
  lookAtLock: () => Promise<LockSeen>,
): Promise<readonly Finding[]> {
  const subject = 'Data folder';
  const there = await nearest(resolve(dir));
  try {
    const { mode } = await stat(there);
    if ((mode & constants.S_IFMT) !== constants.S_IFDIR)
      return [fail(subject, `${there} is a file; set DATA_DIR to a folder.`)];
    await access(there, constants.W_OK | constants.X_OK);
  } catch (error) {
    const remedy = 'let this user write there, or set DATA_DIR to another folder';
    return [fail(subject, `${there} cannot be written: ${sayFileError(error)}; ${remedy}.`)];
  }
  const made = there === resolve(dir) ? '' : ' It is made at the first start.';
  return [
    pass(subject, `${dir} can be written.${made}`),
    judgeSpace(there, await freeSpace(there)),
    await checkLock(lookAtLock),
  ];
}

/** The path itself, or what is there of it. */
async function nearest(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found !== null || dirname(path) === path ? path : nearest(dirname(path));
}

/** `free` in bytes, on the disk of `dir`. */
export function judgeSpace(dir: string, free: number): Finding {
  const said = `${megabytes(free)} are free where ${dir} is`;
  if (free < TOO_LITTLE)
    return fail('Disk', `${said}: nothing can be bet without room for the outcome; make some.`);
  return free < SPARSE ? warning('Disk', `${said}: make room before it is full.`) : pass('Disk', `${said}.`);
}

async function checkLock(look: () => Promise<LockSeen>): Promise<Finding> {
  const seen = await look();
  if (seen.kind === 'free') return pass('Lock', 'no other bot uses the data folder.');
  const { holder } = seen;
  const who = holder === null ? 'a process that has not said who it is' : describe(holder);
  return seen.kind === 'held'
    ? skip('Lock', `a bot is running on the data folder: ${who}. A second one would be refused.`)
    : warning('Lock', `${who} has it and is silent; a start waits ten seconds to see whether it lives.`);
}

const describe = ({ pid, host, since }: { pid: number; host: string; since: string }): string =>
  `process ${pid} on host ${host} since ${since}`;
