import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Answer } from './http.ts';

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
  >;
}

/** What is wrong with an answer to a method and path as the served description has them; empty where nothing is. */
export type Judge = (method: string, path: string, answer: Answer) => readonly string[];

/** Judges answers by the description that was served. */
export function judgeBy(description: Description): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  return (method, path, { status, headers, json }) => {
    const response = description.paths[path]?.[method]?.responses[status];
    if (response === undefined) return [`${method} ${path} does not describe ${status}`];
    const type = headers['content-type']?.split(';')[0] ?? '';
    if (response.content === undefined) return type === '' ? [] : [`${type} where nothing is described`];
    const schema = response.content[type]?.schema;
    if (schema === undefined) return [`${method} ${path} ${status} does not describe ${type}`];
    if (type !== 'application/json' || ajv.validate(schema, json)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${path} ${instancePath} ${message}`);
  };
}

/** Every method and path that is described. */
export const operationsOf = ({ paths }: Description): readonly (readonly [string, string])[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path] as const),
  );
