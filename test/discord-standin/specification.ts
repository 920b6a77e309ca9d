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
  const schemas = Object.entries(spec.components.schemas).map(([name, schema]) => [name, close(schema)]);
  const ajv = new Ajv2020({ strict: false, allErrors: true, discriminator: false });
  formats.default(ajv);
  ajv.addFormat('int32', { type: 'number', validate: (n: number) => Number.isInteger(n) && n === (n | 0) });
  ajv.addFormat('int64', { type: 'number', validate: (n: number) => Number.isInteger(n) });
  ajv.addFormat('double', { type: 'number', validate: () => true });
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addSchema(
    { ...spec, components: { ...spec.components, schemas: Object.fromEntries(schemas) } },
    'discord',
  );
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
      if (!check || check(tolerate(body))) return [];
      return explain(check.errors ?? []);
    },
  };
}

/** The specification allows unknown keys by silence; a body that holds one is a mistake of its writer. */
function close(schema: Record<string, unknown>): Record<string, unknown> {
  const open = schema['type'] === 'object' && 'properties' in schema && !('additionalProperties' in schema);
  return open ? { ...schema, additionalProperties: false } : schema;
}

const addedByDiscordJs = ['tts', 'enforce_nonce'];

/**
 * The body as the specification would have it, where that is stricter than the wire: permissions are a
 * string there and an integer here, and discord.js puts `tts: false` and `enforce_nonce: false` into every
 * message body, callbacks and edits included.
 */
function tolerate(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(tolerate);
  const parsed = record.safeParse(body);
  if (!parsed.success) return body;
  const entries = Object.entries(parsed.data)
    .filter(([key, value]) => !(addedByDiscordJs.includes(key) && value === false))
    .map(([key, value]): [string, unknown] => {
      if (key === 'data') return [key, tolerate(value)];
      const digits = typeof value === 'string' && /^\d{1,17}$/.test(value);
      return [key, key === 'default_member_permissions' && digits ? Number(value) : value];
    });
  return Object.fromEntries(entries);
}

/** The errors of the branch of a union that was meant: of the others, only their wrong `type` is known. */
function explain(errors: readonly ErrorObject[]): readonly Fault[] {
  const parent = (path: string) => path.slice(0, path.lastIndexOf('/'));
  const schemaOf = (error: ErrorObject) => /schemas\/(\w+)/.exec(error.schemaPath)?.[1] ?? '';
  const wrongBranches = errors
    .filter((one) => one.keyword === 'enum' && one.instancePath.endsWith('/type'))
    .map((one) => ({ schema: schemaOf(one), at: parent(one.instancePath) }));
  const meant = errors.filter(
    (one) =>
      !['oneOf', 'anyOf'].includes(one.keyword) &&
      !(one.keyword === 'type' && one.params['type'] === 'null') &&
      !wrongBranches.some((wrong) => schemaOf(one) === wrong.schema && one.instancePath.startsWith(wrong.at)),
  );
  const telling = meant.length > 0 ? meant : errors;
  const faults = telling.map((one) => ({
    path: one.instancePath.slice(1),
    code: codes[one.keyword] ?? 'BASE_TYPE_INVALID',
    message: `${one.message ?? one.keyword}${extra(one)}`,
  }));
  return faults.filter(
    (fault, i) => faults.findIndex((one) => one.path === fault.path && one.message === fault.message) === i,
  );
}

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
