import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listBackups } from '../../../store/backup/backup-folder.ts';
import { backupFileName, headFileBeside } from '../../../store/backup/backup-name.ts';
import { whyNoBackup } from '../../../store/backup/backup-refused.ts';
import { type BackupOrder, keepBackup } from '../../../store/backup/keep-backup.ts';
import type { OpenEventLog } from '../../../store/lowdb-event-log.ts';
import { started } from '../../core/given.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, openLog, tempDir } from '../temp-log.ts';
import { eventsIn, filesIn, orderFor } from './backup-order.ts';

/** A log of a start and so many appends of two events, and a folder for its backups. */
async function bench(appends = 3) {
  const dir = tempDir();
  const log = await openLog(dir);
  await appendOf(log, [started()]);
  for (let n = 0; n < appends; n += 1) await appendOf(log, [resumed(`“ü” ${n}`), resumed('and on')]);
  return { log, folder: join(dir, 'backups') };
}

const reasonOf = (order: BackupOrder): Promise<string> => keepBackup(order).then(() => 'kept', whyNoBackup);

describe('a backup', () => {
  it('holds every event, has its head beside it, and leaves nothing else in the folder', async () => {
    const { log, folder } = await bench();
    const order = await orderFor(log, folder);
    const { kept, removed, sameDisk } = await keepBackup(order);
    const file = `betting_events.demo.20261126T043000Z.seq7.log-${order.name.log}.json.gz`;
    const path = join(folder, file);
    expect(kept).toEqual([{ ...order.name, file, bytes: readFileSync(path).length }]);
    expect([removed, sameDisk]).toEqual([[], true]);
    expect(filesIn(folder)).toEqual([file, headFileBeside(file)].sort());
    expect(eventsIn(path).at(-1)).toMatchObject(log.head());
    expect(JSON.parse(readFileSync(headFileBeside(path), 'utf8'))).toEqual(log.head());
  });

  it('is a prefix of whole appends, of any log and at any moment between and during appends', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, sizes, fc.nat({ max: 8 }), async (before, during, after, turns) => {
        const dir = tempDir();
        const log = await openLog(dir);
        const ask = asker(log);
        await ask([1, ...before]);
        const [acknowledged, asked] = [log.head().seq, ask(during)];
        for (let n = 0; n < turns; n += 1) await turn();
        const order = await orderFor(log, join(dir, 'backups'));
        const [{ kept }] = await Promise.all([keepBackup(order), ask(after), asked]);
        const events = eventsIn(join(dir, 'backups', kept[0].file));
        const all = JSON.parse(readFileSync(join(dir, 'betting_events.demo.json'), 'utf8')).events;
        expect(events).toEqual(all.slice(0, order.head.seq));
        expect(events.length).toBeGreaterThanOrEqual(acknowledged);
        expect(events.at(-1)).toMatchObject({ last: events.length, hash: order.head.hash });
        await log.close();
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [
      'another last event',
      { head: { seq: 7, hash: 'a'.repeat(64) } },
      /its hash is .* but the head file has aaa/,
    ],
    [
      'an event more',
      { head: { seq: 8, hash: 'a'.repeat(64) } },
      /seq 8 was acknowledged, as the head file says/,
    ],
    [
      'another state',
      { digest: 'f'.repeat(64) },
      /^the copy comes to another state at seq 7 than the bot has/,
    ],
  ])('does not count where the bot has %s in its memory', async (_, wrong, why) => {
    const { log, folder } = await bench();
    expect(await reasonOf(await orderFor(log, folder, wrong))).toMatch(why);
    expect(filesIn(folder)).toEqual([]);
  });

  it('does not count where it holds an event more than the bot has', async () => {
    const { log, folder } = await bench();
    const order = await orderFor(log, folder);
    const { hash } = eventsIn(join(folder, (await keepBackup(order)).kept[0].file))[4] ?? { hash: '' };
    expect(await reasonOf({ ...order, head: { seq: 5, hash } })).toMatch(
      /^the copy ends with seq 7 and another hash/,
    );
  });

  it('does not count where the event file is damaged, wherever that is, and says in which line', async () => {
    const { log, folder } = await bench();
    const order = await orderFor(log, folder);
    const bytes = readFileSync(order.eventFile);
    const line = bytes.indexOf('"seq":4');
    bytes[line + 40] = (bytes[line + 40] ?? 0) ^ 1;
    writeFileSync(order.eventFile, bytes);
    expect(await reasonOf(order)).toMatch(/^the copy is damaged in line 5, seq 4: found/);
    truncateSync(order.eventFile, order.end - 10);
    expect(await reasonOf(order)).toMatch(/^the copy is damaged in line 5, seq 4: found/);
    expect(filesIn(folder)).toEqual([]);
  });

  it('that cannot be written says so in words, and leaves those before it alone', async () => {
    const { log, folder } = await bench();
    const order = await orderFor(log, folder);
    await keepBackup(order);
    const before = filesIn(folder);
    const inTheWay = join(folder, backupFileName({ ...order.name, at: '2026-11-27T04:30:00.000Z' }));
    mkdirSync(`${inTheWay}.new`);
    expect(await reasonOf(await orderFor(log, folder, { at: '2026-11-27T04:30:00.000Z' }))).not.toBe('kept');
    expect(filesIn(folder).filter((name) => !name.endsWith('.new'))).toEqual(before);
    writeFileSync(join(folder, 'file'), '');
    expect(await reasonOf({ ...order, folder: join(folder, 'file', 'backups') })).toMatch(/ENOTDIR/);
  });
});

