import { type DocumentNode, evaluate, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import { z } from 'zod';
import { nearestName } from '../src/nearest-name.ts';
import { type Fault, showValue } from './fault.ts';
import { type ConfigFile, fileSchema, knownKeys } from './file-schema.ts';

export interface ReadFile {
  readonly file: ConfigFile | null;
  readonly faults: readonly Fault[];
  /** What the file gives itself, as it stands there, by path such as `betting.min_odds`. */
  readonly given: ReadonlyMap<string, unknown>;
}

/** Reads the text of a configuration file. `name` is what faults call it. */
export function readConfigText(source: string, name: string): ReadFile {
  const none = { file: null, given: new Map<string, unknown>() };
  let document: DocumentNode;
  try {
    document = parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { ...none, faults: [syntaxFault(error, source, name)] };
  }
  const { lines, doubled } = mapLines(document.body);
  const at = (path: string) => `${name}:${lines.get(path) ?? lines.get(parent(path)) ?? 1}`;
  const twice = doubled.map((path): Fault => {
    return { where: at(path), path, value: null, allowed: 'stands there twice; keep one of them' };
  });
  const written = evaluate(document);
  const parsed = fileSchema.safeParse(written);
  const wrong = parsed.error?.issues.flatMap((issue) => issueFaults(issue, written, at)) ?? [];
  return { file: parsed.data ?? null, faults: [...twice, ...wrong], given: given(lines.keys(), written) };
}

const given = (paths: Iterable<string>, written: unknown): ReadonlyMap<string, unknown> =>
  new Map([...paths].map((path) => [path, valueAt(written, path.split('.'))]));

function syntaxFault(error: unknown, source: string, name: string): Fault {
  const { line, column, message } = z
    .object({ line: z.number(), column: z.number(), message: z.string() })
    .parse(error);
  const rest = source
    .split('\n')
    .slice(line - 1)
    .join('\n')
    .slice(column - 1)
    .trim();
  const early = /end of input/.test(message) || /^[{[,:]?$/.test(rest);
  const what = early ? 'the text ends too early' : `${JSON.stringify(rest.charAt(0))} cannot stand here`;
  const allowed = `${what} (line ${line}, column ${column}): JSON has double quotes, no comments and no comma after the last entry`;
  return { where: `${name}:${line}:${column}`, path: '', value: null, allowed };
}

/** On which line each key stands, and which keys stand twice in one object. */
function mapLines(body: ValueNode) {
  const lines = new Map<string, number>();
  const doubled: string[] = [];
  const walk = (object: ObjectNode, prefix: string): void => {
    for (const { name, value } of object.members) {
      const path = prefix + (name.type === 'String' ? name.value : name.name);
      if (lines.has(path)) doubled.push(path);
      lines.set(path, name.loc.start.line);
      if (value.type === 'Object') walk(value, `${path}.`);
    }
  };
  if (body.type === 'Object') walk(body, '');
  return { lines, doubled };
}

function issueFaults(
  issue: z.core.$ZodIssue,
  written: unknown,
  at: (path: string) => string,
): readonly Fault[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') {
    const allowed = `allowed: ${issue.message}`;
    return [{ where: at(path), path, value: showValue(valueAt(written, issue.path)), allowed }];
  }
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const full = [...issue.path, key].join('.');
    const near = nearestName(key, known);
    const hint = near ? `did you mean ${near}? ` : '';
    const allowed = `no such key; ${hint}Known here: ${known.join(', ') || 'none yet'}`;
    return { where: at(full), path: full, value: null, allowed };
  });
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => Object(value)[key], written);
}

const parent = (path: string) => path.split('.').slice(0, -1).join('.');
