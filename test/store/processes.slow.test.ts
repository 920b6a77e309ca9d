import { execFileSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DataDirLocked } from '../../store/lock/data-dir-locked.ts';
import { verify } from '../../store/verification.ts';
import { plainRead } from './plain-reader.ts';
import { resumed } from './sample-facts.ts';
import { spawnHolder } from './spawn-holder.ts';
import { appendOf, openLog, tempDir } from './temp-log.ts';

const fileOf = (dir: string) => join(dir, 'betting_events.demo.json');

/** A process namespace of its own: in there, the first process has pid 1, as in a container. */
const IN_A_CONTAINER = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];

const canUnshare = (() => {
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('the DATA_DIR', () => {
  it('goes to exactly one of several processes that start together, again and again', async () => {
    const dir = tempDir();
    for (let round = 0; round < 4; round += 1) {
      const racers = Array.from({ length: 4 }, () => spawnHolder(dir));
      const answers = await Promise.all(racers.map(({ next }) => next()));
      expect(answers.filter(({ kind }) => kind === 'open')).toHaveLength(1);
      const refusals = answers.filter(({ kind }) => kind === 'refused');
      const winner = racers[answers.findIndex(({ kind }) => kind === 'open')];
      expect(refusals).toHaveLength(3);
      for (const { value } of refusals) {
        expect(value).toMatchObject({ code: 'DATA_DIR_LOCKED' });
        expect(JSON.stringify(value)).toContain(`process ${winner?.child.pid} on host`);
      }
      expect(await winner?.append()).toEqual({ kind: 'appended', value: round + 1 });
      winner?.kill('SIGKILL');
      await Promise.all(racers.map(({ ended }) => ended()));
    }
    expect(plainRead(fileOf(dir))).toHaveLength(4);
  });

  it('is free at once when its holder was killed, with every acknowledged event there', async () => {
    const dir = tempDir();
    let acknowledged = 0;
    for (let round = 0; round < 5; round += 1) {
      const bot = spawnHolder(dir, { heartbeatMs: 600_000, what: 'forever' });
      const opened = await bot.next();
      expect(opened.kind).toBe('open');
      expect(Number(Object(Object(opened.value).head).seq)).toBeGreaterThanOrEqual(acknowledged);
      await vi.waitUntil(() => bot.said.length > 20 + round * 37, { timeout: 60_000, interval: 1 });
      bot.kill('SIGKILL');
      await bot.ended();
      acknowledged = Math.max(...bot.said.map(({ value }) => Number(value) || 0));
    }
    const began = performance.now();
    const log = await openLog(dir, { heartbeatMs: 600_000 });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(log.head().seq).toBeGreaterThanOrEqual(acknowledged);
    expect(plainRead(fileOf(dir)).at(-1)).toMatchObject(log.head());
  });

  it('is taken from a holder that sleeps beyond its heartbeat, which then appends nothing more', async () => {
    const dir = tempDir();
    const sleeper = spawnHolder(dir);
    expect((await sleeper.next()).kind).toBe('open');
    expect((await sleeper.append()).kind).toBe('appended');
    sleeper.kill('SIGSTOP');
    const heir = await vi.waitFor(() => openLog(dir, { heartbeatMs: 2_000 }), {
      timeout: 30_000,
      interval: 100,
    });
    expect(heir.head().seq).toBe(1);
    sleeper.kill('SIGCONT');
    expect(await sleeper.append()).toEqual({
      kind: 'failed',
      value: { reason: expect.stringMatching(/lock on DATA_DIR was lost/), lost: true },
    });
    expect(heir.leadership.left()).toBe(Number.POSITIVE_INFINITY);
    expect(plainRead(fileOf(dir))).toHaveLength(1);
    sleeper.child.stdin?.end();
    await sleeper.ended();
    expect(heir.leadership.left()).toBe(Number.POSITIVE_INFINITY);
  });

  const FILES = ['betting_events.demo.json', 'betting_events.demo.head.json'];

  /** What one that fell asleep in the middle of a write does when it wakes, once another has the folder. */
  async function expectOutOfReach(dir: string, itsFiles: readonly number[]): Promise<void> {
    const heir = await vi.waitFor(() => openLog(dir, { heartbeatMs: 2_000 }), {
      timeout: 30_000,
      interval: 100,
    });
    expect((await appendOf(heir, [resumed('the heir')])).kind).toBe('appended');
    for (const fd of itsFiles) {
      writeSync(fd, 'what the sleeper was about to write', 0);
      closeSync(fd);
    }
    expect((await appendOf(heir, [resumed('the heir again')])).kind).toBe('appended');
    expect(plainRead(fileOf(dir))).toHaveLength(3);
    expect((await verify([fileOf(dir)])).err).toEqual([]);
    const names = readdirSync(dir).filter((name) => !name.startsWith('betting_events.dry_run.'));
    expect(names.sort()).toEqual([...FILES, '.lock'].sort());
  }

  async function fallAsleep(dir: string): Promise<readonly number[]> {
    const sleeper = spawnHolder(dir);
    await sleeper.next();
    await sleeper.append();
    sleeper.kill('SIGSTOP');
    return FILES.map((name) => openSync(join(dir, name), 'r+'));
  }

  it('taken from a sleeper is out of reach of a write in whose middle it fell asleep', async () => {
    const dir = tempDir();
    await expectOutOfReach(dir, await fallAsleep(dir));
  });

  it('taken from one that died while it took over from a sleeper is out of that reach, too', async () => {
    const dir = tempDir();
    const itsFiles = await fallAsleep(dir);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const dying = spawnHolder(dir);
    await vi.waitUntil(() => existsSync(join(dir, '.lock', '2.json')), { timeout: 30_000, interval: 1 });
    dying.kill('SIGKILL');
    await dying.ended();
    await expectOutOfReach(dir, itsFiles);
  });

  it('taken from a sleeper for another mode meanwhile is out of that reach, too', async () => {
    const dir = tempDir();
    const itsFiles = await fallAsleep(dir);
    const other = await vi.waitFor(() => openLog(dir, { heartbeatMs: 2_000, mode: 'dry_run' }), {
      timeout: 30_000,
      interval: 100,
    });
    await other.close();
    await expectOutOfReach(dir, itsFiles);
  });

  it('stays with a holder that slept for a while, if nobody else came', async () => {
    const dir = tempDir();
    const sleeper = spawnHolder(dir);
    await sleeper.next();
    sleeper.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    sleeper.kill('SIGCONT');
    expect((await sleeper.append()).kind).toBe('appended');
    await expect(openLog(dir, { heartbeatMs: 2_000 })).rejects.toThrow(DataDirLocked);
  });

  it.runIf(canUnshare)(
    'is not taken from a living holder by another container, where both have pid 1',
    async () => {
      const dir = tempDir();
      const one = spawnHolder(dir, { wrap: IN_A_CONTAINER });
      expect((await one.next()).kind).toBe('open');
      const other = spawnHolder(dir, { wrap: IN_A_CONTAINER });
      expect(await other.next()).toMatchObject({
        kind: 'refused',
        value: { message: expect.stringMatching(/process 1 on host/) },
      });
      await other.ended();
      expect((await one.append()).kind).toBe('appended');
    },
  );

  it.runIf(canUnshare)(
    'is taken by another container once the heart of the killed one has stopped',
    async () => {
      const dir = tempDir();
      const one = spawnHolder(dir, { wrap: IN_A_CONTAINER });
      expect((await one.next()).kind).toBe('open');
      expect((await one.append()).kind).toBe('appended');
      one.kill('SIGKILL');
      await one.ended();
      const began = performance.now();
      const other = spawnHolder(dir, { wrap: IN_A_CONTAINER });
      expect((await other.next()).kind).toBe('open');
      expect(performance.now() - began).toBeGreaterThan(1_000);
      expect(await other.append()).toEqual({ kind: 'appended', value: 2 });
    },
  );
});

describe('a file size limit of the system', () => {
  it('makes a failed append of a value, and leaves a whole file that the next run goes on with', async () => {
    const dir = tempDir();
    const bot = spawnHolder(dir, { what: 'requests', wrap: ['prlimit', `--fsize=${400 * 1024}`] });
    await bot.ended();
    expect(bot.said.at(-1)).toMatchObject({
      kind: 'failed',
      value: { reason: expect.stringMatching(/size limit.*EFBIG/), lost: false },
    });
    const acknowledged = bot.said.filter(({ kind }) => kind === 'appended').length;
    expect(acknowledged).toBeGreaterThan(100);
    expect(plainRead(fileOf(dir))).toHaveLength(acknowledged);
    const log = await openLog(dir);
    expect([log.head().seq, log.opened.notes]).toEqual([acknowledged, []]);
  });
});

describe('verify beside a running bot', () => {
  it('finds the file whole however fast it grows, and touches nothing', async () => {
    const dir = tempDir();
    const bot = spawnHolder(dir, { what: 'forever' });
    for (let line = 0; line < 10; line += 1) await bot.next();
    const names = readdirSync(dir);
    let last = 0;
    for (let round = 0; round < 25; round += 1) {
      const { exitCode, out, err } = await verify([fileOf(dir)]);
      expect([exitCode, err]).toEqual([0, []]);
      const events = Number(/: (\d+) events/.exec(out[0] ?? '')?.[1]);
      expect(events).toBeGreaterThanOrEqual(last);
      last = events;
    }
    expect(last).toBeGreaterThan(8);
    expect(readdirSync(dir)).toEqual(names);
    bot.kill('SIGKILL');
    await bot.ended();
    appendFileSync(fileOf(dir), 'x');
    expect((await verify([fileOf(dir)])).err).toEqual([expect.stringMatching(/Warning: an unfinished end/)]);
  });
});
