import type { App } from './app.ts';
import { type Command, type CommandCall, type Role, type Suggestion, suffices } from './command.ts';
import { unhurried } from './unhurried.ts';

/** An option that someone is typing. */
export interface Typing {
  readonly command: string;
  readonly option: string;
  /** What it has so far. */
  readonly typed: string;
  /** The other options as they stand, unchecked. */
  readonly given: CommandCall['options'];
  readonly role: Role;
}

/** As many as Discord shows. */
const MOST = 25;
/** Further ones are not looked at: whoever types waits for it. */
const LOOKED_AT = 2_000;

/**
 * At most 25 values that have what is typed somewhere in them or in their names, whatever the capitals; none for those
 * who may not use the command. Asks nobody.
 */
export async function suggestValues(
  commands: readonly Command[],
  app: App,
  { command: name, option, typed, given, role }: Typing,
): Promise<readonly Suggestion[]> {
  const command = commands.find((known) => known.name === name);
  if (command === undefined || !Object.hasOwn(command.suggest ?? {}, option)) return [];
  const suggest = command.suggest?.[option];
  if (suggest === undefined) return [];
  const needed = neededFor(command, { ...given, [option]: typed }, app);
  if (role === 'stranger' || !suffices(role, needed)) return [];
  // A name that a table has cut short ends so.
  const wanted = typed.trim().toLowerCase().replace(/\s*…$/, '');
  const found: Suggestion[] = [];
  let looked = 0;
  for await (const suggestion of unhurried(suggest(app, given))) {
    if (matches(suggestion, wanted)) found.push(suggestion);
    looked += 1;
    if (found.length === MOST || looked === LOOKED_AT) break;
  }
  return found;
}

const matches = ({ name, value, inFull = '' }: Suggestion, typed: string): boolean =>
  [name, String(value), inFull].some((text) => text.toLowerCase().includes(typed));

/** The role that it takes with the options that can be understood as they stand. */
function neededFor({ needs, options }: Command, given: CommandCall['options'], app: App): Role {
  if (typeof needs === 'string') return needs;
  const values = Object.entries(options).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(given[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return needs(Object.fromEntries(values), app);
}
