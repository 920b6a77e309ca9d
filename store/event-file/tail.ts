import type { Fault } from './event-file-refused.ts';
import { lineOf, type Position } from './layout.ts';
import { readAt, readLines } from './line-reader.ts';

const BRACKET = '\n]}';
const EXCERPT = 60;

/** The bytes after an event's own line are at fault only if that line itself ended as it should. */
const LEADS_ON = /^(,?$|,?\n)/;

/** JSON's own white space, of which `\s` has more. */
const WHITE = /^[ \t\n\r]*/;

/**
 * Why the bytes after `reached`, the last sound event, are not the closing bracket and white space, or why
 * they may not stand there: `position` is where its append should have ended. Null where all is in order.
 */
export async function findFault(fd: number, reached: Position, position: Position): Promise<Fault | null> {
  const opening = Buffer.alloc(EXCERPT);
  const { bytesRead } = await readAt(fd, opening, 0, EXCERPT, reached.end);
  const rest = opening.toString('utf8', 0, bytesRead);
  const next = { line: lineOf(reached.seq + 1), seq: reached.seq + 1 };
  if (!rest.startsWith(BRACKET)) {
    const found = rest.trim() === '' ? 'the file ends' : `found ${JSON.stringify(rest)}`;
    const event = `the event with seq ${next.seq}, its hash fitting its bytes and the event before it`;
    const what = `${found}; expected ${event}, or the closing bracket`;
    return LEADS_ON.test(rest)
      ? { ...next, what }
      : { line: lineOf(reached.seq), seq: Math.max(reached.seq, 1), what };
  }
  const stray = await findStray(fd, reached.end + BRACKET.length);
  if (stray !== null) {
    const what = `found ${JSON.stringify(stray.text)} after the closing bracket; expected only white space`;
    return { line: next.line + stray.lines, seq: next.seq, what };
  }
  if (reached.seq === position.seq) return null;
  return { ...next, what: `the append that began with seq ${position.seq + 1} is not complete` };
}

/** True where a line after `from` reads as an event, sound or not: more than a torn write lies there. */
export async function hasEventAfter(fd: number, from: number): Promise<boolean> {
  for await (const lines of readLines(fd, from)) {
    if (lines.some(readsAsEvent)) return true;
  }
  return false;
}

function readsAsEvent(line: Buffer): boolean {
  const text = line.toString('utf8').trimEnd().replace(/,$/, '');
  const start = text.indexOf('{"seq":');
  if (start < 0) return false;
  try {
    const value: unknown = JSON.parse(text.slice(start));
    return typeof value === 'object' && value !== null && 'seq' in value && 'hash' in value;
  } catch {
    return false;
  }
}

async function findStray(fd: number, from: number): Promise<{ lines: number; text: string } | null> {
  let lines = -1;
  for await (const batch of readLines(fd, from)) {
    for (const line of batch) {
      lines += 1;
      const text = line.toString('utf8').replace(WHITE, '');
      if (text !== '') return { lines, text: text.slice(0, EXCERPT) };
    }
  }
  return null;
}
