import { createLogger as createWinston, format, transports } from 'winston';
import type { Logger } from './logger.ts';
import { plainFacts } from './plain-facts.ts';
import { readableLine } from './readable-line.ts';
import type { Redactor } from './redactor.ts';
import { type FileSet, keepFiles } from './rotated-files.ts';

export interface LoggerOptions {
  readonly level: keyof Logger;
  /** The folder for files; it is made if missing. */
  readonly dir: string;
  readonly redactor: Redactor;
  /** Readable lines go here. */
  readonly stderr: NodeJS.WritableStream;
  readonly colour: boolean;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
}

/** At most a month and 300 MB. */
const FILES: FileSet = {
  name: 'rollover',
  most: 30,
  rotation: '.rotation.json',
  format: format.printf(({ at, level, message, facts }) => JSON.stringify({ at, level, message, facts })),
  lost: 'Log files cannot be written; logs go to standard error only',
  back: 'Log files are written again',
};

/**
 * Logs to `stderr` and to rotated files, without secrets. Never throws: where the files cannot be
 * written, that is said once on `stderr`, and they are tried again every half minute.
 */
export function createLogger(options: LoggerOptions): Logger & {
  setLevel(level: keyof Logger): void;
  close(): Promise<void>;
} {
  const { redactor, stderr, colour, now } = options;
  const readable = format.printf(({ at, level, message, facts }) =>
    readableLine({ at: String(at), level, message: String(message), facts }, colour),
  );
  const winston = createWinston({
    level: options.level,
    transports: [new transports.Stream({ stream: stderr, format: readable, eol: '\n' })],
  });
  winston.on('error', () => {});
  const files = keepFiles(FILES, options.dir, now, {
    add: (transport) => void winston.add(transport),
    remove: (transport) => void winston.remove(transport),
    say: (level, message, facts) => write(level, message, facts),
  });
  const write = (level: keyof Logger, message: string, facts?: Record<string, unknown>) => {
    const clean = facts && { facts: plainFacts(facts, redactor) };
    winston.log({ level, message: redactor.text(message), at: new Date(now()).toISOString(), ...clean });
  };
  const log = (level: keyof Logger) => (message: string, facts?: Record<string, unknown>) =>
    files.write(() => write(level, message, facts));
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    setLevel: (level) => {
      winston.level = level;
    },
    close: files.close,
  };
}
