import { readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/events.ts';
import { plainRead } from '../plain-reader.ts';
import { requested, resumed, SAMPLE_FACTS } from '../sample-facts.ts';
import { appendOf, openLog, readAll, tempDir } from '../temp-log.ts';
import { failCalls, faultyDisk, type Step } from './faulty-disk.ts';

const fileOf = (dir: string) => join(dir, 'betting_events.demo.json');
const headOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'betting_events.demo.head.json'), 'utf8'));
const NEVER_ENDING = Number.POSITIVE_INFINITY;

async function logWithTwoEvents(free = 0) {
  const dir = tempDir();
  const disk = faultyDisk();
  disk.free = () => free;
  const log = await openLog(dir, { disk });
  await appendOf(log, [resumed('a')]);
  await appendOf(log, [resumed('b')]);
  const heard: number[] = [];
  log.subscribe((events) => heard.push(...events.map(({ seq }) => seq)));
  return { dir, disk, log, heard };
}

/** For its outcome the file has to be made longer, so that its append takes every step that there is. */
const longRequest: Fact = { ...requested, data: { ...requested.data, reason: 'x'.repeat(70_000) } };

/** Of the room after it, of its events, and of the head file after their sync. */
const APPENDING = ['write', 'write', 'sync', 'write'];

/** After a failed sync the kernel may have given the pages up: they are written anew through a new descriptor. */
const PUTTING_BACK = ['open', 'write', 'write', 'sync', 'write'];

