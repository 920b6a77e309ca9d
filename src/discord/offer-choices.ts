import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import type { Role, Suggestion } from '../command.ts';
import type { Logger } from '../logging/logger.ts';
import type { Typing } from '../suggest-values.ts';
import { writePlain } from './render/markup.ts';
import { valuesOf } from './values-of.ts';

export interface ChoiceParts {
  suggest(typing: Typing): Promise<readonly Suggestion[]>;
  readonly logger: Logger;
}

/** Of a name, and of a value that is a text. */
const LONGEST = 100;

/**
 * Offers values for the option that is being typed: none to strangers, and none where that breaks. Rejects where they
 * did not reach Discord.
 */
export async function offerChoices(
  interaction: AutocompleteInteraction,
  role: Role,
  { suggest, logger }: ChoiceParts,
): Promise<void> {
  const { name: option, value } = interaction.options.getFocused(true);
  const { [option]: _, ...given } = valuesOf(interaction);
  const typing = { command: interaction.commandName, option, typed: String(value), given, role };
  await interaction.respond(await choicesOf(typing, { suggest, logger }));
}

async function choicesOf(
  typing: Typing,
  { suggest, logger }: ChoiceParts,
): Promise<ApplicationCommandOptionChoiceData[]> {
  try {
    const suggestions = await suggest(typing);
    return suggestions.flatMap(({ name, value }) => {
      const fits = typeof value === 'number' || (value.length > 0 && value.length <= LONGEST);
      return fits ? [{ name: writePlain(name, LONGEST) || '–', value }] : [];
    });
  } catch (error) {
    const { command, option } = typing;
    logger.warn('Nothing could be suggested', { command, option, error });
    return [];
  }
}
