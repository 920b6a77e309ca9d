import { type Command, describeOptions } from '../src/command.ts';
import { loadCommands } from '../src/load-commands.ts';

/** The README's table of commands, as the registry has them. */
export async function commandTable(): Promise<string> {
  return ['| command | what it is for |', '|---|---|', ...(await loadCommands()).map(row)].join('\n');
}

/** The part of the README between its two marks. */
export const COMMANDS_IN_README = /(?<=<!-- commands -->\n)[\s\S]*?(?=\n?<!-- \/commands -->)/;

function row(command: Command): string {
  const options = describeOptions(command).map(({ name, required }) =>
    required ? `${name}:` : `[${name}:]`,
  );
  return `| \`/${[command.name, ...options].join(' ')}\` | ${command.summary} |`;
}
