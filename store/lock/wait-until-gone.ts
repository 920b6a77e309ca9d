import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../src/logging/logger.ts';
import { DataDirLocked } from './data-dir-locked.ts';
import { fateOf, type Holder, readHolder } from './holder.ts';

const LOOK_MS = 50;

interface Watch {
  readonly dir: string;
  readonly heartbeatMs: number;
  readonly logger: Logger;
  readonly me: Holder;
  /** The folder whose time the holder keeps fresh; its note stands beside it. */
  readonly folder: string;
}

/**
 * Resolves once the holder is surely gone, or silent for the heartbeat's time; throws DataDirLocked once it is surely there. A process of this machine is known at once to live or to be gone; of
 * any other, and of one that lives but is late, the next beat is awaited, by our own clock: the clock of
 * another machine may be off, and a machine that just woke up has not beaten yet.
 */
export async function waitUntilGone(watch: Watch): Promise<'gone' | 'silent'> {
  const { dir, folder, logger, heartbeatMs } = watch;
  const began = performance.now();
  const first = await look(watch, null);
  if (first.verdict === 'wait') {
    const seconds = Math.ceil(heartbeatMs / 1000);
    logger.info(`Waiting up to ${seconds} s to see whether the last holder of ${dir} still lives`);
  }
  for (;;) {
    const { verdict, late } = await look(watch, first.beat);
    if (verdict === 'gone') return 'gone';
    if (verdict === 'alive') throw new DataDirLocked(dir, readHolder(`${folder}.json`));
    const watched = performance.now() - began;
    if (watched > heartbeatMs || (late && watched > 0.6 * heartbeatMs)) return 'silent';
    await sleep(LOOK_MS);
  }
}

async function look({ folder, me, heartbeatMs }: Watch, firstBeat: number | null) {
  const beat = await beatOf(folder);
  if (beat === null) return { verdict: 'gone', late: true, beat };
  const holder = readHolder(`${folder}.json`);
  const late = Date.now() - beat > heartbeatMs;
  if (holder === null) return { verdict: 'wait', late, beat };
  const fate = fateOf(holder, me);
  const beats = firstBeat !== null && beat !== firstBeat;
  if (fate === 'gone') return { verdict: 'gone', late, beat };
  return { verdict: beats || (fate === 'alive' && !late) ? 'alive' : 'wait', late, beat };
}

async function beatOf(folder: string): Promise<number | null> {
  try {
    return (await stat(folder)).mtimeMs;
  } catch {
    return null;
  }
}
