import { freemem, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';

/** With less, in MB, no thread can begin; and some of what is free is left to the bot. */
const LEAST_MEMORY = 64;
const SHARE = 0.8;

/** In MB: a reader of lines needs little room for what is young, and with more of it V8 collects late. */
const maxYoungGenerationSizeMb = 8;

/**
 * What a program answers in a thread of its own: the first message that it posts. Rejects with an Error that says why in
 * words where the thread ends without one: it was called off by the signal, or has thrown something, or `doing` this
 * would have taken more than `memory` MB, so that it ended and not the bot, which does not wait for its end.
 */
export function askThread<Answer>(
  program: URL,
  doing: string,
  order: unknown,
  memory: number,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxYoungGenerationSizeMb, maxOldGenerationSizeMb: memory };
    // What the bot was started with is for the bot.
    const worker = new Worker(program, { workerData: order, resourceLimits, execArgv: [] });
    worker.unref();
    let why = 'it was called off';
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      why = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong(doing, memory) : error.message;
    });
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error(why));
    });
    if (signal.aborted) stop();
  });
}

const tooLong = (doing: string, memory: number): string =>
  `${doing} takes more memory than the ${memory} MB that the machine or the container has to spare`;

/** In MB: of the machine, or of a container that may have less than that. */
export function spareMemory(): number {
  const limit = process.constrainedMemory();
  const free = limit > 0 && limit < totalmem() ? limit - process.memoryUsage.rss() : freemem();
  return Math.max(LEAST_MEMORY, Math.floor((SHARE * free) / 2 ** 20));
}
