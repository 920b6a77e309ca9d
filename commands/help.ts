import { z } from 'zod';
import { suggestionName } from '../src/betting/suggestions/suggestion-name.ts';
import { pageOf } from '../src/betting/views/pages.ts';
import {
  type Command,
  defineCommand,
  describeOptions,
  type OptionSpec,
  type Refused,
  type Role,
} from '../src/command.ts';
import { wholeNumber } from '../src/option-schemas.ts';
import type { Reply } from '../src/reply.ts';

const WHO: Readonly<Record<Role, string>> = {
  stranger: 'anyone',
  viewer: 'all who may look',
  operator: 'operators',
  owner: 'the owner',
};

/** Twice as many would be more than a message of Discord holds. */
const ON_A_PAGE = 21;

export default defineCommand({
  name: 'help',
  summary: 'What can be asked, or how one command is used',
  examples: ['help', 'help odds', 'help page:2'],
  options: {
    command: z.string().trim().optional().describe('The command to explain; without it all are listed'),
    page: wholeNumber(1, 100).default(1).describe('Of the list; the first unless told'),
  },
  suggest: {
    command: ({ commands }) =>
      commands.map(({ name, summary }) => ({ name: suggestionName(`${name}: ${summary}`), value: name })),
  },
  needs: 'viewer',
  run: (app, { command: name, page }) => {
    if (name === undefined || name === '') return overview(app.commands, page);
    const wanted = name.replace(/^\//, '').toLowerCase();
    const command = app.commands.find((candidate) => candidate.name === wanted);
    if (command !== undefined) return explanation(command);
    const names = app.commands.map((candidate) => candidate.name).join(', ');
    return { refused: 'unknown_command', message: `There is no command "${wanted}". There are: ${names}.` };
  },
});

function overview(commands: readonly Command[], page: number): Reply | Refused {
  const { items, pages } = pageOf(commands, { page, size: ON_A_PAGE });
  if (page > pages)
    return { refused: 'no_such_page', message: `There is no page ${page}: the last one is page ${pages}.` };
  const to = (label: string, target: number) => ({ label, command: 'help', options: { page: target } });
  return {
    title: pages === 1 ? 'Commands' : `Commands, page ${page} of ${pages}`,
    tone: 'neutral',
    text: 'The bot backs a selection with a small stake and puts each win on the next bet (a leg), until a bet is lost or the target is reached: that is a cycle. What the cycle holds is its pot.',
    table: {
      columns: [
        { name: 'Command', align: 'left' },
        { name: '', align: 'left' },
        { name: 'For', align: 'left' },
      ],
      rows: items.map((command) => [command.name, command.summary, whoMay(command)]),
    },
    footer: 'More on one of them: help command:NAME, such as help command:odds',
    links: [...(page > 1 ? [to('Before', page - 1)] : []), ...(page < pages ? [to('More', page + 1)] : [])],
  };
}

const explanation = (command: Command): Reply => ({
  title: command.name,
  tone: 'neutral',
  text: command.summary,
  fields: [
    ...describeOptions(command).map((option) => ({ name: option.name, value: optionText(option) })),
    { name: 'For', value: whoMay(command) },
    { name: 'Examples (as typed at the console)', value: command.examples.join('\n') },
  ],
});

const whoMay = ({ needs }: Command): string =>
  typeof needs === 'function' ? 'some or all, by what is asked' : WHO[needs];

function optionText({ description, required, type, min, max, choices }: OptionSpec): string {
  const kinds = { integer: 'a whole number', number: 'a number', boolean: 'yes or no', string: 'text' };
  const range = min !== undefined && max !== undefined ? `, ${min} to ${max}` : '';
  const what = choices === undefined ? `${kinds[type]}${range}` : choices.join(' or ');
  return `${description} (${what}${required ? '; needed' : ''})`;
}
