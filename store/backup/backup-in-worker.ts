import { freemem, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { removeLeftovers } from './backup-folder.ts';
import { whyNoBackup } from './backup-refused.ts';
import { type BackupDone, type BackupOrder, keepBackup } from './keep-backup.ts';

export type BackupAnswer =
  | { readonly done: BackupDone }
  /** In words. */
  | { readonly fault: string };

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const PROGRAM = import.meta.url.endsWith('.js') ? new URL('./backup-worker.js', import.meta.url) : null;

/** With less, in MB, no thread can begin; and some of what is free is left to the bot. */
const LEAST_MEMORY = 64;
const SHARE = 0.8;

/**
 * `keepBackup` in a thread of its own: folding a long log takes many seconds and as much memory again as the bot's
 * own state; where it would take more than `memory` MB the thread ends of it and not the bot. Rejects with an Error that
 * says why in words; ends at once when the signal is aborted.
 */
export function backupInWorker(
  order: BackupOrder,
  signal: AbortSignal,
  memory = spareMemory(),
): Promise<BackupDone> {
  return PROGRAM === null ? backupHere(order) : backupIn(PROGRAM, order, signal, memory);
}

async function backupHere(order: BackupOrder): Promise<BackupDone> {
  try {
    return await keepBackup(order);
  } catch (cause) {
    throw new Error(whyNoBackup(cause), { cause });
  }
}

function backupIn(
  program: URL,
  order: BackupOrder,
  signal: AbortSignal,
  memory: number,
): Promise<BackupDone> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxOldGenerationSizeMb: memory };
    // What the bot was started with is for the bot.
    const worker = new Worker(program, { workerData: order, resourceLimits, execArgv: [] });
    let why = 'it was called off';
    let answered = false;
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (answer: BackupAnswer) => {
      answered = true;
      if ('done' in answer) resolve(answer.done);
      else reject(new Error(answer.fault));
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      why = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong(memory) : error.message;
    });
    worker.once('exit', async () => {
      signal.removeEventListener('abort', stop);
      if (answered) return;
      await removeLeftovers(order.folder, order.name).catch(() => undefined);
      reject(new Error(why));
    });
    if (signal.aborted) stop();
  });
}

const tooLong = (memory: number): string =>
  `replaying the copy takes more memory than the ${memory} MB that the machine or the container has to spare`;

/** Of the machine, or of a container that may have less than that. */
function spareMemory(): number {
  const limit = process.constrainedMemory();
  const free = limit > 0 && limit < totalmem() ? limit - process.memoryUsage.rss() : freemem();
  return Math.max(LEAST_MEMORY, Math.floor((SHARE * free) / 2 ** 20));
}
