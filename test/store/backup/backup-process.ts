import { writeFileSync } from 'node:fs';
import { whyNoBackup } from '../../../store/backup/backup-refused.ts';
import { type BackupOrder, keepBackup } from '../../../store/backup/keep-backup.ts';
import { realDisk } from '../../../store/event-file/disk.ts';

/**
 * Makes backups without end, for tests with real processes: `ORDER TIMES`. Says the name of each that is made, or why
 * none is and ends.
 */
const [order = '', times = ''] = process.argv.slice(2);
const wanted: BackupOrder = JSON.parse(order);

// As in the bot, a write beyond the file size limit fails instead of ending the process.
realDisk();

for (let n = 0; n < Number(times); n += 1) {
  const at = new Date(Date.parse(wanted.name.at) + n * 1_000).toISOString();
  const said = await keepBackup({ ...wanted, name: { ...wanted.name, at } }).then(
    ({ kept }) => `made ${kept[0].file}`,
    (error: unknown) => `none: ${whyNoBackup(error)}`,
  );
  writeFileSync(1, `${said}\n`);
}
