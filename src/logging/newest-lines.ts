import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from './logger.ts';
import { readableText } from './readable-line.ts';
import type { Redactor } from './redactor.ts';

/** One entry of the program's own log. */
export interface LogLine {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly level: keyof Logger;
  /** What was said, on one line. */
  readonly text: string;
}

export interface LinesWanted {
  readonly n: number;
  /** Less grave ones are passed over. */
  readonly level: keyof Logger;
}

/** From the least grave on. */
const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly (keyof Logger)[];

const entry = z.object({
  at: z.iso.datetime(),
  level: z.enum(LEVELS),
  message: z.string(),
  facts: z.unknown().optional(),
});

/**
 * The newest lines of the rotated files in `dir`, the newest first, also those of earlier runs. What is a secret only
 * now is taken out as well. Rejects where a file that is there cannot be read.
 */
export async function newestLines(
  dir: string,
  { n, level }: LinesWanted,
  redactor: Redactor,
): Promise<readonly LogLine[]> {
  const wanted = LEVELS.slice(LEVELS.indexOf(level));
  const found: LogLine[] = [];
  for (const file of await filesIn(dir)) {
    const lines = (await contentOf(join(dir, file))).split('\n');
    for (const line of lines.toReversed()) {
      if (found.length === n) return found;
      const read = readLine(line, wanted, redactor);
      if (read !== null) found.push(read);
    }
  }
  return found;
}

/** Null for a line that is not wanted, or that a crash has torn. */
function readLine(line: string, levels: readonly string[], redactor: Redactor): LogLine | null {
  if (!levels.some((level) => line.includes(`"level":"${level}"`))) return null;
  const read = entry.safeParse(parseJson(line));
  if (!read.success || !levels.includes(read.data.level)) return null;
  const { at, level } = read.data;
  return { at, level, text: redactor.text(readableText(read.data)) };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** A day has several files where one grew too large: `rollover-2026-11-23.log`, then `rollover-2026-11-23.1.log`. */
const NAME = /^rollover-(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.log$/;

/** The newest first; none where there is no folder yet. */
async function filesIn(dir: string): Promise<readonly string[]> {
  const names = await orNone(readdir(dir), []);
  return names
    .flatMap((name) => {
      const [, day, part = '0'] = NAME.exec(name) ?? [];
      return day === undefined ? [] : [{ name, day, part: Number(part) }];
    })
    .sort((a, b) => b.day.localeCompare(a.day) || b.part - a.part)
    .map(({ name }) => name);
}

/** Nothing where the rotation has taken it away meanwhile. */
const contentOf = (path: string): Promise<string> => orNone(readFile(path, 'utf8'), '');

async function orNone<T>(reading: Promise<T>, none: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return none;
    throw error;
  }
}
