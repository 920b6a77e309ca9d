import { copyFileSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DatabaseError } from 'pg';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chainHash, FIRST_HASH, hashField } from '../../../store/codec/hash-chain.ts';
import { copyMark } from '../../../store/copy-mark.ts';
import { realDisk } from '../../../store/event-file/disk.ts';
import type { Standing } from '../../../store/postgres/follow-stream.ts';
import { thisCopier } from '../../../store/postgres/holder.ts';
import { StreamBroken } from '../../../store/postgres/read-stream.ts';
import { openStreamEventLog } from '../../../store/postgres/stream-event-log.ts';
import type { StreamTables } from '../../../store/postgres/stream-tables.ts';
import { verify } from '../../../store/verification.ts';
import { handClock } from '../../exchange/hand-clock.ts';
import { forgetfulDisk } from '../event-file/forgetful-disk.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, eventsOf, readAll, silent, tempDir } from '../temp-log.ts';
import { type MemoryDatabase, memoryDatabase } from './memory-database.ts';

/** A program on a stream, on a clock that all of them share. */
function programs(database: MemoryDatabase = memoryDatabase()) {
  const clock = handClock();
  async function open(over: (tables: StreamTables) => StreamTables = (tables) => tables, dir = tempDir()) {
    const log = await openStreamEventLog(
      { dir, mode: 'demo', clock, newId: () => v7(), logger: silent },
      over(database.tables('demo')),
    );
    const called = new AbortController();
    const looks: Standing[] = [];
    let isLeading = false;
    let isEnded = false;
    const leading = log
      .lead(called.signal, (standing) => looks.push(standing))
      .then(() => {
        isLeading = true;
      });
    leading.catch(() => {
      isEnded = true;
    });
    onTestFinished(async () => {
      called.abort(new Error('the test is over'));
      await log.close();
    });
    /** What each turn of the event loop brings, as long as a file takes. */
    const settled = async (is: () => boolean): Promise<void> => {
      for (; !is(); await clock.advance(0)) if (isEnded) return leading;
    };
    return {
      ...{ log, dir, looks, leading, called },
      isLeading: () => isLeading,
      untilLeading: () => settled(() => isLeading),
      untilLooked: () => settled(() => looks.length > 0),
      /** Moves time on, and waits until it has looked since. */
      lookAfter: async (ms: number) => {
        const before = looks.length;
        await clock.advance(ms);
        await settled(() => looks.length > before);
      },
    };
  }
  return { clock, open, database };
}

