import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realDisk } from '../../store/event-file/disk.ts';
import { ROOM } from '../../store/event-file/layout.ts';
import { DataDirLocked } from '../../store/lock/data-dir-locked.ts';
import { eventAfter, headAt, openFile, openIn, putFiles, WHOLE } from './event-file/small-file.ts';
import { resumed } from './sample-facts.ts';
import { appendOf, openLog, tempDir } from './temp-log.ts';

const EVENT_FILE = 'betting_events.demo.json';

/** So that no append makes the file longer, by which another writer would know. */
const ROOMY = Buffer.concat([WHOLE, Buffer.alloc(2 * ROOM, ' ')]);

const filesIn = (dir: string) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')]);

describe('a second writer', () => {
  it('is refused with who holds the DATA_DIR, and nothing is changed', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    await appendOf(log, [resumed('a')]);
    const before = filesIn(dir);
    const refusal = await openLog(dir).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataDirLocked);
    expect(refusal).toMatchObject({
      message: expect.stringContaining(`in use by process ${process.pid} on host`),
    });
    expect(filesIn(dir)).toEqual(before);
  });

  it('that has taken the DATA_DIR over is left alone: nothing more is appended', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    await appendOf(log, [resumed('a')]);
    const before = readFileSync(join(dir, EVENT_FILE));
    mkdirSync(join(dir, '.lock', '2'));
    expect(await appendOf(log, [resumed('b')])).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/lock on DATA_DIR was lost/),
    });
    expect([log.leadership.left(), log.leadership.lost.aborted]).toEqual([0, true]);
    expect(readFileSync(join(dir, EVENT_FILE)).equals(before)).toBe(true);
  });

  it('past the lock destroys nothing that the first one wrote, whoever of them appends when', async () => {
    const disk = { ...realDisk(), sync: async () => undefined };
    for (let turns = 0; turns < 2 ** 4; turns += 1) {
      const dir = tempDir();
      putFiles(dir, ROOMY, headAt(5));
      const writers = [await openFile(dir, disk), await openFile(dir, disk)] as const;
      let acknowledged = 5;
      for (let turn = 0; turn < 4; turn += 1) {
        const who = (turns >> turn) % 2;
        const { file } = writers[who === 0 ? 0 : 1];
        const event = eventAfter(file.position(), 'x'.repeat(100 * who));
        await file.append([event]).then(
          () => (acknowledged += 1),
          (error: unknown) => expect(String(error)).toMatch(/replaced or changed by another program/),
        );
      }
      for (const { file } of writers) await file.close();
      const { refused, seqs, opening } = await openIn(dir, disk);
      expect([turns, refused, opening?.notes, seqs.length]).toEqual([turns, null, [], acknowledged]);
    }
  });

  it.each([
    ['longer', (path: string) => appendFileSync(path, ' ')],
    ['shorter', (path: string) => truncateSync(path, statSync(path).size - 1)],
  ])('that has made the file %s, past the lock, is noticed before the next append', async (_, change) => {
    const dir = tempDir();
    const log = await openLog(dir);
    change(join(dir, EVENT_FILE));
    const before = readFileSync(join(dir, EVENT_FILE));
    expect(await appendOf(log, [resumed('a')])).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/replaced or changed by another program/),
    });
    expect(readFileSync(join(dir, EVENT_FILE)).equals(before)).toBe(true);
  });
});
