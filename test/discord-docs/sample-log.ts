import type { Logger } from '../../src/logging/logger.ts';
import type { LinesWanted, LogLine } from '../../src/logging/newest-lines.ts';
import { readableText } from '../../src/logging/readable-line.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** A log in memory, read as its files are. */
export function sampleLog(now: () => number) {
  const lines: LogLine[] = [];
  const say =
    (level: keyof Logger): Logger['info'] =>
    (message, facts) => {
      lines.unshift({ at: new Date(now()).toISOString(), level, text: readableText({ message, facts }) });
    };
  return {
    logger: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
    logs: async ({ n, level }: LinesWanted): Promise<readonly LogLine[]> => {
      const wanted: readonly string[] = LEVELS.slice(LEVELS.indexOf(level));
      return lines.filter((line) => wanted.includes(line.level)).slice(0, n);
    },
  };
}
