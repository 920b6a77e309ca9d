import { parentPort, workerData } from 'node:worker_threads';
import type { BackupAnswer } from './backup-in-worker.ts';
import { whyNoBackup } from './backup-refused.ts';
import { keepBackup } from './keep-backup.ts';

/** The other side of `backup-in-worker.ts`, which hands it a BackupOrder. */
const answer: BackupAnswer = await keepBackup(workerData).then(
  (done) => ({ done }),
  (error: unknown) => ({ fault: whyNoBackup(error) }),
);
parentPort?.postMessage(answer);
