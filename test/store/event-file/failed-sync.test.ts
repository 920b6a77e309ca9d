import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Disk, realDisk } from '../../../store/event-file/disk.ts';
import { EventFileRefused } from '../../../store/event-file/event-file-refused.ts';
import { tempDir } from '../temp-log.ts';
import { type ForgetfulDisk, forgetfulDisk } from './forgetful-disk.ts';
import { eventAfter, openFile } from './small-file.ts';

/** More than a page, so that the next append does not write it again by the way. */
const LONG = 'x'.repeat(5_000);

async function open(dir: string, disk: Disk) {
  const { file, events } = await openFile(dir, disk);
  return { file, hashes: events.map(({ hash }) => hash) };
}

/** A new process, and further ones as long as their syncs fail. */
async function startAnew(dir: string, disk: ForgetfulDisk): ReturnType<typeof open> {
  disk.dead = false;
  return open(dir, disk).catch((error: unknown) => {
    if (error instanceof EventFileRefused) throw error;
    return startAnew(dir, disk);
  });
}

describe('a bot whose syncs fail', () => {
  it.each([
    ['goes on after it', () => false],
    ['is started anew after the second append', (round: number) => round === 2],
    ['dies of it and is started anew', (_: number, disk: ForgetfulDisk) => disk.dead],
  ] as const)(
    'and that %s keeps what it acknowledged through a power cut, whichever of them fail',
    async (how, ends) => {
      const root = tempDir();
      for (let choice = 0; choice < 16; choice += 1) {
        const [dir, after] = [mkdtempSync(join(root, 'run-')), mkdtempSync(join(root, 'after-'))];
        const disk = forgetfulDisk(how.startsWith('dies'));
        let { file, hashes } = await open(dir, disk);
        disk.failSyncs(choice);
        for (const round of [1, 2, 3]) {
          const event = eventAfter(file.position(), LONG);
          const appended = file.append([event]).then(() => hashes.push(event.hash));
          await appended.catch(() => undefined);
          if (!ends(round, disk)) continue;
          const acknowledged = hashes;
          await file.close();
          ({ file, hashes } = await startAnew(dir, disk));
          expect([choice, hashes.slice(0, acknowledged.length)]).toEqual([choice, acknowledged]);
        }
        await file.close();
        disk.afterPowerCut(dir, after);
        const found = await open(after, realDisk());
        await found.file.close();
        expect([choice, found.hashes.slice(0, hashes.length)]).toEqual([choice, hashes]);
      }
    },
  );
});
