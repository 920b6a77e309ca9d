import { existsSync, readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { z } from 'zod';
import type { Fault } from './discord-error.ts';
import { type RouteName, routeNames } from './routes/route-names.ts';

/** Discord's official specification as a check of request bodies. */
export interface Specification {
  check(route: RouteName, body: unknown): readonly Fault[];
}

const record = z.record(z.string(), z.unknown());
const operation = z.looseObject({
  requestBody: z.looseObject({ content: z.looseObject({ 'application/json': z.unknown() }) }).optional(),
});
const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), record) }),
});

const compiled = new Map<string, Specification>();

/** Compiles every operation's body once per process; null where the file is absent. */
export function loadSpecification(file: string): Specification | null {
  if (!existsSync(file)) return null;
  const known = compiled.get(file);
  if (known) return known;
  const made = compile(document.parse(JSON.parse(readFileSync(file, 'utf8'))));
  compiled.set(file, made);
  return made;
}

function compile(spec: z.output<typeof document>): Specification {
  const { schemas } = spec.components;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('int32', { type: 'number', validate: (n: number) => n === (n | 0) });
  ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('double', { type: 'number', validate: Number.isFinite });
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addSchema(record.parse(sharpen(spec, schemas)), 'discord');
  const checks = new Map<RouteName, ValidateFunction>();
  for (const route of routeNames) {
    const [method = '', path = ''] = route.split(' ');
    const found = operation.safeParse(spec.paths[path]?.[method.toLowerCase()]).data;
    if (!found?.requestBody) continue;
    const pointer = [path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    checks.set(route, ajv.compile({ $ref: `discord#/paths/${pointer}` }));
  }
  return {
    check: (route, body) => {
      const check = checks.get(route);
      if (!check || check(tolerate(route, body))) return [];
      return explain(check.errors ?? []);
    },
  };
}

type Schemas = Readonly<Record<string, Record<string, unknown>>>;
const union = z.array(z.object({ $ref: z.string() })).min(2);
const tagged = z.looseObject({
  properties: z.looseObject({ type: z.looseObject({ enum: z.array(z.unknown()) }) }),
  required: z.array(z.string()).refine((names) => names.includes('type')),
});

/**
 * The specification with two things said more sharply: a key that an object does not list is wrong (it is
 * silent on them), and the members of a union are told apart by their `type`, so that the errors are those
 * of the member that was meant.
 */
function sharpen(part: unknown, schemas: Schemas): unknown {
  if (Array.isArray(part)) return part.map((one) => sharpen(one, schemas));
  const parsed = record.safeParse(part);
  if (!parsed.success) return part;
  const entries = Object.entries(parsed.data).map(([key, value]) => [key, sharpen(value, schemas)]);
  const sharp: Record<string, unknown> = Object.fromEntries(entries);
  const members = union.safeParse(sharp['oneOf'] ?? sharp['anyOf']).data ?? [];
  const types = members.map((one) => tagged.safeParse(schemas[one.$ref.split('/').at(-1) ?? '']).data);
  if (types.length > 0 && types.every((one) => one !== undefined)) {
    const tags = types.map((one) => one.properties.type.enum);
    return {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: tags.flat() } },
      allOf: members.map((then, i) => ({ if: { properties: { type: { enum: tags[i] } } }, then })),
    };
  }
  const lists = sharp['type'] === 'object' && 'properties' in sharp && !('additionalProperties' in sharp);
  return lists ? { ...sharp, additionalProperties: false } : sharp;
}

const addedToEveryMessage = ['tts', 'enforce_nonce'];

/**
 * The body as the specification would have it, where that is stricter than the wire: permissions are a
 * string there and an integer here, and discord.js puts `tts: false` and `enforce_nonce: false` into every
 * message body, callbacks and edits included, and the type into a thread made from a message.
 */
function tolerate(route: RouteName, body: unknown): unknown {
  if (Array.isArray(body)) return body.map((one) => tolerate(route, one));
  const parsed = record.safeParse(body);
  if (!parsed.success) return body;
  const entries = Object.entries(parsed.data)
    .filter(([key, value]) => !(addedToEveryMessage.includes(key) && value === false))
    .filter(([key]) => !(key === 'type' && route.endsWith('/{message_id}/threads')))
    .map(([key, value]): [string, unknown] => {
      if (key === 'data') return [key, tolerate(route, value)];
      const digits = typeof value === 'string' && /^\d{1,17}$/.test(value);
      return [key, key === 'default_member_permissions' && digits ? Number(value) : value];
    });
  return Object.fromEntries(entries);
}

const unions = ['oneOf', 'anyOf', 'if'];

/** The errors that say something: not that none of a union fits, nor that a value is not null. */
function explain(errors: readonly ErrorObject[]): readonly Fault[] {
  const telling = errors.filter(
    (one) =>
      !unions.includes(one.keyword) &&
      !(
        one.keyword === 'type' && errors.some((other) => other.keyword !== 'type' && sameValue(one, other))
      ) &&
      !(one.keyword === 'type' && one.params['type'] === 'null'),
  );
  const faults = (telling.length > 0 ? telling : errors).map((one) => ({
    path: one.instancePath.slice(1),
    code: codes[one.keyword] ?? 'BASE_TYPE_INVALID',
    message: `${one.message ?? one.keyword}${extra(one)}`,
  }));
  return faults.filter(
    (fault, i) => faults.findIndex((one) => one.path === fault.path && one.message === fault.message) === i,
  );
}

/** About one value, the unions around it aside. */
const sameValue = (one: ErrorObject, other: ErrorObject): boolean =>
  one.instancePath === other.instancePath && !unions.includes(other.keyword);

function extra(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') return ` (${String(error.params['additionalProperty'])})`;
  if (error.keyword === 'enum') return ` (${JSON.stringify(error.params['allowedValues'])})`;
  return '';
}

const codes: Readonly<Record<string, string>> = {
  maxLength: 'BASE_TYPE_BAD_LENGTH',
  minLength: 'BASE_TYPE_BAD_LENGTH',
  maxItems: 'BASE_TYPE_MAX_LENGTH',
  minItems: 'BASE_TYPE_MIN_LENGTH',
  maximum: 'NUMBER_TYPE_MAX',
  minimum: 'NUMBER_TYPE_MIN',
  required: 'BASE_TYPE_REQUIRED',
  enum: 'BASE_TYPE_CHOICES',
  type: 'BASE_TYPE_BAD_TYPE',
  additionalProperties: 'UNKNOWN_KEY',
};
