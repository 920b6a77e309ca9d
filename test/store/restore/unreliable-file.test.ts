import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headFileBeside } from '../../../store/backup/backup-name.ts';
import { unpackBackup } from '../../../store/backup/unpack-backup.ts';
import { eventFilePath } from '../../../store/event-file/layout.ts';
import { filesIn } from '../backup/backup-order.ts';
import { tempDir } from '../temp-log.ts';
import { backUp, dataDir, grow, restore } from './restore-bench.ts';

describe('a file that cannot be relied on', () => {
  it('whichever bit of it is flipped, is refused, or is the same log all the same', async () => {
    const backup = await backUp(await dataDir(3));
    const whole = readFileSync(backup);
    const expected = gunzipSync(whole);
    const folder = tempDir();
    const copy = join(folder, 'copy.json.gz');
    copyFileSync(headFileBeside(backup), headFileBeside(copy));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(copy, bytes);
        const unpacked = await unpackBackup(copy, join(folder, 'unpacked')).catch((error: unknown) => error);
        if (unpacked instanceof Error) expect(unpacked.name).toBe('BackupRefused');
        else expect(readFileSync(join(folder, 'unpacked', 'betting_events.json'))).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('wherever it is cut off, is refused', async () => {
    const backup = await backUp(await dataDir(3));
    const whole = readFileSync(backup);
    const copy = join(tempDir(), 'copy.json.gz');
    for (let length = 0; length < whole.length; length += 61) {
      writeFileSync(copy, whole.subarray(0, length));
      await expect(unpackBackup(copy, join(tempDir(), 'unpacked'))).rejects.toThrow(
        /^is (cut off or )?damaged/,
      );
    }
  });

  it('is refused where its name and its events do not agree, and changes nothing', async () => {
    const backup = await backUp(await dataDir(3));
    const dir = await dataDir(1);
    const before = filesIn(dir);
    const as = (name: string): string => {
      const file = join(tempDir(), name);
      copyFileSync(backup, file);
      return file;
    };
    const log = 'log-0123456789abcdef';
    const wrong = [
      ['betting_events.live.json.gz', /^is named for live, and its events are of demo$/],
      [
        `betting_events.demo.20261126T043000Z.seq9.${log}.json.gz`,
        /^ends with event 3, and its name says event 9/,
      ],
      [
        `betting_events.demo.20261126T043000Z.seq9.${log}.json`,
        /^ends with event 3, and its name says event 9/,
      ],
    ] as const;
    for (const [name, why] of wrong) await expect(restore(as(name), dir, true)).rejects.toThrow(why);
    expect(filesIn(dir)).toEqual(before);
    expect((await restore(as('any name'), dir, true)).done).toBe('restored');
  });

  it('is refused where its head file is of another log, and where it says nothing of its mode', async () => {
    const backup = await backUp(await dataDir(3));
    copyFileSync(headFileBeside(await backUp(await dataDir(3))), headFileBeside(backup));
    await expect(restore(backup, tempDir())).rejects.toThrow(/its hash is .* but the head file has/);
    const dir = tempDir();
    await grow(dir, 2);
    const file = join(tempDir(), 'copy.json');
    copyFileSync(eventFilePath(dir, 'demo'), file);
    await expect(restore(file, tempDir())).rejects.toThrow(
      /says neither in its name nor in its events which mode/,
    );
    expect((await restore(eventFilePath(dir, 'demo'), tempDir())).done).toBe('restored');
  });
});
