import { format } from 'winston';
import type DailyRotateFile from 'winston-daily-rotate-file';
import type { Audit } from '../audit.ts';
import type { Logger } from './logger.ts';
import { plainFacts } from './plain-facts.ts';
import type { Redactor } from './redactor.ts';
import { type FileSet, keepFiles } from './rotated-files.ts';

export interface AuditLogOptions {
  /** The folder; it is made if missing. */
  readonly dir: string;
  readonly redactor: Redactor;
  readonly logger: Logger;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
}

/** With a new file each day: a quarter of a year. */
const FILES: FileSet = {
  name: 'audit',
  most: 90,
  current: 'audit.log',
  rotation: '.audit-rotation.json',
  format: format.printf(({ line }) => String(line)),
  lost: 'The audit log cannot be written; commands are answered without it',
  back: 'The audit log is written again',
};

/**
 * Keeps one JSON line for each call of a command, without secrets: the newest are in `audit.log`. Where the disk
 * refuses, that is told once, and it is tried again every half minute.
 */
export function createAuditLog({ dir, redactor, logger, now }: AuditLogOptions): {
  readonly audit: Audit;
  close(): Promise<void>;
} {
  let open: DailyRotateFile | null = null;
  const files = keepFiles(FILES, dir, now, {
    add: (transport) => {
      open = transport;
    },
    remove: () => {
      open = null;
    },
    say: (level, message, facts) => logger[level](message, facts),
  });
  const audit: Audit = (entry) => {
    files.write(() => {
      const line = JSON.stringify(plainFacts({ at: new Date(now()).toISOString(), ...entry }, redactor));
      open?.write({ level: 'info', line });
    });
  };
  return { audit, close: files.close };
}
