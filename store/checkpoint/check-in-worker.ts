import { Worker } from 'node:worker_threads';
import { type CheckOrder, checkBehind } from './check-behind.ts';

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const PROGRAM = import.meta.url.endsWith('.js') ? new URL('./check-worker.js', import.meta.url) : null;

/** `checkBehind` in a thread of its own. Rejects where the thread dies; called off, it resolves with null. */
export function checkInWorker(order: CheckOrder, signal: AbortSignal): Promise<string | null> {
  return PROGRAM === null ? checkBehind(order) : checkIn(PROGRAM, order, signal);
}

function checkIn(program: URL, order: CheckOrder, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    // What the bot was started with is for the bot; a reader of lines needs little room for what is young.
    const resourceLimits = { maxYoungGenerationSizeMb: 8 };
    const worker = new Worker(program, { workerData: order, resourceLimits, execArgv: [] });
    worker.unref();
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) resolve(null);
      else reject(new Error('the thread that checks the event file has ended'));
    });
    if (signal.aborted) stop();
  });
}
