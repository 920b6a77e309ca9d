import type { KeptBackup } from '../../store/backup/backup-folder.ts';
import { counted } from '../betting/views/wording.ts';
import type { ComponentHealth } from '../health.ts';
import type { TextParts } from '../reply.ts';

export interface BackupsSeen {
  /** Made by themselves, not only when asked for. */
  readonly wanted: boolean;
  /** The newest first. */
  readonly backups: readonly KeptBackup[];
  /** Of the last attempt; `at` is ISO. */
  readonly failure: { readonly why: string; readonly at: string } | null;
  readonly overdue: boolean;
}

/** How the backups are. */
export function backupsHealth({ wanted, backups, failure, overdue }: BackupsSeen): ComponentHealth {
  const component = 'backups';
  const there = sayBackups(backups);
  const [last] = backups;
  const times = last === undefined ? {} : { last_backup: last.at };
  if (failure !== null)
    return {
      component,
      state: 'degraded',
      why: ['The last attempt failed ', { at: failure.at }, `: ${failure.why}. `, ...there],
      times,
    };
  if (!wanted)
    return {
      component,
      state: 'off',
      why: ['None is made unless it is asked for (/backup). ', ...there],
      times,
    };
  if (overdue)
    return { component, state: 'degraded', why: ['One is overdue by more than an hour. ', ...there], times };
  return { component, state: 'ok', why: there, times };
}

/** The newest, and how many there are in all. */
export function sayBackups(backups: readonly KeptBackup[]): TextParts {
  const [newest] = backups;
  const oldest = backups.at(-1);
  if (newest === undefined || oldest === undefined) return ['There is none of this log yet.'];
  const total = backups.reduce((sum, { bytes }) => sum + bytes, 0);
  const last: TextParts = [`The last one goes up to event ${newest.seq} and was made `, newest, '. '];
  if (backups.length === 1) return [...last, `It is the only one of this log (${sizeText(total)}).`];
  return [
    ...last,
    `There are ${counted(backups.length, 'backup')} of this log, ${sizeText(total)} in all; the oldest was made `,
    oldest,
    '.',
  ];
}

/** `3 kB`, `1.2 MB` */
export const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
