import { nearestName } from '../nearest-name.ts';

/** What must be known of a command to read a line with it; the options in the order in which they are taken by position. */
export interface LineCommand {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly required: boolean }[];
}

export type ReadCommand =
  | { readonly kind: 'call'; readonly name: string; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'nothing' }
  /** What is wrong and what is known. */
  | { readonly kind: 'fault'; readonly message: string };

/**
 * Reads a line: the command's name, with or without a slash, then its options by position in the
 * command's order, or as `name:value` or `name=value`; values with spaces in quotes.
 */
export function readLine(line: string, commands: readonly LineCommand[]): ReadCommand {
  const [, typed = '', rest = ''] = /^\s*\/?(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
  if (typed === '') return { kind: 'nothing' };
  const name = typed.toLowerCase();
  const command = commands.find((known) => known.name === name);
  if (command === undefined) return { kind: 'fault', message: unknown(name, commands) };
  const options = readOptions(
    rest,
    command.options.map((option) => option.name),
  );
  if (typeof options === 'string') return { kind: 'fault', message: `${options} ${usage(command)}` };
  return { kind: 'call', name, options };
}

/** `odds <min> <max>`, what may be left out in brackets. */
function usage(command: LineCommand): string {
  const options = command.options.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`));
  return `It is used like this: ${[command.name, ...options].join(' ')}`;
}

/** The options by name, or what is wrong with them. */
function readOptions(text: string, names: readonly string[]): Record<string, string> | string {
  const takes = names.length === 0 ? 'no options' : names.join(', ');
  const words = split(text, names);
  if (words === null) return 'A quotation mark is not closed.';
  const named = words.map(readPair).filter((pair) => pair !== null);
  const stray = named.find(([name]) => !names.includes(name));
  if (stray) return `There is no option "${stray[0]}"; it takes ${takes}.`;
  const twice = named.find(([name], at) => named.findIndex(([first]) => first === name) < at);
  if (twice) return `The option "${twice[0]}" is given twice: keep one of them.`;
  const open = names.filter((name) => !named.some(([given]) => given === name));
  const byPosition = words.filter((word) => readPair(word) === null).map(unquoted);
  const surplus = byPosition.slice(open.length).join(' ');
  if (surplus) return `"${surplus}" is too much: it takes ${takes}; words that belong together go in quotes.`;
  const placed = open.flatMap((name, at) => {
    const value = byPosition[at];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...named, ...placed]);
}

/** Words with the quotes that hold them together; `min: 3` is one word. Null where a quote is not closed. */
function split(text: string, names: readonly string[]): readonly string[] | null {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) return null;
  const joined = text.replace(/\b([a-z_]+)([:=])\s+/gi, (whole, name: string, sign) =>
    names.includes(name.toLowerCase()) ? `${name}${sign}` : whole,
  );
  return joined.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
}

/** `name:value` or `name=value`; null for a plain value, which a word in quotes always is. */
export function readPair(word: string): readonly [name: string, value: string] | null {
  const [, name, value] = /^([a-z_]+)[:=](.*)$/is.exec(word) ?? [];
  return name === undefined || value === undefined ? null : [name.toLowerCase(), unquoted(value)];
}

/** The word without the quotes that hold it together. */
export const unquoted = (word: string) => word.replaceAll('"', '');

function unknown(name: string, commands: readonly LineCommand[]): string {
  const names = commands.map((command) => command.name);
  const near = nearestName(name, names);
  return `There is no command "${name}".${near ? ` Did you mean ${near}?` : ''} Type help to see them all.`;
}
