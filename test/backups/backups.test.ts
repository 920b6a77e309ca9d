import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type BackupsParts, createBackups } from '../../src/backups/backups.ts';
import { createHandler } from '../../src/betting/handle.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { backupPlace } from '../../src/wiring/backup-place.ts';
import { plain } from '../commands/bench-app.ts';
import { SETTINGS } from '../core/given.ts';
import { createHandClock } from '../notify/hand-clock.ts';
import { filesIn } from '../store/backup/backup-order.ts';
import { openLog, silent, tempDir } from '../store/temp-log.ts';

const HOUR = 3_600_000;
const MORNING = Date.parse('2026-11-26T09:00:00.000Z');

/** The backups of a real log that has begun, on a clock that stands. */
async function bench() {
  const dir = tempDir();
  const folder = join(dir, 'backups');
  const clock = createHandClock(MORNING);
  const log = await openLog(dir, { clock });
  const handler = createHandler(log, initialState);
  const alerts: string[] = [];
  const ending = new AbortController();
  const now = () => new Date(clock.now()).toISOString();
  const record = (intent: Parameters<typeof handler.handle>[0]) =>
    handler.handle(intent, { actor: 'system', id: 'cause' });
  await record({ kind: 'start', now: now(), version: '1', mode: 'demo', settings: SETTINGS });
  const place = backupPlace({ folder, keep: { count: 2, days: 1 }, schedule: null });
  const begin = (more: Partial<BackupsParts> = {}) =>
    createBackups({
      place,
      schedule: { kind: 'daily', at: '04:30' },
      timeZone: 'UTC',
      mode: 'demo',
      alerts: {
        raise: (key, { title, text }) => void alerts.push(`${key}: ${title}: ${plain(text)}`),
        clear: (key, text) => void alerts.push(`${key} over: ${plain(text)}`),
      },
      ...{ handler, log, clock, logger: silent, ending: ending.signal, ...more },
    });
  const pause = () => record({ kind: 'pause', now: now(), why: 'a reason', until: null });
  return { folder, place, clock, handler, alerts, ending, begin, pause };
}

const shown = ({ health }: { health: ReturnType<typeof createBackups>['health'] }) => {
  const { state, why } = health();
  return `${state}: ${plain(why)}`;
};

describe('backups', () => {
  it('are made at the first beat where there is none, then at their time, where something was appended', async () => {
    const { begin, clock, pause, folder } = await bench();
    const backups = begin();
    expect(shown(backups)).toBe('ok: There is none of this log yet.');
    await backups.beat();
    expect(shown(backups)).toMatch(
      /^ok: The last one goes up to event 1 and was made 2026-11-26T09:00:00.000Z/,
    );
    clock.advance(19.5 * HOUR);
    await backups.beat();
    expect(filesIn(folder)).toHaveLength(2);
    await pause();
    await backups.beat();
    expect(filesIn(folder)).toHaveLength(4);
    expect(shown(backups)).toMatch(
      /^ok: The last one goes up to event 2 .* There are 2 backups of this log, 1 kB in all/,
    );
    await pause();
    await backups.beat();
    expect(filesIn(folder)).toHaveLength(4);
  });

  it('that were missed while the bot was off are made up for by one after its start', async () => {
    const { begin, clock, pause, folder } = await bench();
    await begin().beat();
    await pause();
    clock.advance(100 * HOUR);
    await begin().beat();
    expect(filesIn(folder)).toHaveLength(4);
  });

  it('say when one fails, try again after an hour, and say when it is over', async () => {
    const { begin, clock, folder, alerts } = await bench();
    const backups = begin();
    writeFileSync(folder, 'a file in the way');
    await backups.beat();
    await backups.beat();
    expect(alerts).toEqual([
      'backup: The event file could not be backed up: No backup was made: a file of that name is there already (EEXIST). It is tried again every hour. /backup tries at once, and /verify checks the event file itself.',
    ]);
    expect(shown(backups)).toMatch(
      /^degraded: The last attempt failed 2026-11-26T09:00:00.000Z: a file of that name is there already \(EEXIST\)\. There is none/,
    );
    rmSync(folder);
    clock.advance(HOUR - 1);
    await backups.beat();
    expect(alerts).toHaveLength(1);
    clock.advance(1);
    await backups.beat();
    expect(alerts[1]).toBe('backup over: A backup up to event 1 was made and checked.');
    expect(shown(backups)).toMatch(/^ok: The last one/);
  });

  it('that are not what the bot has in its memory are no backups, and a person is told', async () => {
    const { begin, folder, alerts, handler } = await bench();
    const dreaming = {
      ...handler,
      still: (look) => handler.still((state) => look({ ...state, paused: null, setAside: ['1'] })),
    } satisfies typeof handler;
    const backups = begin({ handler: dreaming });
    expect(await backups.make()).toEqual({
      refused: 'no-backup',
      message: 'No backup was made: the copy comes to another state at seq 1 than the bot has in its memory.',
    });
    expect(alerts).toHaveLength(1);
    expect(filesIn(folder)).toEqual([]);
  });

  it('are made when asked for, one after the other, whatever the schedule, and the oldest make room', async () => {
    const { begin, clock, pause } = await bench();
    const backups = begin({ schedule: null });
    await backups.beat();
    expect(shown(backups)).toBe(
      'off: None is made unless it is asked for (/backup). There is none of this log yet.',
    );
    const [first] = await Promise.all([backups.make(), backups.make()]);
    expect(first).toMatchObject({ kept: [{ seq: 1 }], removed: [] });
    for (const seq of [2, 3]) {
      clock.advance(30 * HOUR);
      await pause();
      const done = await backups.make();
      expect(done).toMatchObject({
        kept: [{ seq }, { seq: seq - 1 }],
        removed: seq === 2 ? [] : [{ seq: 1 }],
      });
    }
    expect(shown(backups)).toMatch(
      /^off: None is made unless it is asked for \(\/backup\)\. The last one goes up to event 3/,
    );
  });

  it('are not made twice where one is asked for when it is due', async () => {
    const { begin, place } = await bench();
    const keep = vi.fn(place.keep);
    const backups = begin({ place: { ...place, keep } });
    await Promise.all([backups.make(), backups.beat()]);
    expect(keep).toHaveBeenCalledTimes(1);
    expect(shown(backups)).toContain('It is the only one of this log');
  });

  it('are overdue where looking for them hangs', async () => {
    const { begin, clock } = await bench();
    const backups = begin({
      place: { look: () => new Promise(() => {}), keep: () => Promise.reject(new Error()) },
    });
    void backups.beat();
    clock.advance(HOUR);
    expect(shown(backups)).toMatch(/^ok/);
    clock.advance(1);
    expect(shown(backups)).toBe(
      'degraded: One is overdue by more than an hour. There is none of this log yet.',
    );
  });

  it('are called off when the bot is to end, which is no failure', async () => {
    const { begin, ending, alerts } = await bench();
    const keep = (_: unknown, signal: AbortSignal) =>
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('called off'))),
      );
    const backups = begin({ place: { look: async () => ({ backups: [], newestHead: null }), keep } });
    const made = backups.make();
    setImmediate(() => ending.abort());
    expect(await made).toMatchObject({ message: 'No backup was made: the bot is ending.' });
    expect([alerts, shown(backups)]).toEqual([[], 'ok: There is none of this log yet.']);
  });
});