describe('a stream', () => {
  it('is led by the first who comes, and by the next one as soon as that ends', async () => {
    const { open, clock } = programs();
    const one = await open();
    await one.untilLeading();
    expect(one.log.leadership.left()).toBeGreaterThan(6_000);
    const two = await open();
    await two.untilLooked();
    expect(two.looks[0]).toEqual({ leader: expect.stringMatching(/, process \d+$/), unreachable: null });
    expect([two.isLeading(), two.log.leadership.left(), two.log.leadership.lapsed()]).toEqual([
      false,
      0,
      'this process is a standby',
    ]);
    await one.log.close();
    await clock.advance(250);
    await two.untilLeading();
    expect((await appendOf(two.log, [resumed('mine')])).kind).toBe('appended');
  });

  it('takes nothing of a standby, which follows what the leader appends', async () => {
    const { open } = programs();
    const one = await open();
    await one.untilLeading();
    const two = await open();
    await two.untilLooked();
    const heard: number[] = [];
    two.log.subscribe((append) => heard.push(append.length));
    expect(await appendOf(two.log, [resumed('mine')])).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/standby/),
    });
    eventsOf(await appendOf(one.log, [resumed('a'), resumed('b')]));
    await two.lookAfter(250);
    expect([two.log.head(), heard]).toEqual([one.log.head(), [2]]);
  });

  it('is taken over when its leader has not been heard of for as long as its lease lasts, not before', async () => {
    const { open, clock } = programs();
    let isFrozen = false;
    const one = await open((tables) => ({
      ...tables,
      lease: {
        ...tables.lease,
        prolong: (...wanted) =>
          isFrozen ? Promise.reject(new Error('no answer')) : tables.lease.prolong(...wanted),
        giveBack: async () => undefined,
      },
    }));
    await one.untilLeading();
    const two = await open();
    await two.untilLooked();
    isFrozen = true;
    for (let at = 250; at < 7_000; at += 250) {
      await two.lookAfter(250);
      expect(two.isLeading()).toBe(false);
    }
    expect(one.log.leadership.left()).toBeLessThan(300);
    await clock.advance(250);
    expect(one.log.leadership.left()).toBe(0);
    await two.untilLeading();
    expect(await appendOf(one.log, [resumed('too late')])).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/another process has taken over/),
    });
    expect([one.log.leadership.lost.aborted, one.log.leadership.left()]).toEqual([true, 0]);
    expect(await readAll(two.log)).toEqual([]);
  });

  it('has what was appended at the very last, before its next leader begins', async () => {
    const { open, clock, database } = programs();
    const one = await open();
    await one.untilLeading();
    const two = await open((tables) => ({
      ...tables,
      lease: {
        ...tables.lease,
        take: async (...wanted) => {
          eventsOf(await appendOf(one.log, [resumed('at the last moment')]));
          const seen = await tables.lease.read();
          return tables.lease.take(seen, wanted[1], wanted[2]);
        },
      },
    }));
    await two.untilLooked();
    // As if it had died: it prolongs no more.
    const dead = database.tables('demo').lease;
    await dead.giveBack(1, 1_000);
    await clock.advance(250);
    await two.untilLeading();
    expect((await readAll(two.log)).map(({ data }) => data)).toMatchObject([{ why: 'at the last moment' }]);
  });
});

describe('a stream that a log was copied to', () => {
  it('is led once the lease was given back, and by nobody while not all is there', async () => {
    const { open, clock, database } = programs();
    const table = database.tables('demo').lease;
    const fence = (await table.take(null, thisCopier, 7_000)) ?? 0;
    const early = await open();
    await early.untilLooked();
    expect(early.looks[0]?.leader).toMatch(/, process \d+, which copies a log there$/);
    for (let second = 0; second < 8; second += 1) await clock.advance(1_000);
    await expect(early.leading).rejects.toThrow(
      'Not all of the log was copied to the stream "demo": npm run store:copy was broken off. The same call again goes on from there.',
    );
    await table.giveBack(fence, 1);
    const late = await open();
    await late.untilLeading();
  });
});

describe('a stream that is refused', () => {
  /** Of a bot that comes where one event was appended, when the database has other lines: with the first one's file, or with none. */
  async function refusalOf(
    linesNow: (lines: readonly string[]) => readonly string[],
    withFile: 'with file' | 'without' = 'without',
  ): Promise<unknown> {
    const { open, database } = programs();
    const one = await open();
    await one.untilLeading();
    eventsOf(await appendOf(one.log, [resumed('a')]));
    await one.log.close();
    const lines = linesNow(database.linesOf('demo'));
    const two = await open(
      (tables) => ({
        ...tables,
        events: { ...tables.events, lines: async (first, last) => lines.slice(Math.max(0, first - 1), last) },
      }),
      withFile === 'with file' ? one.dir : tempDir(),
    );
    return two.leading.catch((error: unknown) => error);
  }

  const refused = (words: RegExp) => ({ code: 'COPY_REFUSED', message: expect.stringMatching(words) });

  /** The lines with another event in the place of the last, whose hash fits. */
  const rewritten = (lines: readonly string[], change: object): readonly string[] => {
    const { hash: _, ...event } = JSON.parse(lines.at(-1) ?? '');
    const body = JSON.stringify({ ...event, ...change }).slice(0, -1);
    return [...lines.slice(0, -1), `${body}${hashField(chainHash(FIRST_HASH, body))}`];
  };

  it('because it has not what the file has may be copied anew', async () => {
    expect(await refusalOf(() => [], 'with file')).toMatchObject(
      refused(
        /demo\.json is to be a copy of the stream, and event 1, .* no longer there\. If .* move the file away/,
      ),
    );
  });

  it('because it is damaged is not to be copied anew, but to be replaced', async () => {
    const error = await refusalOf((lines) => lines.map((line) => line.replace('"why":"a"', '"why":"b"')));
    expect(error).toMatchObject(
      refused(
        /^The stream is damaged: event 1 has a wrong hash\. .*verify -- stream:demo looks.* copy it to a new stream .* set STREAM/,
      ),
    );
    expect(error).not.toMatchObject(refused(/move the file away/));
  });

  it('because of an event that is not understood says the first thing that is wrong with it', async () => {
    expect(await refusalOf((lines) => rewritten(lines, { data: { more: 1 } }))).toMatchObject(
      refused(
        /^The stream is damaged: event 1 .* is not understood: BETTING_RESUMED of version 1: why: [^;]+\. Nothing/,
      ),
    );
  });
});