describe('an append that the disk refuses', () => {
  const places: [string, Step, number, number][] = [
    ['the write of the room after it, at once', 'write', 0, 0],
    ['the write of the room after it, half-way', 'write', 0, 2_000],
    ['the write of the events, at once', 'write', 1, 0],
    ['the write of the events, half-way', 'write', 1, 40_000],
    ['the write of the events, before the last byte', 'write', 1, NEVER_ENDING],
    ['the sync', 'sync', 0, 0],
    ['the write of the head file', 'write', 2, 0],
    ['the write of the head file, half-way', 'write', 2, 40],
  ];
  const codes: [string, RegExp][] = [
    ['ENOSPC', /disk is full/],
    ['EIO', /disk failed/],
    ['EROFS', /read-only/],
    ['EACCES', /permission/],
  ];

  describe.each(places)('at %s', (_, step, skip, taken) => {
    it.each(codes)(
      'is a value (%s), changes nothing, and does not stand in the way of the next',
      async (code, reason) => {
        const { dir, disk, log, heard } = await logWithTwoEvents();
        const before = log.head();
        disk.fail({ steps: [step], code, skip, taken });
        const answer = await appendOf(log, [longRequest, resumed('lost')]);
        expect(answer).toMatchObject({
          kind: 'failed',
          reason: expect.stringMatching(reason),
          cause: { code },
        });
        expect([log.head(), heard, headOf(dir)]).toEqual([before, [], before]);
        expect(plainRead(fileOf(dir))).toHaveLength(2);
        disk.heal();
        expect((await appendOf(log, [resumed('c')])).kind).toBe('appended');
        expect((await readAll(log)).map(({ data }) => data)).toEqual([
          { why: 'a' },
          { why: 'b' },
          { why: 'c' },
        ]);
        expect(plainRead(fileOf(dir)).map(({ hash }) => hash)).toEqual(
          (await readAll(log)).map(({ hash }) => hash),
        );
        expect(heard).toEqual([3]);
      },
    );
  });

  it.each(APPENDING.map((step, call) => [step, call]))(
    'at its %s (call %i) and then at any step of the putting back is put back before the next append',
    async (_, first) => {
      for (const [more] of PUTTING_BACK.entries()) {
        const { dir, disk, log } = await logWithTwoEvents();
        const before = [...APPENDING.slice(0, first + 1), ...PUTTING_BACK.slice(0, more + 1)];
        const calls = failCalls(disk, (call) => call === first || call === before.length - 1);
        expect((await appendOf(log, [longRequest])).kind).toBe('failed');
        expect(calls).toEqual(before);
        expect((await appendOf(log, [resumed('c')])).kind).toBe('appended');
        expect(calls.slice(before.length)).toEqual([...PUTTING_BACK, 'write', 'sync', 'write']);
        expect(plainRead(fileOf(dir)).map(({ data }) => data)).toEqual(
          ['a', 'b', 'c'].map((why) => ({ why })),
        );
        expect(headOf(dir)).toEqual(log.head());
        await log.close();
      }
    },
  );

  it('leaves everything acknowledged to the next run if the disk never recovers, from whichever step on', async () => {
    for (let first = 0; first < APPENDING.length + PUTTING_BACK.length; first += 1) {
      const { dir, disk, log } = await logWithTwoEvents();
      const acknowledged = await readAll(log);
      disk.fail({ steps: ['close'], code: 'EIO', times: NEVER_ENDING });
      const once = first < APPENDING.length ? first : APPENDING.indexOf('sync');
      failCalls(disk, (call) => call === once || call >= first);
      for (const fact of [longRequest, resumed('d')])
        expect((await appendOf(log, [fact])).kind).toBe('failed');
      expect([log.head().seq, headOf(dir).seq]).toEqual([2, 2]);
      await log.close();
      const next = await readAll(await openLog(dir));
      expect(next.slice(0, 2)).toEqual(acknowledged);
      expect([[], [longRequest.data]]).toContainEqual(next.slice(2).map(({ data }) => data));
    }
  });

  it('half-way through its head file, on a disk that never recovers, leaves a head file that fits no event: refused with the place', async () => {
    const { dir, disk, log } = await logWithTwoEvents();
    disk.fail({ steps: ['open', 'write'], code: 'EIO', skip: 1, times: NEVER_ENDING, taken: 40 });
    expect((await appendOf(log, [resumed('c')])).kind).toBe('failed');
    await log.close();
    const bytes = readFileSync(fileOf(dir));
    await expect(openLog(dir)).rejects.toMatchObject({ code: 'EVENT_FILE_REFUSED', line: 4, seq: 3 });
    expect(readFileSync(fileOf(dir)).equals(bytes)).toBe(true);
  });

  it('is whole on a disk that takes only a few bytes at a time, and fails on one that takes none', async () => {
    const { dir, disk, log } = await logWithTwoEvents();
    const { write } = disk;
    disk.write = (fd, bytes, position) => write(fd, bytes.subarray(0, 50), position);
    expect((await appendOf(log, [resumed('c'), resumed('d')])).kind).toBe('appended');
    expect(plainRead(fileOf(dir)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(headOf(dir)).toEqual(log.head());
    disk.write = () => 0;
    expect(await appendOf(log, [resumed('e')])).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/the disk took 0 of \d+ bytes and no more/),
    });
  });

  it('fails all that waited with it, and their memory of commands too', async () => {
    const { disk, log } = await logWithTwoEvents();
    disk.fail({ steps: ['sync'], code: 'EIO' });
    const both = await Promise.all([
      appendOf(log, [resumed('c')], { cause: 'key', once: true, expectedSeq: 2 }),
      appendOf(log, [resumed('d')], { expectedSeq: 3 }),
    ]);
    expect(both.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
    expect((await appendOf(log, [resumed('c')], { cause: 'key', once: true })).kind).toBe('appended');
  });

  it('answers a command seen before even then', async () => {
    const { disk, log } = await logWithTwoEvents();
    await appendOf(log, [resumed('c')], { cause: 'key', once: true });
    disk.fail({ steps: ['sync'], code: 'EIO', times: NEVER_ENDING });
    const [again, other] = await Promise.all([
      appendOf(log, [resumed('c')], { cause: 'key', once: true }),
      appendOf(log, [resumed('d')]),
    ]);
    expect([again.kind, other.kind]).toEqual(['repeated', 'failed']);
  });

  it('is verified after a failed sync: a file that has lost what was acknowledged is never written to again', async () => {
    const { dir, disk, log } = await logWithTwoEvents();
    disk.fail({ steps: ['sync'], code: 'EIO', times: 2 });
    expect((await appendOf(log, [resumed('c')])).kind).toBe('failed');
    const { size } = statSync(fileOf(dir));
    truncateSync(fileOf(dir), 100);
    truncateSync(fileOf(dir), size);
    disk.heal();
    const bytes = readFileSync(fileOf(dir));
    for (const why of ['d', 'e']) {
      const answer = await appendOf(log, [resumed(why)]);
      expect(answer).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(/no longer holds seq 2/),
      });
    }
    expect(readFileSync(fileOf(dir))).toEqual(bytes);
  });
});

