import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freeSpace } from '../../store/free-space.ts';
import type { LockSeen } from '../../store/lock/look-at-lock.ts';
import { megabytes, SPARSE, TOO_LITTLE } from '../disk-space.ts';
import { type Finding, fail, pass, skip, warning } from './finding.ts';
import { lookAtFolder, whyUnwritable } from './why-unwritable.ts';

/** Whether the folder can be written, how much room it has, and who holds it. Writes nothing. */
export async function checkDataFolder(
  dir: string,
  lookAtLock: () => Promise<LockSeen>,
): Promise<readonly Finding[]> {
  const { there, why } = await lookAtFolder(dir);
  if (why !== null)
    return [
      fail(
        SUBJECT,
        `${there} cannot be written: ${why}; let this user write there, or set DATA_DIR to another folder.`,
      ),
    ];
  return [
    there === resolve(dir)
      ? await checkContent(dir)
      : pass(SUBJECT, `${dir} can be written. It is made at the first start.`),
    judgeSpace(there, await freeSpace(there)),
    await checkLock(lookAtLock),
  ];
}

const SUBJECT = 'Data folder';

/** What a start opens to write it, not what it replaces as a whole. */
const WRITTEN = /^(\.lock|betting_events\.(demo|dry_run|live)(\.head)?\.json)$/;

/** A bot that another user started once, root for instance, leaves behind what this one cannot write. */
async function checkContent(dir: string): Promise<Finding> {
  const paths = (await readdir(dir)).filter((name) => WRITTEN.test(name)).map((name) => join(dir, name));
  const refused = (await Promise.all(paths.map(whyRefused))).flat();
  if (refused.length === 0) return pass(SUBJECT, `${dir} and what is in it can be written.`);
  return fail(
    SUBJECT,
    `${refused.join(', ')}. What another user made, give to this one (chown -R USER ${dir}).`,
  );
}

async function whyRefused(path: string): Promise<readonly string[]> {
  const why = await whyUnwritable(path);
  return why === null ? [] : [`${path} cannot be written: ${why}`];
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
