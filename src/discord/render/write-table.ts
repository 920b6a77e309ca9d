import type { Table, Text } from '../../reply.ts';
import { writeText } from '../../reply.ts';
import { oneLine, plainTime, writeMarkup } from './markup.ts';

/** A phone held upright shows about so many characters of a code block before it breaks the line. */
const PHONE_WIDTH = 38;

/** No cell may take the whole message. */
const LONGEST_CELL = 200;

/**
 * The table as Discord's markup, at most `room` UTF-16 units: a code block where it fits a phone, one
 * line a row otherwise. Rows that do not fit are counted in a last line. Empty for a table without rows.
 */
export function writeTable(table: Table, room: number): string {
  // A row takes a character and a line's end at least: a table of thousands is not laid out in vain.
  const rows = table.rows.slice(0, Math.max(0, Math.floor(room / 2)));
  const all = table.rows.length;
  if (rows.length === 0) return '';
  const grid = asGrid({ ...table, rows });
  const block = grid && writeRows({ ...grid, all, foot: '\n```' }, room);
  return block || writeRows({ head: '', rows: asLines({ ...table, rows }), all, foot: '' }, room);
}

interface Grid {
  readonly head: string;
  readonly rows: readonly string[];
}

/** Null where a row would be wider than a phone. */
function asGrid({ columns, rows }: Table): Grid | null {
  const cells = rows.map((row) => columns.map((_, i) => blockCell(row[i] ?? '')));
  const names = columns.map((column) => blockCell(column.name));
  const widths = columns.map((_, i) => Math.max(...[names, ...cells].map((row) => widthOf(row[i] ?? ''))));
  const width = widths.reduce((sum, w) => sum + w, 0) + 2 * (columns.length - 1);
  if (width > PHONE_WIDTH) return null;
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align === 'right'))
      .join('  ')
      .trimEnd();
  const timed = rows.some((row) => row.some((cell) => typeof cell !== 'string' && cell.some(isMoment)));
  return { head: `${timed ? 'Times in UTC\n' : ''}\`\`\`\n${line(names)}`, rows: cells.map(line) };
}

const isMoment = (part: Exclude<Text, string>[number]): boolean => typeof part !== 'string' && 'at' in part;

/** A code block ends at three backticks and knows no escape: none may be in it. */
const blockCell = (text: Text): string => oneLine(writeText(text, plainTime)).replaceAll('`', "'");

const segmenter = new Intl.Segmenter();
const widthOf = (text: string): number =>
  /^[ -~]*$/.test(text) ? text.length : [...segmenter.segment(text)].length;

function pad(cell: string, width: number, right: boolean): string {
  const gap = ' '.repeat(width - widthOf(cell));
  return right ? gap + cell : cell + gap;
}

function asLines({ columns, rows }: Table): readonly string[] {
  const cell = (text: Text) => writeMarkup(text, LONGEST_CELL).replace(/\s+/g, ' ').trim();
  return rows.map(([first = '', ...rest]) => {
    const others = rest.map((text, i) => `${cell(columns[i + 1]?.name ?? '')} ${cell(text)}`.trim());
    return [`**${cell(first) || '–'}**`, ...others].join(' · ');
  });
}

interface Block extends Grid {
  /** The rows of the table, of which `rows` may be the first. */
  readonly all: number;
  readonly foot: string;
}

/** Empty where not even one row and the count of the others fit. */
function writeRows({ head, rows, all, foot }: Block, room: number): string {
  const more = (count: number) => (count > 0 ? `\n... and ${count} more` : '');
  const lines = head === '' ? [] : [head];
  let left = room - head.length - foot.length;
  let shown = 0;
  for (const row of rows) {
    left -= row.length + (lines.length > 0 ? 1 : 0);
    if (left < more(all - shown - 1).length) break;
    lines.push(row);
    shown += 1;
  }
  return shown === 0 ? '' : lines.join('\n') + foot + more(all - shown);
}