/** Appends of such sizes, asked for at once; resolves when all are acknowledged. */
function asker(log: OpenEventLog) {
  let asked = 0;
  return async (sizes: readonly number[]) => {
    const answers = sizes.map((size) => {
      const more = Array.from({ length: size - 1 }, (_, n) => resumed(`more ${n}`));
      const answer = appendOf(log, [resumed(`append at ${asked}`), ...more], { expectedSeq: asked });
      asked += size;
      return answer;
    });
    for (const { kind } of await Promise.all(answers)) expect(kind).toBe('appended');
  };
}

describe('the folder of the backups', () => {
  const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T04:30:00.000Z`;

  it('keeps the newest so many and those young enough, with their head files, and names the rest', async () => {
    const { log, folder } = await bench();
    const keep = { count: 2, days: 3.5 };
    for (const day of [1, 2, 3, 4]) await keepBackup(await orderFor(log, folder, { at: night(day), keep }));
    expect((await listBackups(folder, (await orderFor(log, folder)).name)).map(({ at }) => at)).toEqual(
      [4, 3, 2, 1].map(night),
    );
    const { kept, removed } = await keepBackup(await orderFor(log, folder, { at: night(10), keep }));
    expect(kept.map(({ at }) => at)).toEqual([10, 4].map(night));
    expect(removed.map(({ at }) => at)).toEqual([3, 2, 1].map(night));
    expect(filesIn(folder)).toHaveLength(4);
  });

  it('leaves the backups of other logs and modes alone, and whatever else is there', async () => {
    const { log, folder } = await bench();
    const keep = { count: 1, days: 0 };
    const other = await orderFor(log, folder, { at: night(1), keep });
    await keepBackup({ ...other, name: { ...other.name, log: '0123456789abcdef' } });
    await keepBackup({ ...other, name: { ...other.name, mode: 'live' } });
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const before = filesIn(folder);
    const { kept, removed } = await keepBackup(await orderFor(log, folder, { at: night(9), keep }));
    expect([kept.length, removed]).toEqual([1, []]);
    expect(filesIn(folder)).toEqual(expect.arrayContaining([...before]));
  });

  it('is rid of what a killed attempt left behind with the next one', async () => {
    const { log, folder } = await bench();
    const order = await orderFor(log, folder);
    const killed = join(folder, backupFileName({ ...order.name, at: night(1) }));
    const checking = join(folder, `.checking.demo.log-${order.name.log}`);
    mkdirSync(checking, { recursive: true });
    writeFileSync(join(checking, 'betting_events.json'), '{"events":[');
    writeFileSync(`${killed}.new`, 'half');
    writeFileSync(headFileBeside(killed), '{}');
    expect(await listBackups(folder, order.name)).toEqual([]);
    const { kept } = await keepBackup(order);
    expect(filesIn(folder)).toEqual([kept[0].file, headFileBeside(kept[0].file)].sort());
  });

  it('that is not there holds none', async () => {
    expect(await listBackups(join(tempDir(), 'none'), { mode: 'demo', log: 'x' })).toEqual([]);
  });
});
