import { KNOWN_VARIABLES } from './access.ts';
import type { Config } from './config.ts';
import { type ConfigFile, knownKeys } from './file-schema.ts';
import type { Flags } from './flags.ts';
import type { Variables } from './variables.ts';

/** Where each key of the file and each variable that is set came from. */
export function originsOf(
  file: ConfigFile,
  given: ReadonlySet<string>,
  is: Variables,
  flag: Flags,
): Config['origins'] {
  const { $schema, ...sections } = file;
  const keys = Object.keys(sections).flatMap((name) => knownKeys([name]).map((key) => `${name}.${key}`));
  return Object.fromEntries([
    ...keys.map((key) => [key, given.has(key) ? 'file' : 'default'] as const),
    ...KNOWN_VARIABLES.filter((name) => is.get(name)).map((name) => [name, is.where(name)] as const),
    ...(flag.speed === null ? [] : [['demo.speed', 'command line'] as const]),
    ...(flag.replay.length === 0 ? [] : [['demo.recordings', 'command line'] as const]),
  ]);
}
