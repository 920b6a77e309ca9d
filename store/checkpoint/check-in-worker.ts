import { askThread, spareMemory } from '../ask-thread.ts';
import { type CheckOrder, checkBehind } from './check-behind.ts';

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const PROGRAM = import.meta.url.endsWith('.js') ? new URL('./check-worker.js', import.meta.url) : null;

/** In MB: so that what the thread leaves behind is collected soon. A million events take some 40. */
const USUAL_MEMORY = 128;

/**
 * `checkBehind` in a thread of its own; where that dies, once more in another one with all the memory, in MB, that there
 * is to spare. Rejects where that dies, too, with an Error that says why in words; called off, it resolves with null.
 */
export function checkInWorker(
  order: CheckOrder,
  signal: AbortSignal,
  usual = USUAL_MEMORY,
  most = spareMemory,
): Promise<string | null> {
  if (PROGRAM === null) return checkBehind(order);
  const check = (memory: number): Promise<string | null> =>
    askThread<string | null>(PROGRAM, 'reading it', order, memory, signal).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
  return check(usual).catch(() => check(Math.max(usual, most())));
}
