import { type Command, describeOptions, type Suggestion } from '../command.ts';
import type { Typing } from '../suggest-values.ts';
import { readPair, unquoted } from './read-command.ts';

/** What may stand in place of the line's last part, and that part: as readline asks for it. */
export type Completion = [completions: string[], part: string];

type SuggestValues = (typing: Typing) => readonly Suggestion[];

/** Completes the command's name, then the values and names of its options. */
export function completeLine(line: string, commands: readonly Command[], suggest: SuggestValues): Completion {
  const [, typed = '', space = '', rest = ''] = /^\s*\/?(\S*)(\s*)(.*)$/s.exec(line) ?? [];
  const name = typed.toLowerCase();
  if (space === '') return [commands.map((one) => `${one.name} `).filter(startsWith(name)), typed];
  const command = commands.find((one) => one.name === name);
  return command === undefined ? [[], rest] : completeOption(rest, command, suggest);
}

function completeOption(rest: string, command: Command, suggest: SuggestValues): Completion {
  const words = rest.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
  const last = words.at(-1) ?? '';
  const word = rest.endsWith(last) ? last : '';
  const names = Object.keys(command.options);
  const given = readGiven(word === '' ? words : words.slice(0, -1), names);
  const open = names.filter((name) => !(name in given));
  const [named, typed] = readPair(word) ?? [null, unquoted(word)];
  const option = named ?? open[0];
  if (option === undefined) return [[], word];
  const before = named === null ? '' : word.slice(0, named.length + 1);
  const values = valuesOf(command, { command: command.name, option, typed, given, role: 'owner' }, suggest);
  const others = word === '' || named !== null ? [] : open.map((name) => `${name}:`).filter(startsWith(word));
  return [[...values.map((value) => `${before}${quoted(value)} `), ...others], word];
}

/** Those that begin with what is typed, or the only one that has it elsewhere: anything else would be typed over. */
function valuesOf(command: Command, typing: Typing, suggest: SuggestValues): readonly string[] {
  const spec = describeOptions(command).find(({ name }) => name === typing.option);
  const values = spec?.choices ?? suggest(typing).map(({ value }) => String(value));
  const begun = values.filter(startsWith(typing.typed));
  return begun.length > 0 || values.length > 1 || spec?.choices ? begun : values;
}

/** The options by name: those without one are taken by position. */
function readGiven(words: readonly string[], names: readonly string[]): Readonly<Record<string, string>> {
  const pairs = words.map(readPair);
  const named = pairs.filter((pair) => pair !== null);
  const open = names.filter((name) => !named.some(([given]) => given === name));
  const placed = words.filter((_, i) => pairs[i] === null).map((word, i) => [open[i] ?? '', unquoted(word)]);
  return Object.fromEntries([...named, ...placed]);
}

const startsWith = (typed: string) => (text: string) => text.toLowerCase().startsWith(typed.toLowerCase());

const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value);
