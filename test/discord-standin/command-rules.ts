import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Fault } from './discord-error.ts';

// docs interactions/application-commands, "Application Command Naming" and "Application Command Object".
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const charactersLimit = 8_000;
const commandsLimit = 100;

const text = z.string().nullish();
const option = z.looseObject({
  type: z.int(),
  name: text,
  description: text,
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  choices: z.array(z.looseObject({ name: text, value: z.unknown() })).nullish(),
  get options() {
    return z.array(option).nullish();
  },
});
type Option = z.output<typeof option>;
const command = z.looseObject({
  type: z.int().nullish(),
  name: text,
  description: text,
  options: z.array(option).nullish(),
});

const fault = (path: string, code: string, message: string): Fault => ({ path, code, message });

/** What is wrong with a list of commands beyond the specification. */
export function commandListFaults(body: unknown): readonly Fault[] {
  const parsed = z.array(command).nullable().safeParse(body);
  if (!parsed.success) return [];
  const commands = parsed.data ?? [];
  const names = commands.map((one) => `${one.type ?? ApplicationCommandType.ChatInput} ${one.name}`);
  const faults = commands.flatMap((one, i) => oneCommandFaults(one, `${i}/`, true));
  if (new Set(names).size < names.length)
    faults.push(fault('', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'));
  if (commands.length > commandsLimit)
    faults.push(fault('', 'BASE_TYPE_MAX_LENGTH', `Must be ${commandsLimit} or fewer in length.`));
  return faults;
}

/** What is wrong with one command; of a change (`whole` false), only what it names is looked at. */
export function commandFaults(body: unknown, whole: boolean): readonly Fault[] {
  const parsed = command.safeParse(body);
  return parsed.success ? oneCommandFaults(parsed.data, '', whole) : [];
}

function oneCommandFaults(one: z.output<typeof command>, at: string, whole: boolean): Fault[] {
  const chat = (one.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
  const faults: Fault[] = [];
  if (chat && one.name != null) faults.push(...nameFaults(one.name, `${at}name`));
  if (chat && !one.description && (whole || one.description !== undefined))
    faults.push(fault(`${at}description`, 'BASE_TYPE_REQUIRED', 'This field is required'));
  if (!chat && one.description)
    faults.push(fault(`${at}description`, 'APPLICATION_COMMAND_DESCRIPTION', 'Only a chat command has one'));
  faults.push(...optionFaults(one.options ?? [], `${at}options`));
  if (characters(one) > charactersLimit)
    faults.push(fault(at, 'APPLICATION_COMMAND_TOO_LARGE', `More than ${charactersLimit} characters in all`));
  return faults;
}

function nameFaults(name: string, path: string): readonly Fault[] {
  const good = namePattern.test(name) && name === name.toLowerCase();
  return good
    ? []
    : [
        fault(
          path,
          'APPLICATION_COMMAND_INVALID_NAME',
          `"${name}" is not 1-32 lower-case letters, digits, - or _`,
        ),
      ];
}

function optionFaults(options: readonly Option[], at: string): readonly Fault[] {
  const names = options.map((one) => one.name);
  const faults: Fault[] = [];
  if (new Set(names).size < names.length)
    faults.push(fault(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option names must be unique'));
  for (const [i, one] of options.entries()) {
    const path = `${at}/${i}`;
    faults.push(...nameFaults(one.name ?? '', `${path}/name`), ...choiceFaults(one, path));
    if (one.required && options.slice(0, i).some((before) => !before.required))
      faults.push(
        fault(
          path,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options go before optional ones',
        ),
      );
    if (one.min_value != null && one.max_value != null && one.min_value > one.max_value)
      faults.push(
        fault(path, 'APPLICATION_COMMAND_OPTIONS_MIN_MAX', 'The least value is above the greatest'),
      );
    faults.push(...optionFaults(one.options ?? [], `${path}/options`));
  }
  return faults;
}

const mayComplete: readonly number[] = [
  ApplicationCommandOptionType.String,
  ApplicationCommandOptionType.Integer,
  ApplicationCommandOptionType.Number,
];

function choiceFaults(one: Option, path: string): readonly Fault[] {
  const names = (one.choices ?? []).map((choice) => choice.name);
  const faults: Fault[] = [];
  if (new Set(names).size < names.length)
    faults.push(
      fault(`${path}/choices`, 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS', 'Not unique'),
    );
  if (one.autocomplete && (names.length > 0 || !mayComplete.includes(one.type)))
    faults.push(
      fault(
        `${path}/autocomplete`,
        'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE',
        'Not with choices, nor this type',
      ),
    );
  return faults;
}

function characters(one: {
  name?: unknown;
  description?: unknown;
  options?: readonly Option[] | null | undefined;
}): number {
  const own = String(one.name ?? '').length + String(one.description ?? '').length;
  return (one.options ?? []).reduce((sum, each) => {
    const choices = (each.choices ?? []).reduce(
      (count, choice) => count + String(choice.name ?? '').length + String(choice.value ?? '').length,
      0,
    );
    return sum + choices + characters(each);
  }, own);
}
