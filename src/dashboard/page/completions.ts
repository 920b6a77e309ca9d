import { type PartTyped, quoted } from '../../command-line/part-typed.ts';
import type { CommandSpec, Suggestions } from './wire-types.ts';

/** What may be typed next. */
export interface Completion {
  /** The whole line with it. */
  readonly line: string;
  readonly name: string;
  readonly description: string;
}

/** Completions of the name of a command that the reader may run, or of an option's value and the names of the options that are missing. */
export function completionsOf(
  line: string,
  part: PartTyped,
  commands: readonly CommandSpec[],
  suggested: Suggestions['suggestions'],
): readonly Completion[] {
  if (part.kind === 'nothing') return [];
  if (part.kind === 'command')
    return commands
      .filter(({ name, allowed }) => allowed && begins(name, part.typed))
      .map(({ name, summary }) => ({ line: `${name} `, name, description: summary }));
  const start = line.slice(0, line.length - part.word.length);
  const specs = commands.find(({ name }) => name === part.command)?.options ?? [];
  const spec = specs.find(({ name }) => name === part.option);
  const chosen = (spec?.choices ?? [])
    .filter((choice) => begins(choice, part.typed))
    .map((choice) => ({ name: choice, value: choice }));
  const values = [...chosen, ...suggested].map(({ name, value }) => ({
    line: `${start}${part.before}${quoted(String(value))} `,
    name,
    description: part.option,
  }));
  const names = part.before === '' ? part.open.filter((name) => begins(name, part.word)) : [];
  const options = specs
    .filter(({ name }) => names.includes(name))
    .map(({ name, description }) => ({ line: `${start}${name}:`, name: `${name}:`, description }));
  return [...values, ...options];
}

const begins = (text: string, typed: string): boolean => text.toLowerCase().startsWith(typed.toLowerCase());
