import { z } from 'zod';
import { fileJsonSchema } from './file-schema.ts';

interface Typed {
  readonly type?: string | readonly string[] | undefined;
  readonly anyOf?: readonly Typed[] | undefined;
}

const typed: z.ZodType<Typed> = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  get anyOf() {
    return z.array(typed).optional();
  },
});

const typesOf = ({ type = [], anyOf = [] }: Typed): readonly string[] => [type, anyOf.map(typesOf)].flat(2);

const schemas = z.object({
  properties: z.record(z.string(), z.object({ properties: z.record(z.string(), typed).optional() })),
});

/** Each key of the file, such as `betting.min_odds`, with the JSON types that it takes. */
const TYPES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(schemas.parse(fileJsonSchema()).properties).flatMap(([section, { properties = {} }]) =>
    Object.entries(properties).map(([key, schema]) => [`${section}.${key}`, typesOf(schema)] as const),
  ),
);

export const SETTING_KEYS: readonly string[] = [...TYPES.keys()];

const fileShape = z.record(z.string(), z.unknown());

/**
 * The text of a configuration file with other values, as a person types them: `3.5`, `to_target`, `none`. An empty
 * one takes the key out, so that its default holds. Throws a SyntaxError where the text is no JSON object.
 */
export function withSettings(text: string, changes: ReadonlyMap<string, string>): string {
  const file = { ...fileShape.parse(JSON.parse(text)) };
  for (const [path, value] of changes) {
    const [section = '', key = ''] = path.split('.');
    const { [key]: _, ...others } = fileShape.catch({}).parse(file[section]);
    file[section] =
      value === '' ? others : { ...fileShape.catch({}).parse(file[section]), [key]: typedValue(path, value) };
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What is no number, no truth value and not none where the key wants one stays text, for the schema to refuse. */
function typedValue(path: string, text: string): unknown {
  const types = TYPES.get(path) ?? [];
  if (text === 'none' && types.includes('null')) return null;
  const value = asJson(text);
  if (typeof value === 'number' && types.some((type) => type === 'number' || type === 'integer'))
    return value;
  return types.includes('string') ? text : value;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
