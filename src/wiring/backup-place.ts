import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { listBackups } from '../../store/backup/backup-folder.ts';
import { backupInWorker } from '../../store/backup/backup-in-worker.ts';
import { headFileBeside } from '../../store/backup/backup-name.ts';
import { readHeadFile } from '../../store/event-file/head-file.ts';
import type { BackupPlace } from '../backups/backups.ts';

/** The folder of the backups. */
export function backupPlace({ folder, keep }: Config['backups']): BackupPlace {
  return {
    look: async (of) => {
      const backups = await listBackups(folder, of);
      const [newest] = backups;
      const head = newest && (await readHeadFile(headFileBeside(join(folder, newest.file))));
      return { backups, newestHead: typeof head === 'object' ? head : null };
    },
    keep: (order, signal) => backupInWorker({ ...order, folder, keep }, signal),
  };
}
