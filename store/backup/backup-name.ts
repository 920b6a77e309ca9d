import type { Mode } from '../../src/core/events.ts';

/** What a backup's file name tells. */
export interface BackupName {
  readonly mode: Mode;
  /** ISO-8601 UTC, to the second: when it was made. */
  readonly at: string;
  /** Its last event. */
  readonly seq: number;
  /** Which log it is of: the 16 hex digits by which anchors name it. */
  readonly log: string;
}

const NAME =
  /^betting_events\.(demo|dry_run|live)\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.seq(\d{1,15})\.log-([0-9a-f]{16})\.json\.gz$/;

/** `betting_events.live.20261126T043000Z.seq1234.log-3fa9c2d1e0b41c77.json.gz` */
export const backupFileName = ({ mode, at, seq, log }: BackupName): string =>
  `betting_events.${mode}.${compactTime(at)}.seq${seq}.log-${log}.json.gz`;

/** Null for any other file. */
export function readBackupName(file: string): BackupName | null {
  const [, mode, year, month, day, hour, minute, second, seq, log = ''] = NAME.exec(file) ?? [];
  if (mode === undefined) return null;
  const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return { mode: mode as Mode, at, seq: Number(seq), log };
}

/** The head file that stands beside a backup, packed or not, finished or not: `X.json.gz` has `X.head.json`. */
export const headFileBeside = (backup: string): string =>
  `${backup.replace(/\.new$/, '').replace(/\.json(\.gz)?$/, '')}.head.json`;

/** `20261126T043000Z` */
export const compactTime = (iso: string): string => iso.replace(/[-:]|\.\d+/g, '');
