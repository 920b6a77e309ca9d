import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { eventFilePath, headFilePath } from '../../../store/event-file/layout.ts';
import { keptInFolder } from '../../../store/kept-value.ts';
import { openOutboxPosition } from '../../../store/outbox-position.ts';
import { filesIn } from '../backup/backup-order.ts';
import { openLog, tempDir } from '../temp-log.ts';
import { backUp, bytesOf, dataDir, expectOpens, grow, KEPT, restore, said } from './restore-bench.ts';

describe('a backup', () => {
  it('is restored where there is nothing, packed or plain, with its head file', async () => {
    const packed = await backUp(await dataDir(5));
    const plain = join(tempDir(), 'copy.json');
    writeFileSync(plain, gunzipSync(readFileSync(packed)));
    for (const file of [packed, plain]) {
      const dir = join(tempDir(), 'new', 'data');
      const restoring = await restore(file, dir);
      expect(restoring).toMatchObject({ done: 'restored', kept: null, hadHead: file === packed });
      expect(bytesOf(dir)).toEqual(gunzipSync(readFileSync(packed)));
      expect(filesIn(dir)).toEqual(['.lock', 'betting_events.demo.head.json', 'betting_events.demo.json']);
      await expectOpens(dir, 5);
    }
    expect(await said(plain, tempDir())).toContain('Warning: no head file stood beside the backup');
  });

  it('takes the place of a log that it holds all of, which is kept', async () => {
    const dir = await dataDir(3);
    const before = bytesOf(dir);
    const other = tempDir();
    for (const name of filesIn(dir))
      if (name.endsWith('.json')) copyFileSync(join(dir, name), join(other, name));
    await grow(other, 2);
    const text = await said(await backUp(other), dir);
    expect(text).toMatch(
      /^restored\nbetting_events.demo.json now holds 5 events, the last of \S+, head [0-9a-f]{64}\./,
    );
    expect(text).toContain(`What was there is kept in ${KEPT} (3 events, the last of `);
    expect(bytesOf(dir, KEPT)).toEqual(before);
    expect(existsSync(headFilePath(join(dir, KEPT)))).toBe(true);
    await expectOpens(dir, 5);
  });

  it('of what is there already changes nothing', async () => {
    const dir = await dataDir(4);
    const backup = await backUp(dir);
    const before = filesIn(dir);
    expect(await said(backup, dir)).toMatch(
      /^nothing to do\nbetting_events.demo.json holds the same 4 events/,
    );
    expect(filesIn(dir)).toEqual(before);
  });

  it('goes over a log with further events only by force, and that log can be put back', async () => {
    const dir = await dataDir(4);
    const backup = await backUp(dir);
    await grow(dir, 3);
    const before = bytesOf(dir);
    expect(await said(backup, dir)).toMatch(
      /^refused\nRefused, and nothing was changed\. betting_events.demo.json has 3 events more than the backup: it holds 7 events, the last of \S+, the backup 4 events, the last of \S+\.\nWith --force/,
    );
    expect(bytesOf(dir)).toEqual(before);
    expect(await said(backup, dir, true)).toContain(
      'Warning: the log that was there went to event 7: what happened in the last 3 is not known to this one.',
    );
    await expectOpens(dir, 4);
    expect(await said(join(dir, KEPT), dir, false, Date.parse('2026-11-28'))).toMatch(
      /^restored\n.* now holds 7 events/,
    );
    await expectOpens(dir, 7);
  });

  it('goes over a log that went another way, or is another one, only by force', async () => {
    const dir = await dataDir(4);
    const longer = join(tempDir(), 'betting_events.demo.json');
    copyFileSync(eventFilePath(dir, 'demo'), longer);
    await grow(dir, 3, 'the one way');
    const backup = await backUp(dir);
    copyFileSync(longer, eventFilePath(dir, 'demo'));
    rmSync(headFilePath(eventFilePath(dir, 'demo')));
    for (const further of [1, 5]) {
      await grow(dir, further, 'the other way');
      expect(await said(backup, dir)).toMatch(
        /began as the same log and went another way: it holds .*, the backup 7 events/,
      );
    }
    const other = await dataDir(2);
    expect(await said(backup, other)).toMatch(/is another log: it began \S+ and holds 2 events/);
    expect(await said(backup, other, true)).toMatch(
      /^restored\n.* now holds 7 events.*Warning: \S+ is another log/s,
    );
    await expectOpens(other, 7);
  });
});

