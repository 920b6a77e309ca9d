import { readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainRead } from '../plain-reader.ts';
import { requested, resumed, SAMPLE_FACTS } from '../sample-facts.ts';
import { appendOf, openLog, readAll, tempDir } from '../temp-log.ts';
import { type FaultyDisk, faultyDisk, type Step } from './faulty-disk.ts';

const fileOf = (dir: string) => join(dir, 'betting_events.demo.json');
const headOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'betting_events.demo.head.json'), 'utf8'));
const NEVER_ENDING = Number.POSITIVE_INFINITY;

async function logWithTwoEvents() {
  const dir = tempDir();
  const disk = faultyDisk();
  const log = await openLog(dir, { disk });
  await appendOf(log, [resumed('a')]);
  await appendOf(log, [resumed('b')]);
  const heard: number[] = [];
  log.subscribe((events) => heard.push(...events.map(({ seq }) => seq)));
  return { dir, disk, log, heard };
}

/** After a failed sync the kernel may have given the pages up: they are written anew through a new descriptor. */
const PUTTING_BACK = ['open', 'write', 'sync', 'write'];

/** The calls that change a file from now on, of which those with these numbers (0 is the first) fail. */
function failCalls(disk: FaultyDisk, numbers: readonly number[]): readonly string[] {
  const calls: string[] = [];
  const { open, write, sync } = disk;
  const failing = <T>(name: string, call: () => T): T => {
    calls.push(name);
    if (numbers.includes(calls.length - 1)) throw Object.assign(new Error('planted'), { code: 'EIO' });
    return call();
  };
  disk.open = (path, flags) => failing('open', () => open(path, flags));
  disk.write = (fd, bytes, position) => failing('write', () => write(fd, bytes, position));
  disk.sync = async (fd) => failing('sync', () => sync(fd));
  return calls;
}

describe('an append that the disk refuses', () => {
  const places: [string, Step, number, number][] = [
    ['the write of the events, at once', 'write', 0, 0],
    ['the write of the events, half-way', 'write', 0, 150],
    ['the sync', 'sync', 0, 0],
    ['the write of the head file', 'write', 1, 0],
    ['the write of the head file, half-way', 'write', 1, 40],
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
        const answer = await appendOf(log, [resumed('lost'), resumed('lost')]);
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

    it('leaves everything acknowledged to the next run if the disk never recovers', async () => {
      const { dir, disk, log } = await logWithTwoEvents();
      disk.fail({
        steps: ['open', 'write', 'truncate', 'sync', 'close'],
        code: 'EIO',
        skip: step === 'sync' ? 1 : skip,
        times: NEVER_ENDING,
        taken,
      });
      for (const why of ['c', 'd'])
        expect(await appendOf(log, [resumed(why)])).toMatchObject({ kind: 'failed' });
      expect(log.head().seq).toBe(2);
      await log.close().catch(() => undefined);
      const next = await openLog(dir);
      const data = (await readAll(next)).map((event) => event.data);
      expect(data.slice(0, 2)).toEqual([{ why: 'a' }, { why: 'b' }]);
      expect([[], [{ why: 'c' }]]).toContainEqual(data.slice(2));
    });
  });

  it.each([
    ['the opening of the file anew', 2],
    ['the write of what is kept', 3],
    ['its sync', 4],
    ['the write of the head file', 5],
  ])('at its sync and then at %s is put back before the next append', async (_, second) => {
    const { dir, disk, log } = await logWithTwoEvents();
    const calls = failCalls(disk, [1, second]);
    expect((await appendOf(log, [resumed('lost')])).kind).toBe('failed');
    expect(calls.slice(0, second + 1)).toEqual(['write', 'sync', ...PUTTING_BACK].slice(0, second + 1));
    const tried = calls.length;
    expect((await appendOf(log, [resumed('c')])).kind).toBe('appended');
    expect(calls.slice(tried)).toEqual([...PUTTING_BACK, 'write', 'sync', 'write']);
    expect(plainRead(fileOf(dir)).map(({ data }) => data)).toEqual([
      { why: 'a' },
      { why: 'b' },
      { why: 'c' },
    ]);
    expect(headOf(dir)).toEqual(log.head());
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
    const { dir, disk, log, heard } = await logWithTwoEvents();
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
