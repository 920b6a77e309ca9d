import { type Command, describeOptions, type Suggestion } from '../command.ts';
import { type PartTyped, partTyped, quoted } from '../command-line/part-typed.ts';
import type { Typing } from '../suggest-values.ts';
import { asLineCommand } from './read-command.ts';

/** What may stand in place of the line's last part, and that part: as readline asks for it. */
export type Completion = [completions: string[], part: string];

type SuggestValues = (typing: Typing) => Promise<readonly Suggestion[]>;

/** Completes the command's name, then the values and names of its options. */
export async function completeLine(
  line: string,
  commands: readonly Command[],
  suggest: SuggestValues,
): Promise<Completion> {
  const part = partTyped(line, commands.map(asLineCommand));
  if (part.kind === 'nothing') return [[], part.word];
  if (part.kind === 'command')
    return [commands.map(({ name }) => `${name} `).filter(startsWith(part.typed)), part.typed];
  return completeOption(part, commands, suggest);
}

async function completeOption(
  { command, option, typed, word, before, given, open }: PartTyped & { kind: 'option' },
  commands: readonly Command[],
  suggest: SuggestValues,
): Promise<Completion> {
  const known = commands.find(({ name }) => name === command);
  const values = await valuesOf(known, { command, option, typed, given, role: 'owner' }, suggest);
  const others = word === '' || before !== '' ? [] : open.map((name) => `${name}:`).filter(startsWith(word));
  return [[...values.map((value) => `${before}${quoted(value)} `), ...others], word];
}

/** Those that begin with what is typed, or the only one that has it elsewhere: anything else would be typed over. */
async function valuesOf(
  command: Command | undefined,
  typing: Typing,
  suggest: SuggestValues,
): Promise<readonly string[]> {
  const specs = command === undefined ? [] : describeOptions(command);
  const spec = specs.find(({ name }) => name === typing.option);
  const values = spec?.choices ?? (await suggest(typing)).map(({ value }) => String(value));
  const begun = values.filter(startsWith(typing.typed));
  return begun.length > 0 || values.length > 1 || spec?.choices ? begun : values;
}

const startsWith = (typed: string) => (text: string) => text.toLowerCase().startsWith(typed.toLowerCase());
