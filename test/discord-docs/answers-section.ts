import type { Draw } from '../../src/charts/draw.ts';
import type { Command, Role } from '../../src/command.ts';
import { loadCommands } from '../../src/load-commands.ts';
import { asMarkdown } from './as-markdown.ts';
import { makeSamples, type Sample } from './samples.ts';

/** The part of docs/discord.md between its two marks. */
export const ANSWERS = /(?<=<!-- answers -->\n)[\s\S]*?(?=\n?<!-- \/answers -->)/;

export interface Answers {
  readonly markdown: string;
  /** By name below docs/pictures. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Each command of the registry with what it answered; throws where one has no sample. */
export async function writeAnswers(draw: Draw): Promise<Answers> {
  const commands = await loadCommands();
  const samples = await makeSamples(draw);
  const pictures = new Map<string, Uint8Array>();
  const markdown = commands.map((command) => {
    const own = samples.filter((sample) => sample.command === command.name);
    if (own.length === 0) throw new Error(`samples.ts has no sample of ${command.name}`);
    for (const { name, bytes } of own.flatMap(({ answers }) => answers).flatMap(({ files }) => files))
      if (name.endsWith('.png')) pictures.set(name, bytes);
    return [`### /${command.name}`, `${command.summary}. ${whoMay(command)}`, ...own.map(written)].join(
      '\n\n',
    );
  });
  return { markdown: sameEverywhere(markdown.join('\n\n')), pictures };
}

const WHO: Readonly<Record<Role, string>> = {
  stranger: '',
  viewer: 'For viewers.',
  operator: 'For operators.',
  owner: 'For the owner.',
};

/** Of the commands that ask for one role or another; the rest of them look for viewers and change for operators. */
const BY_OPTIONS: Readonly<Record<string, string>> = {
  limits: 'Looking is for viewers, lowering for operators, raising for the owner.',
  reset: 'For operators; in live for the owner.',
};

function whoMay({ name, needs }: Command): string {
  if (typeof needs === 'string') return WHO[needs];
  return BY_OPTIONS[name] ?? 'Looking is for viewers, changing for operators.';
}

function written({ mode, command, options, answers }: Sample): string {
  const given = Object.entries(options).map(([name, value]) => ` ${name}:${value}`);
  const [first, ...then] = answers.map((answer) => asMarkdown(answer, (name) => `pictures/${name}`));
  const pressed = then.map((answer) => `After *Yes, do it*:\n\n${answer}`);
  return [`\`/${command}${given.join('')}\`${mode === 'live' ? ', in live' : ''}:`, first, ...pressed].join(
    '\n\n',
  );
}

/** What depends on the machine that writes the document. */
const sameEverywhere = (text: string): string =>
  text.replaceAll(process.version, 'v20.20.2').replaceAll(`${process.platform} ${process.arch}`, 'linux x64');
