import { askThread, spareMemory } from '../ask-thread.ts';
import { removeLeftovers } from './backup-folder.ts';
import { whyNoBackup } from './backup-refused.ts';
import { type BackupDone, type BackupOrder, keepBackup } from './keep-backup.ts';

export type BackupAnswer =
  | { readonly done: BackupDone }
  /** In words. */
  | { readonly fault: string };

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const PROGRAM = import.meta.url.endsWith('.js') ? new URL('./backup-worker.js', import.meta.url) : null;

/**
 * `keepBackup` in a thread of its own: folding a long log takes many seconds, and where it would take more than `memory`
 * MB the thread ends of it and not the bot. Rejects with an Error that says why in words; ends at once when the signal is
 * aborted.
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

async function backupIn(
  program: URL,
  order: BackupOrder,
  signal: AbortSignal,
  memory: number,
): Promise<BackupDone> {
  const answer = await askThread<BackupAnswer>(program, 'replaying the copy', order, memory, signal).catch(
    async (error: unknown) => {
      await removeLeftovers(order.folder, order.name).catch(() => undefined);
      throw error;
    },
  );
  if ('done' in answer) return answer.done;
  throw new Error(answer.fault);
}