describe('a disk that is full', () => {
  /** Only writes beyond the file's present size fail, as on a full disk. */
  async function fullDisk() {
    const { dir, disk, log, heard } = await logWithTwoEvents(100_000_000);
    const full = { limit: NEVER_ENDING };
    const { write } = disk;
    disk.write = (fd, bytes, position) => {
      if (position + bytes.length > full.limit) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return write(fd, bytes, position);
    };
    const fill = () => {
      full.limit = statSync(fileOf(dir)).size;
    };
    return { dir, log, heard, fill, free: () => (full.limit = NEVER_ENDING) };
  }

  it('still takes the outcome of a request that was written before it was full', async () => {
    const { dir, log, fill } = await fullDisk();
    const asked = await appendOf(log, [requested]);
    expect(asked.kind).toBe('appended');
    fill();
    expect((await appendOf(log, [SAMPLE_FACTS.BET_PLACED])).kind).toBe('appended');
    expect((await appendOf(log, [SAMPLE_FACTS.BET_WON, SAMPLE_FACTS.TARGET_REACHED])).kind).toBe('appended');
    expect(plainRead(fileOf(dir)).at(-1)).toMatchObject(log.head());
  });

  it('takes no new request without room for its outcome, and does so again when there is room', async () => {
    const { dir, log, fill, free } = await fullDisk();
    fill();
    let answer = await appendOf(log, [requested]);
    for (let round = 0; answer.kind === 'appended' && round < 1_000; round += 1)
      answer = await appendOf(log, [requested]);
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/disk is full/) });
    const text = readFileSync(fileOf(dir), 'latin1');
    expect(text.length - text.trimEnd().length).toBeGreaterThan(64 * 1024);
    expect((await appendOf(log, [SAMPLE_FACTS.BET_REJECTED])).kind).toBe('appended');
    free();
    expect((await appendOf(log, [requested])).kind).toBe('appended');
    expect(plainRead(fileOf(dir)).at(-1)).toMatchObject(log.head());
  });

  it('that is short of room is left what the file does not need', async () => {
    const { dir, disk, log } = await logWithTwoEvents();
    disk.free = () => 900_000;
    const long = resumed('x'.repeat(70_000));
    for (let round = 0; round < 3; round += 1) expect((await appendOf(log, [long])).kind).toBe('appended');
    const padding = () => {
      const text = readFileSync(fileOf(dir), 'latin1');
      return text.length - text.trimEnd().length;
    };
    expect(padding()).toBeLessThan(66_000);
    expect(padding()).toBeGreaterThanOrEqual(64 * 1024);
    disk.free = () => 100_000_000;
    expect((await appendOf(log, [long])).kind).toBe('appended');
    expect(padding()).toBeGreaterThan(1_000_000);
  });

  it('ends with a refusal, and a whole file, when the last of the room is used up', async () => {
    const { dir, log, fill } = await fullDisk();
    fill();
    const long = resumed('x'.repeat(10_000));
    let answer = await appendOf(log, [long]);
    while (answer.kind === 'appended') answer = await appendOf(log, [long]);
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/disk is full/) });
    expect(plainRead(fileOf(dir)).at(-1)).toMatchObject(log.head());
  });
});
