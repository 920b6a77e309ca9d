import { isSuspicious, REDACTED, type Redactor } from './redactor.ts';

const DEEPEST = 8;
const LONGEST_LIST = 100;
const LONGEST_TEXT = 8_192;

interface Walk {
  readonly redactor: Redactor;
  /** The objects that the value stands in. */
  readonly above: readonly object[];
}

/**
 * Any value as plain JSON data without secrets: errors with their causes and own fields, other objects
 * of a class (sockets, agents, certificates) by their name only, cycles and depths cut.
 */
export function plainFacts(value: unknown, redactor: Redactor): unknown {
  return plain(value, { redactor, above: [] });
}

function plain(value: unknown, { redactor, above }: Walk): unknown {
  if (typeof value === 'string') return cut(redactor.text(value));
  if (typeof value === 'bigint' || typeof value === 'symbol') return redactor.text(String(value));
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length > DEEPEST) return '[deeper]';
  return plainObject(value, { redactor, above: [...above, value] });
}

function plainObject(value: object, walk: Walk): unknown {
  if (value instanceof Error) return fields(errorEntries(value), walk);
  if (value instanceof Date) return attempt(() => value.toISOString());
  if (value instanceof URL) return plain(value.href, walk);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map)
    return fields(
      [...value].map(([key, item]) => [String(key), item]),
      walk,
    );
  if (value instanceof Set || Array.isArray(value)) return list([...value], walk);
  if (isPlain(value)) return fields(entries(value), walk);
  const name = value.constructor?.name ?? 'object';
  if (!('toJSON' in value) || typeof value.toJSON !== 'function') return `[${name}]`;
  const { toJSON } = value;
  return plain(
    attempt(() => toJSON.call(value)),
    walk,
  );
}

function list(items: readonly unknown[], walk: Walk): readonly unknown[] {
  const shown = items.slice(0, LONGEST_LIST).map((item) => plain(item, walk));
  return items.length > LONGEST_LIST ? [...shown, `[${items.length - LONGEST_LIST} more]`] : shown;
}

function fields(of: readonly (readonly [string, unknown])[], walk: Walk): object {
  return Object.fromEntries(
    of.map(([name, field]) => [walk.redactor.text(name), hides(name, field) ? REDACTED : plain(field, walk)]),
  );
}

const hides = (name: string, field: unknown) =>
  isSuspicious(name) && field !== null && field !== undefined && typeof field !== 'boolean';

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** What makes an error an error, though it is not enumerable, and what it was given besides. */
function errorEntries(error: Error): readonly (readonly [string, unknown])[] {
  const own = entries(error).filter(([name]) => name !== 'stack' && name !== 'message' && name !== 'cause');
  const cause = attempt(() => error.cause);
  return [
    ['name', error.name],
    ['message', error.message],
    ...own.filter(([name]) => name !== 'name'),
    ...(error instanceof AggregateError ? [['errors', error.errors] as const] : []),
    ...(cause === undefined ? [] : [['cause', cause] as const]),
    ['stack', error.stack],
  ];
}

function entries(value: object): readonly (readonly [string, unknown])[] {
  return Object.keys(value).map((name) => [name, attempt(() => Reflect.get(value, name))]);
}

/** A getter may throw; a log must not. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return '[unreadable]';
  }
}

const cut = (text: string) =>
  text.length > LONGEST_TEXT
    ? `${text.slice(0, LONGEST_TEXT)}... (${text.length - LONGEST_TEXT} more)`
    : text;
