import {
  type APIApplicationCommand,
  type APIApplicationCommandInteractionDataOption,
  type APIApplicationCommandOption,
  type InteractionType,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';

type OptionValue = string | number | boolean;
export type OptionValues = Readonly<Record<string, OptionValue>>;
type Sent = APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommand>;

const list = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : 'none');

/**
 * The options of a command as the Discord client sends them; strings become what the option's type asks for.
 * Throws where the client would not let the user send: an unknown or missing option, a value of the wrong
 * type, out of range, or not among the choices. With `focused`, for autocomplete, nothing is required.
 */
export function sendOptions(
  command: APIApplicationCommand,
  values: OptionValues,
  focused: string | null = null,
): Sent[] {
  const options = command.options ?? [];
  for (const name of Object.keys(values))
    if (!options.some((one) => one.name === name))
      throw new Error(
        `/${command.name} has no option "${name}"; it has: ${list(options.map((one) => one.name))}`,
      );
  return options.flatMap((option) => {
    const value = values[option.name];
    if (value === undefined) {
      if (option.required && focused === null)
        throw new Error(`/${command.name} needs the option "${option.name}" (${option.description})`);
      return [];
    }
    if (option.name === focused)
      return [
        { name: option.name, type: option.type, value: String(value), focused: true } as unknown as Sent,
      ];
    return [{ name: option.name, type: option.type, value: convert(option, value, command.name) } as Sent];
  });
}

function convert(option: APIApplicationCommandOption, value: OptionValue, command: string): OptionValue {
  const refuse = (expected: string) => {
    throw new Error(
      `/${command} ${option.name}: "${value}" is not taken by Discord, which expects ${expected}`,
    );
  };
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((one) => String(one.value) === String(value)))
    return refuse(`one of ${choices.map((one) => one.value).join(', ')}`);
  switch (option.type) {
    case Type.Integer:
    case Type.Number: {
      const number = Number(value);
      if (String(value).trim() === '' || !Number.isFinite(number)) return refuse('a number');
      if (option.type === Type.Integer && !Number.isInteger(number)) return refuse('a whole number');
      if (option.min_value != null && number < option.min_value)
        return refuse(`at least ${option.min_value}`);
      if (option.max_value != null && number > option.max_value) return refuse(`at most ${option.max_value}`);
      return number;
    }
    case Type.Boolean:
      return ['true', 'false'].includes(String(value)) ? String(value) === 'true' : refuse('true or false');
    case Type.String: {
      const text = String(value);
      if (option.min_length != null && text.length < option.min_length)
        return refuse(`at least ${option.min_length} characters`);
      if (option.max_length != null && text.length > option.max_length)
        return refuse(`at most ${option.max_length} characters`);
      return text;
    }
    default:
      throw new Error(
        `/${command} ${option.name}: options of type ${Type[option.type]} are not offered here`,
      );
  }
}
