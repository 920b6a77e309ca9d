import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { keepBackup } from '../../../store/backup/keep-backup.ts';
import { restoreBackup } from '../../../store/restore/restore-backup.ts';
import { sayRestoring } from '../../../store/restore/say-restoring.ts';
import { started } from '../../core/given.ts';
import { orderFor } from '../backup/backup-order.ts';
import { resumed } from '../sample-facts.ts';
import { appendOf, openLog, silent, tempDir } from '../temp-log.ts';

const NOW = Date.parse('2026-11-27T08:00:00.000Z');

/** Where the event file is kept that was there. */
export const KEPT = 'betting_events.demo.replaced-20261127T080000Z.json';

/** Appends so many events more. */
export async function grow(dir: string, events: number, what = 'an event'): Promise<void> {
  const log = await openLog(dir);
  for (let n = 0; n < events; n += 1) await appendOf(log, [resumed(`${what} ${n}`)]);
  await log.close();
}

/** A data folder whose log has begun, with so many events in all. */
export async function dataDir(events: number): Promise<string> {
  const dir = tempDir();
  const log = await openLog(dir);
  await appendOf(log, [started()]);
  await log.close();
  await grow(dir, events - 1);
  return dir;
}

/** Its backup, somewhere else. */
export async function backUp(dir: string): Promise<string> {
  const log = await openLog(dir);
  const folder = tempDir();
  const { kept } = await keepBackup(await orderFor(log, folder));
  await log.close();
  return join(folder, kept[0].file);
}

export const restore = (file: string, dir: string, force = false, now = NOW) =>
  restoreBackup({ file, dataDir: dir, force, now, logger: silent });

/** What it came to, in words as the program says them. */
export async function said(file: string, dir: string, force = false, now = NOW): Promise<string> {
  const restoring = await restore(file, dir, force, now);
  const { out, err } = sayRestoring(restoring, now);
  return [restoring.done, ...out, ...err].join('\n').replaceAll(`${dir}/`, '');
}

export const bytesOf = (dir: string, name = 'betting_events.demo.json') => readFileSync(join(dir, name));

/** Whole for a start of the bot, with so many events. */
export async function expectOpens(dir: string, events: number): Promise<void> {
  const log = await openLog(dir);
  expect([log.head().seq, log.opened.notes]).toEqual([events, []]);
  await log.close();
}
