import type { Command, Role } from '../../src/command.ts';
import { asMarkdown } from './as-markdown.ts';
import type { Sample } from './samples.ts';

/** Each command of the registry with what it answered; throws where one has no sample. */
export function answersSection(commands: readonly Command[], samples: readonly Sample[]): string {
  const parts = commands.map((command) => {
    const own = samples.filter((sample) => sample.command === command.name);
    if (own.length === 0) throw new Error(`samples.ts has no sample of ${command.name}`);
    return [`### /${command.name}`, `${command.summary}. ${whoMay(command)}`, ...own.map(written)];
  });
  return parts.flat().join('\n\n');
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
  const [first, ...then] = answers.map((answer) => asMarkdown(answer));
  const pressed = then.map((answer) => `After *Yes, do it*:\n\n${answer}`);
  return [`\`/${command}${given.join('')}\`${mode === 'live' ? ', in live' : ''}:`, first, ...pressed].join(
    '\n\n',
  );
}
