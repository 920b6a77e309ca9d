import { parse } from 'dotenv';
import type { Fault } from './fault.ts';

/** The lines of a `.env` file, by name. */
export const readDotEnvText = (text: string): Readonly<Record<string, string>> => parse(text);

/**
 * The text of a `.env` file with other values; an empty one takes its line out. What else stands there, comments too,
 * stays as it was. Throws a RangeError for a value that no quotes can hold.
 */
export function withVariables(text: string, changes: ReadonlyMap<string, string>): string {
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return [...changes].reduce((now, [name, value]) => withVariable(now, name, value), before);
}

function withVariable(text: string, name: string, value: string): string {
  const line = value === '' ? '' : `${name}=${quoted(name, value)}\n`;
  let found = false;
  // Of several lines dotenv reads the last one: what stands in place of the first must be the only one.
  const changed = text.replace(linesOf(name), () => {
    const first = !found;
    found = true;
    return first ? line : '';
  });
  return found ? changed : text + line;
}

/**
 * What of such a text dotenv reads as nobody meant it: lines that assign nothing, and values without quotes that end at
 * their #. `where`: as the faults name the text.
 */
export function misreadLines(text: string, where: string): readonly Fault[] {
  const faultAt = (offset: number, path: string, allowed: string): Fault => {
    const line = text.slice(0, offset).split('\n').length;
    return { where: `${where}:${line}`, path, value: null, allowed };
  };
  const others = text.replace(linesOf('[\\w.-]+'), (lines) => lines.replace(/[^\n]/g, ' '));
  const stray = [...others.matchAll(/^[ \t]*[^\s#].*$/gm)];
  const cut = [...text.matchAll(linesOf('([\\w.-]+)'))].filter(([line]) => CUT_SHORT.test(line));
  return [
    ...stray.map(({ index }) => faultAt(index, '', 'is no NAME=value line')),
    ...cut.map(({ index, 1: name = '' }) =>
      faultAt(index, name, 'would end before its #: put it within quotes'),
    ),
  ];
}

/** A comment follows white space. */
const CUT_SHORT = /^[^=:]*[=:](?![ \t]*['"`])(?:[^\n#]*[^\s#])?#/;

/** Each assignment as dotenv reads it, which may go over several lines within quotes. */
const linesOf = (name: string): RegExp => {
  const value = `(?:'(?:\\\\'|[^'])*'|"(?:\\\\"|[^"])*"|\`(?:\\\\\`|[^\`])*\`|[^\\n]*)`;
  return new RegExp(
    `^[^\\S\\n]*(?:export[ \\t]+)?${name}(?:[ \\t]*=|:(?=\\s))[ \\t]*${value}[^\\n]*\\n?`,
    'gm',
  );
};

/** Within quotes where it must be, so that reading gives the very value again. */
function quoted(name: string, value: string): string {
  // A quote at the beginning would reach to the next one, lines further down.
  const bare = /^['"`]/.test(value) ? [] : [value];
  const marks = [`'`, '"', '`'].filter((mark) => !value.includes(mark));
  const forms = [...bare, ...marks.map((mark) => mark + value + mark)];
  const form = forms.find((written) => parse(`${name}=${written}`)[name] === value);
  if (form === undefined)
    throw new RangeError('no quotes of a .env file can hold it; put it into a file of its own');
  return form;
}
