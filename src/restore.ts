import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Fault, formatFaults } from '../config/fault.ts';
import { dataDirIn, readVariables, type Variables } from '../config/variables.ts';
import { BackupRefused } from '../store/backup/backup-refused.ts';
import { DataDirUnusable, unusableIfRefused } from '../store/data-dir-unusable.ts';
import { DataDirLocked } from '../store/lock/data-dir-locked.ts';
import { restoreBackup } from '../store/restore/restore-backup.ts';
import { sayRestoring } from '../store/restore/say-restoring.ts';
import type { Logger } from './logging/logger.ts';
import { sayFileError } from './say-file-error.ts';
import { readCall, WrongCall } from './wrong-call.ts';

const USAGE = `Usage: npm run restore -- FILE [--to DATA_DIR] [--force]

  FILE           a backup (.json.gz), or any copy of an event file (.json)
  --to DATA_DIR  where to; unless given, the bot's own DATA_DIR, as the environment or .env has it
  --force        also over events that the backup lacks; the file that was there is kept in any case

No bot may be running there. Exit codes: 0 done, 2 wrong call, 3 a bot is running there, 4 refused.`;

const OPTIONS = {
  to: { type: 'string' },
  force: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The same as those of the bot. */
const EXIT = { done: 0, broken: 1, usage: 2, locked: 3, refused: 4 } as const;

const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: complain, warn: complain, error: complain };

async function restore(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.done;
  }
  const file = fileOf(positionals);
  const is = ownVariables();
  const dataDir = values.to ?? dataDirIn(is);
  if (is.get('STORE_URL') !== undefined && resolve(dataDir) === resolve(dataDirIn(is))) {
    complain(`Nothing was changed: ${inDatabase(dataDir)}`);
    return EXIT.refused;
  }
  const now = Date.now();
  try {
    const restoring = await restoreBackup({ file, dataDir, force: values.force, now, logger });
    const { out, err } = sayRestoring(restoring, now);
    for (const line of out) process.stdout.write(`${line}\n`);
    for (const line of err) complain(line);
    return restoring.done === 'refused' ? EXIT.refused : EXIT.done;
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw unusableIfRefused(dataDir, error);
    complain(`Nothing was changed: ${file} ${error.message}.`);
    return EXIT.refused;
  }
}

function fileOf([file, ...more]: readonly string[]): string {
  if (file === undefined || more.length > 0) throw new WrongCall('One file is to be restored.');
  try {
    if (statSync(file).isFile()) return file;
  } catch (cause) {
    throw new WrongCall(`${file} cannot be read: ${sayFileError(cause)}.`, { cause });
  }
  throw new WrongCall(`${file} is no file.`);
}

/** Secrets that cannot be read are no concern of this. */
function ownVariables(): Variables {
  const faults: Fault[] = [];
  const is = readVariables(process.env, (path) => readFileSync(path, 'utf8'), faults);
  const dotEnv = faults.filter(({ path }) => path === '');
  if (dotEnv.length > 0) throw new WrongCall(formatFaults(dotEnv));
  return is;
}

/** The bot would refuse a file that is not what the stream is, or bring it up to the stream at once. */
const inDatabase = (dataDir: string): string =>
  `STORE_URL is set, so that the log is in that database, and the event file in ${dataDir} is a copy of it. ` +
  'To mend the copy, move it away with its head file: the next start makes a new one. To go back to a backup, restore ' +
  'it with --to into another folder, bring the file to a stream of a new name with npm run store:copy, and set STREAM ' +
  'and DATA_DIR to those two; or use the backups of the database itself (docs/backups.md).';

function exitCodeOf(error: unknown): number {
  if (error instanceof DataDirLocked) return EXIT.locked;
  return error instanceof WrongCall || error instanceof DataDirUnusable ? EXIT.usage : EXIT.broken;
}

process.exitCode = await restore(process.argv.slice(2)).catch((error: unknown) => {
  complain(sayFileError(error));
  if (error instanceof WrongCall) complain(USAGE);
  return exitCodeOf(error);
});
