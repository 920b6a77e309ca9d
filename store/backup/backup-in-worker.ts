import { Worker } from 'node:worker_threads';
import type { BackupDone, BackupOrder } from './keep-backup.ts';

export type BackupAnswer =
  | { readonly done: BackupDone }
  /** In words. */
  | { readonly fault: string };

const BUILT = import.meta.url.endsWith('.js');
const PROGRAM = new URL(`./backup-worker.${BUILT ? 'js' : 'ts'}`, import.meta.url);

/**
 * `keepBackup` in a thread of its own: folding a long log takes many seconds and as much memory again as the bot's
 * own state, and should that be too much, the thread dies of it and not the bot. Rejects with an
 * Error that says why in words; ends at once when the signal is aborted.
 */
export function backupInWorker(order: BackupOrder, signal: AbortSignal): Promise<BackupDone> {
  return new Promise((resolve, reject) => {
    // Built, it needs none of what the bot was started with; as sources, it needs what lets Node read them.
    const worker = new Worker(PROGRAM, { workerData: order, ...(BUILT && { execArgv: [] }) });
    const refuse = (why: string, cause?: unknown) => reject(new Error(why, { cause }));
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (answer: BackupAnswer) =>
      'done' in answer ? resolve(answer.done) : refuse(answer.fault),
    );
    worker.once('error', (error) => refuse(error.message, error));
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      refuse('it was called off');
    });
    if (signal.aborted) stop();
  });
}
