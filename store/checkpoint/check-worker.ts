import { parentPort, workerData } from 'node:worker_threads';
import { checkBehind } from './check-behind.ts';

/** The other side of `check-in-worker.ts`, which hands it a CheckOrder. */
parentPort?.postMessage(await checkBehind(workerData));
