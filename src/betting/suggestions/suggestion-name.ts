import { plainName } from '../views/wording.ts';

/**
 * Discord shows no more of a name:
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure
 */
const LONGEST = 100;

/** `The Draw in Arsenal v Chelsea, won +2.37`: where it is too long, the end that tells it from its like is kept. */
export const suggestionName = (what: string, end = ''): string =>
  end === '' ? plainName(what, LONGEST) : `${plainName(what, LONGEST - end.length - 2)}, ${end}`;
