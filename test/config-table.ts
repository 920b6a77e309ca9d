import { z } from 'zod';
import { fileJsonSchema } from '../config/file-schema.ts';
import { isHeld } from '../config/reload.ts';

interface Kind {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly anyOf?: readonly Kind[] | undefined;
}

const kind: z.ZodType<Kind> = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get anyOf() {
    return z.array(kind).optional();
  },
});

const key = kind.and(z.object({ description: z.string(), default: z.unknown().optional() }));

const file = z.object({
  properties: z.record(z.string(), z.object({ properties: z.record(z.string(), key).optional() })),
});

type Key = z.output<typeof key>;

/** The part of docs/configuration.md between its two marks: every key of the file, as the schema has it. */
export const KEYS_IN_DOCS = /(?<=<!-- keys -->\n)[\s\S]*?(?=\n?<!-- \/keys -->)/;

/** One table for each section of the file. */
export function configTables(): string {
  const sections = Object.entries(file.parse(fileJsonSchema()).properties);
  return sections
    .flatMap(([section, { properties }]) => (properties ? [tableOf(section, properties)] : []))
    .join('\n\n');
}

function tableOf(section: string, properties: Readonly<Record<string, Key>>): string {
  const rows = Object.entries(properties).map(([name, of]) => {
    const path = `${section}.${name}`;
    return `| \`${path}\` | ${defaultOf(path, of)} | ${allowedOf(of)} | ${of.description} | ${isHeld(path) ? 'at once' : 'next start'} |`;
  });
  const head = ['| key | default | allowed | meaning | a change holds |', '|---|---|---|---|---|'];
  return [`### ${section}`, '', ...head, ...rows].join('\n');
}

/** These two differ from currency to currency. */
const BY_CURRENCY = ['betting.min_stake', 'betting.min_payout'];

function defaultOf(path: string, { default: value }: Key): string {
  if (BY_CURRENCY.includes(path)) return 'by currency';
  return value === undefined || value === null ? 'none' : `\`${JSON.stringify(value)}\``;
}

const allowedOf = (of: Kind): string => wordsOf(of).join(', ');

function wordsOf({ type = [], enum: values, minimum, maximum, anyOf = [] }: Kind): readonly string[] {
  if (values !== undefined) return values.map((value) => `\`${JSON.stringify(value)}\``);
  const own = [type].flat().map((each) => {
    if (each === 'null') return '`null`';
    if (each === 'string') return 'text';
    if (each === 'boolean') return '`true`, `false`';
    const what = each === 'integer' ? 'whole number' : 'number';
    return maximum === undefined || maximum > 1e12
      ? what
      : `${what} from ${minimum} to ${maximum.toLocaleString('en')}`;
  });
  return [...own, ...anyOf.flatMap(wordsOf)];
}