describe('a standby that the database refuses', () => {
  const refusal = (code: string): Error =>
    Object.assign(new DatabaseError(`refused with ${code}`, 0, 'error'), { code });

  /** Beside a leader. */
  async function standby(first: Error | null) {
    const { open, clock } = programs();
    const one = await open();
    await one.untilLeading();
    let why = first;
    const two = await open((tables) => ({
      ...tables,
      events: {
        ...tables.events,
        lines: (...wanted) => (why === null ? tables.events.lines(...wanted) : Promise.reject(why)),
      },
    }));
    const refuse = (now: Error | null): void => {
      why = now;
    };
    return { one, two, clock, refuse };
  }

  it.each(['28P01', '28000', '3D000', '3F000', '42501', '42P01'])(
    'with %s after it was let in waits, says so, and takes over once it is let in again',
    async (code) => {
      const { one, two, clock, refuse } = await standby(null);
      await two.untilLooked();
      refuse(refusal(code));
      await two.lookAfter(250);
      await two.lookAfter(250);
      expect(two.looks.at(-1)).toEqual({ leader: null, unreachable: expect.stringContaining(`(${code})`) });
      await one.log.close();
      refuse(null);
      await clock.advance(250);
      await two.untilLeading();
    },
  );

  it.each(['28P01', '42501'])('with %s before it was ever let in ends: a setting is wrong', async (code) => {
    const { two } = await standby(refusal(code));
    await expect(two.leading).rejects.toMatchObject({
      code: 'STREAM_REFUSED',
      message: expect.stringMatching(/cannot be used: .* See STORE_URL/),
    });
  });

  it('because the stream is damaged ends also then', async () => {
    const { two, clock, refuse } = await standby(null);
    await two.untilLooked();
    refuse(new StreamBroken({ seq: 1, what: 'event 1 has a wrong hash' }));
    await clock.advance(250);
    await expect(two.leading).rejects.toMatchObject({ code: 'COPY_REFUSED' });
  });
});

