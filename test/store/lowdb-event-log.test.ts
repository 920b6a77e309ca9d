import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { eventLogContract } from './event-log.contract.ts';
import { plainRead } from './plain-reader.ts';
import { resumed, SAMPLE_FACTS } from './sample-facts.ts';
import { appendOf, eventsOf, openLog, readAll, silent, tempDir } from './temp-log.ts';

eventLogContract('The lowdb event log', () => {
  const dir = tempDir();
  return { open: (clock) => openLog(dir, { clock }) };
});

const fileOf = (dir: string) => join(dir, 'betting_events.demo.json');
const headOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'betting_events.demo.head.json'), 'utf8'));

describe('the event file', () => {
  it('is one JSON document after every append, with 64 KiB of written white space behind it', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    expect(plainRead(fileOf(dir))).toEqual([]);
    for (const fact of Object.values(SAMPLE_FACTS)) {
      await appendOf(log, [fact, fact]);
      const events = plainRead(fileOf(dir));
      const text = readFileSync(fileOf(dir), 'latin1');
      expect(events.at(-1)).toMatchObject({ ...log.head(), last: log.head().seq });
      expect(text.length - text.trimEnd().length).toBeGreaterThan(64 * 1024);
    }
  });

  it('keeps its white space when more than that is appended at once', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    const long = resumed('ä'.repeat(200_000));
    expect((await appendOf(log, [long, long, long])).kind).toBe('appended');
    const text = readFileSync(fileOf(dir), 'latin1');
    expect(plainRead(fileOf(dir))).toHaveLength(3);
    expect(text.length - text.trimEnd().length).toBeGreaterThan(64 * 1024);
    expect(statSync(fileOf(dir)).blocks * 512).toBeGreaterThanOrEqual(statSync(fileOf(dir)).size);
  });

  it('is verified under its name alone, whatever folder it lies in', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    await appendOf(log, [resumed('a')]);
    expect(await log.verify()).toMatchObject({
      exitCode: 0,
      out: [expect.stringMatching(/^betting_events\.demo\.json: 1 events, /)],
    });
    writeFileSync(join(dir, 'betting_events.demo.head.json'), 'no head');
    expect((await log.verify()).err.join()).not.toContain(dir);
  });

  it('is read by stock lowdb as it stands', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    const events = eventsOf(await appendOf(log, [resumed('a'), resumed('b')]));
    const db = new Low<{ events: unknown[] }>(new JSONFile(fileOf(dir)), { events: [] });
    await db.read();
    expect(db.data).toEqual({ events });
  });

  it('has a head file that names the last append before anybody hears of it', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    expect(headOf(dir)).toEqual({ seq: 0, hash: '0'.repeat(64) });
    const heads: unknown[] = [];
    log.subscribe(() => heads.push(headOf(dir)));
    await appendOf(log, [resumed('a')]);
    expect(heads).toEqual([log.head()]);
  });

  it('is read in pieces from any seq once it is longer than the memory of the log', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    const five = [0, 1, 2, 3, 4].map((n) => resumed(`${n}`));
    const facts = [resumed('first'), ...Array.from({ length: 499 }, () => five).flat()] as const;
    for (let round = 0; round < 3; round += 1) await appendOf(log, [...facts], { cause: `round ${round}` });
    for (const after of [0, 1, 1023, 1024, 1025, 2495, 2496, 2497, 7000, 7487]) {
      const seqs = (await readAll(log, after)).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 7488 - after }, (_, index) => after + index + 1));
    }
    const again = await appendOf(log, [resumed('x')], { cause: 'round 0', once: true });
    expect(eventsOf(again).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 2496 }, (_, index) => index + 1),
    );
    expect(plainRead(fileOf(dir))).toHaveLength(7488);
  });

  it('is not written to any more once another program has replaced it', async () => {
    const dir = tempDir();
    const log = await openLog(dir);
    await appendOf(log, [resumed('a')]);
    const before = readFileSync(fileOf(dir));
    renameSync(fileOf(dir), join(dir, 'elsewhere.json'));
    writeFileSync(fileOf(dir), before);
    const refusal = await vi.waitFor(async () => {
      const answer = await appendOf(log, [resumed('b')]);
      expect(answer.kind).toBe('failed');
      return answer;
    });
    expect(refusal).toMatchObject({ reason: expect.stringMatching(/replaced or changed/) });
    expect((await appendOf(log, [resumed('c')])).kind).toBe('failed');
    expect(readFileSync(fileOf(dir))).toEqual(before);
  });

  it('logs a listener that throws', async () => {
    const error = vi.fn();
    const log = await openLog(tempDir(), { logger: { ...silent, error } });
    log.subscribe(() => {
      throw new Error('no');
    });
    await appendOf(log, [resumed('a')]);
    expect(error).toHaveBeenCalledWith(
      expect.stringMatching(/listener/),
      expect.objectContaining({ seq: 1 }),
    );
  });

  it('takes one sync for all appends that wait at the same time', async () => {
    const { realDisk } = await import('../../store/event-file/disk.ts');
    const disk = realDisk();
    const sync = vi.fn(disk.sync);
    const log = await openLog(tempDir(), { disk: { ...disk, sync }, clock: systemClock });
    sync.mockClear();
    await Promise.all(
      Array.from({ length: 64 }, (_, seq) => appendOf(log, [resumed('a')], { expectedSeq: seq })),
    );
    expect(sync).toHaveBeenCalledTimes(1);
  });
});
