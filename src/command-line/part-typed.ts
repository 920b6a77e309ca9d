import { type LineCommand, readPair, unquoted } from './read-line.ts';

/** What the end of a line is part of. */
export type PartTyped =
  /** No more can be. */
  | { readonly kind: 'nothing'; readonly word: string }
  | { readonly kind: 'command'; readonly typed: string }
  | {
      readonly kind: 'option';
      readonly command: string;
      readonly option: string;
      readonly typed: string;
      /** The line's last word, which a completion takes the place of; empty after a space. */
      readonly word: string;
      /** What of that word is the option's name: `min:`; empty where the value stands alone. */
      readonly before: string;
      /** The other options so far, and the names of those that are missing. */
      readonly given: Readonly<Record<string, string>>;
      readonly open: readonly string[];
    };

/** The command's name or the option that is being typed. */
export function partTyped(line: string, commands: readonly LineCommand[]): PartTyped {
  const [, typed = '', space = '', rest = ''] = /^\s*\/?(\S*)(\s*)(.*)$/s.exec(line) ?? [];
  if (space === '') return { kind: 'command', typed };
  const command = commands.find(({ name }) => name === typed.toLowerCase());
  return command === undefined ? { kind: 'nothing', word: rest } : optionTyped(rest, command);
}

function optionTyped(rest: string, command: LineCommand): PartTyped {
  const words = rest.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
  const last = words.at(-1) ?? '';
  const word = rest.endsWith(last) ? last : '';
  const names = command.options.map(({ name }) => name);
  const given = readGiven(word === '' ? words : words.slice(0, -1), names);
  const open = names.filter((name) => !(name in given));
  const [named, typed] = readPair(word) ?? [null, unquoted(word)];
  const option = named ?? open[0];
  if (option === undefined) return { kind: 'nothing', word };
  const before = named === null ? '' : word.slice(0, named.length + 1);
  return { kind: 'option', command: command.name, option, typed, word, before, given, open };
}

/** The options by name: those without one are taken by position. */
function readGiven(words: readonly string[], names: readonly string[]): Readonly<Record<string, string>> {
  const pairs = words.map(readPair);
  const named = pairs.filter((pair) => pair !== null);
  const open = names.filter((name) => !named.some(([given]) => given === name));
  const placed = words.filter((_, i) => pairs[i] === null).map((word, i) => [open[i] ?? '', unquoted(word)]);
  return Object.fromEntries([...named, ...placed]);
}

/** A value as it is typed: in quotes where it has spaces. */
export const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);