describe('the copy of a leader', () => {
  it('is marked as one before anything is appended, also that of a standby', async () => {
    const { open } = programs();
    const one = await open((tables) => ({
      ...tables,
      lease: {
        ...tables.lease,
        take: async (...wanted) => {
          expect(await copyMark(one.dir, 'demo').read()).toEqual({ stream: 'demo' });
          return tables.lease.take(...wanted);
        },
      },
    }));
    await one.untilLeading();
    const two = await open();
    await two.untilLooked();
    expect(await copyMark(two.dir, 'demo').read()).toEqual({ stream: 'demo' });
  });

  it('that cannot be written makes the append fail, and is brought up to the stream before the next one', async () => {
    const database = memoryDatabase();
    const { clock } = programs(database);
    const dir = tempDir();
    let isFull = false;
    const disk = realDisk();
    const log = await openStreamEventLog(
      {
        ...{ dir, mode: 'demo', clock, newId: () => v7(), logger: silent },
        disk: {
          ...disk,
          write: (...wanted) => {
            if (isFull) throw new Error('no space left');
            return disk.write(...wanted);
          },
        },
      },
      database.tables('demo'),
    );
    onTestFinished(() => log.close());
    await log.lead(new AbortController().signal, () => undefined);
    const heard: number[] = [];
    log.subscribe((append) => heard.push(...append.map(({ seq }) => seq)));
    eventsOf(await appendOf(log, [resumed('a')]));
    isFull = true;
    for (const [why, mayBeStored] of [
      ['b', true],
      ['c', false],
    ] as const)
      expect(await appendOf(log, [resumed(why)], { expectedSeq: 1 })).toMatchObject({
        ...{ kind: 'failed', mayBeStored },
        reason: expect.stringMatching(/the copy in the data folder cannot be written: .*no space left/),
      });
    expect([log.head().seq, heard, database.linesOf('demo').length]).toEqual([1, [1], 2]);
    isFull = false;
    expect(await appendOf(log, [resumed('c')], { expectedSeq: 1 })).toEqual({ kind: 'conflict', seq: 2 });
    expect(heard).toEqual([1, 2]);
    eventsOf(await appendOf(log, [resumed('c')]));
    const lines = readFileSync(join(dir, 'betting_events.demo.json'), 'utf8').split('\n').slice(1, 4);
    expect(lines.map((line) => line.replace(/,$/, ''))).toEqual(database.linesOf('demo'));
  });

  it('that another program puts another file in the place of, or a folder that another one takes, is found out soon', async () => {
    const { open } = programs();
    const one = await open();
    await one.untilLeading();
    eventsOf(await appendOf(one.log, [resumed('a')]));
    const file = join(one.dir, 'betting_events.demo.json');
    copyFileSync(file, `${file}.other`);
    renameSync(`${file}.other`, file);
    const next = async () => {
      const answer = await appendOf(one.log, [resumed('b')]);
      return answer.kind === 'failed' ? answer.reason : answer.kind;
    };
    await expect.poll(next).toMatch(/was replaced or changed by another program/);
    rmSync(join(one.dir, '.lock'), { recursive: true });
    await expect.poll(next).toMatch(/the lock on DATA_DIR was lost to another process/);
  });

  it('whose lock was lost is appended to no more, however soon the next append comes', async () => {
    const { open } = programs();
    const one = await open();
    await one.untilLeading();
    const next = async () => {
      const answer = await appendOf(one.log, [resumed('a')]);
      return answer.kind === 'failed' ? answer.reason : answer.kind;
    };
    rmSync(join(one.dir, '.lock'), { recursive: true });
    await expect.poll(next).toMatch(/the lock on DATA_DIR was lost to another process/);
    expect(await next()).toMatch(/the lock on DATA_DIR was lost to another process/);
  });

  it('that a power cut takes the end from is brought up to the stream by the next start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 1, maxLength: 12 }), async (steps) => {
        const database = memoryDatabase();
        const { clock } = programs(database);
        const disk = forgetfulDisk(false);
        const [dir, left] = [tempDir(), tempDir()];
        const wanted = { mode: 'demo', clock, newId: () => v7(), logger: silent } as const;
        const log = await openStreamEventLog({ ...wanted, dir, disk }, database.tables('demo'));
        await log.lead(new AbortController().signal, () => undefined);
        for (const step of steps) {
          // A second, after which it is synced, or none.
          if (step === 2) await clock.advance(1_000);
          else eventsOf(await appendOf(log, [resumed('„x“'.repeat(400)), resumed('y')]));
        }
        disk.afterPowerCut(dir, left);
        const head = log.head();
        await log.close();
        const again = await openStreamEventLog({ ...wanted, dir: left }, database.tables('demo'));
        await again.lead(new AbortController().signal, () => undefined);
        expect(again.head()).toEqual(head);
        await again.close();
        expect(await verify([join(left, 'betting_events.demo.json')])).toMatchObject({ exitCode: 0 });
      }),
      { numRuns: 25 },
    );
  });
});
