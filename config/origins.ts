import { z } from 'zod';
import { KNOWN_VARIABLES } from './access.ts';
import type { Config } from './config.ts';
import { fileJsonSchema } from './file-schema.ts';
import type { Flags } from './flags.ts';
import { SECRET_VARIABLES, type Variables } from './variables.ts';

/** Each key of the file and each variable that is set: its value as a person would write it, and where it came from. */
export function originsOf(
  given: ReadonlyMap<string, unknown>,
  is: Variables,
  flag: Flags,
): Config['origins'] {
  const keys = Object.entries(DEFAULTS).map(([key, fallback]) =>
    given.has(key)
      ? ([key, { value: write(given.get(key)), origin: 'file' }] as const)
      : ([key, { value: write(fallback), origin: 'default' }] as const),
  );
  const variables = KNOWN_VARIABLES.filter((name) => is.get(name)).map((name) => {
    const value = SECRETS.includes(name) ? 'set, and not shown' : (is.get(name) ?? '');
    return [name, { value, origin: is.where(name) }] as const;
  });
  const origin = 'command line' as const;
  return Object.fromEntries<Config['origins'][string]>([
    ...keys,
    ...variables,
    ...(flag.speed === null ? [] : [['demo.speed', { value: write(flag.speed), origin }] as const]),
    ...(flag.replay.length === 0
      ? []
      : [['demo.recordings', { value: flag.replay.join(' '), origin }] as const]),
  ]);
}

const SECRETS: readonly string[] = SECRET_VARIABLES;

const write = (value: unknown): string =>
  value === undefined || value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);

const schemaOfKeys = z.object({
  properties: z.record(
    z.string(),
    z.object({ properties: z.record(z.string(), z.object({ default: z.unknown().optional() })).optional() }),
  ),
});

/** These two differ from currency to currency. */
const BY_CURRENCY = { 'betting.min_stake': 'by currency', 'betting.min_payout': 'by currency' };

/** By key, as it would stand in the file. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    Object.entries(schemaOfKeys.parse(fileJsonSchema()).properties).flatMap(
      ([section, { properties = {} }]) =>
        Object.entries(properties).map(([key, schema]) => [`${section}.${key}`, schema.default] as const),
    ),
  ),
  ...BY_CURRENCY,
};
