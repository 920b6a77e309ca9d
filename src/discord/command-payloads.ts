import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { type Command, describeOptions, type OptionSpec } from '../command.ts';

export type CommandPayload = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const LONGEST_DESCRIPTION = 100;
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

/** The commands as Discord registers them. */
export function commandPayloads(commands: readonly Command[]): CommandPayload[] {
  return commands.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: cut(command.summary),
    options: requiredFirst(describeOptions(command)).map(optionPayload),
  }));
}

/** Discord refuses a required option after one that is not. */
const requiredFirst = (options: readonly OptionSpec[]): readonly OptionSpec[] =>
  options.toSorted((a, b) => Number(b.required) - Number(a.required));

function optionPayload(spec: OptionSpec): APIApplicationCommandBasicOption {
  const { name, required } = spec;
  const base = { name, required, description: cut(spec.description) };
  const suggests = spec.suggests && { autocomplete: true as const };
  const range = {
    ...(spec.min !== undefined && { min_value: spec.min }),
    ...(spec.max !== undefined && { max_value: spec.max }),
  };
  switch (spec.type) {
    case 'boolean':
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case 'integer':
      return { ...base, ...range, ...suggests, type: ApplicationCommandOptionType.Integer };
    case 'number':
      return { ...base, ...range, ...suggests, type: ApplicationCommandOptionType.Number };
    case 'string':
      return {
        ...base,
        ...(suggests ?? choices(spec.choices)),
        type: ApplicationCommandOptionType.String,
      };
  }
}

/** More choices than Discord takes are typed freely; the command's schema still judges them. */
function choices(values: readonly string[] = []) {
  const fit =
    values.length > 0 && values.length <= MOST_CHOICES && values.every((v) => v.length <= LONGEST_CHOICE);
  return fit ? { choices: values.map((value) => ({ name: value, value })) } : {};
}

function cut(description: string): string {
  return description.length <= LONGEST_DESCRIPTION
    ? description
    : `${description.slice(0, LONGEST_DESCRIPTION - 1)}…`;
}
