import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Asked } from './render/render-outcome.ts';

/** The options of a command as someone has given them. */
export const valuesOf = ({
  options,
}: ChatInputCommandInteraction | AutocompleteInteraction): Asked['options'] =>
  Object.fromEntries(options.data.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