describe('a damaged event file', () => {
  const damage = (dir: string, seq: number) => {
    const bytes = bytesOf(dir);
    const at = bytes.indexOf(`"seq":${seq},`) + 100;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(eventFilePath(dir, 'demo'), bytes);
    return bytes;
  };

  it('makes room for a backup that holds all that can be read of it, and is kept', async () => {
    const dir = await dataDir(6);
    const backup = await backUp(dir);
    await grow(dir, 2);
    const damaged = damage(dir, 4);
    const text = await said(backup, dir);
    expect(text).toMatch(
      /^restored\n.* now holds 6 events.*\nWhat was there is kept in \S+ \(3 events, .*; damaged in line 5, seq 4: found/,
    );
    expect(text).toContain(
      'Warning: the log that was there went to event 8: what happened in the last 2 is not',
    );
    expect(bytesOf(dir, KEPT)).toEqual(damaged);
    await expectOpens(dir, 6);
  });

  it('of which more can be read than the backup holds makes room only by force', async () => {
    const dir = await dataDir(4);
    const backup = await backUp(dir);
    await grow(dir, 4);
    damage(dir, 8);
    expect(await said(backup, dir)).toMatch(
      /^refused\n.* has 3 events more than the backup: it holds 7 events/,
    );
    expect(await said(backup, dir, true)).toMatch(/^restored/);
    await expectOpens(dir, 4);
  });

  it.each([
    ['of 0 bytes', (file: string) => truncateSync(file, 0)],
    ['that is gone, but for its head file', (file: string) => rmSync(file)],
  ])('%s makes room for a backup, with what is known of it', async (_, spoil) => {
    const dir = await dataDir(4);
    const backup = await backUp(dir);
    spoil(eventFilePath(dir, 'demo'));
    expect((await restore(backup, dir)).done).toBe('restored');
    expect(existsSync(headFilePath(join(dir, KEPT)))).toBe(true);
    await expectOpens(dir, 4);
  });
});

describe('a restore that died between its two last steps, the event file in its place and its head file not', () => {
  /** The event file of a log with 4 events beside the head file that it had with so many. */
  async function halfRestored(events: number) {
    const dir = await dataDir(Math.min(events, 4));
    const head = headFilePath(eventFilePath(dir, 'demo'));
    let old = readFileSync(head);
    if (events < 4) await grow(dir, 4 - events);
    const backup = await backUp(dir);
    const restored = bytesOf(dir);
    if (events > 4) {
      await grow(dir, events - 4);
      old = readFileSync(head);
    }
    writeFileSync(eventFilePath(dir, 'demo'), restored);
    writeFileSync(head, old);
    return { dir, backup };
  }

  it('over an older log is done all the same', async () => {
    const { dir } = await halfRestored(2);
    await expectOpens(dir, 4);
  });

  it('over a newer log has a file that is refused, and is made up for by the next restore', async () => {
    const { dir, backup } = await halfRestored(6);
    await expect(openLog(dir)).rejects.toMatchObject({ code: 'EVENT_FILE_REFUSED' });
    expect((await restore(backup, dir)).done).toBe('restored');
    await expectOpens(dir, 4);
  });
});

describe('restoring', () => {
  it('is refused while a bot has the data folder', async () => {
    const backup = await backUp(await dataDir(3));
    const dir = await dataDir(2);
    const log = await openLog(dir);
    await expect(restore(backup, dir, true)).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' });
    await log.close();
    await expectOpens(dir, 2);
  });

  it('sets back the surfaces that were told of events beyond the backup, and no other', async () => {
    const dir = await dataDir(4);
    const backup = await backUp(dir);
    await grow(dir, 4);
    const told = { console: 8, discord: 3, audit: 4 } as const;
    for (const [sink, seq] of Object.entries(told))
      await openOutboxPosition(keptInFolder(dir, 'demo'), sink).write(seq);
    await openOutboxPosition(keptInFolder(dir, 'live'), 'console').write(99);
    writeFileSync(join(dir, 'outbox.broken.demo.json'), 'no JSON');
    expect(await said(backup, dir, true)).toContain('What is told to console goes on after event 4');
    const now = (sink: string, mode: 'demo' | 'live' = 'demo') =>
      openOutboxPosition(keptInFolder(dir, mode), sink).read();
    expect([await now('console'), await now('discord'), await now('audit')]).toEqual([4, 3, 4]);
    expect(await now('console', 'live')).toBe(99);
  });

  it('sets all surfaces to the end of a log that they were told nothing of', async () => {
    const dir = await dataDir(3);
    await openOutboxPosition(keptInFolder(dir, 'demo'), 'console').write(2);
    await restore(await backUp(await dataDir(5)), dir, true);
    expect(await openOutboxPosition(keptInFolder(dir, 'demo'), 'console').read()).toBe(5);
  });
});
