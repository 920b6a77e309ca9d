import pc from 'picocolors';
import { z } from 'zod';

export interface Entry {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly level: string;
  readonly message: string;
  /** Plain JSON data. */
  readonly facts?: unknown;
}

/** One line for people: time, level, message, facts as `name=value`. */
export function readableLine({ at, level, message, facts }: Entry, colour: boolean): string {
  const { dim, red, yellow, cyan } = pc.createColors(colour);
  const paint = { error: red, warn: yellow, info: cyan }[level] ?? dim;
  const shown = showFacts(facts);
  const words = [dim(at), paint(level.toUpperCase().padEnd(5)), visible(message)];
  return shown === '' ? words.join(' ') : `${words.join(' ')} ${dim(shown)}`;
}

/** Its message and facts as one line, without time and level. */
export const readableText = ({ message, facts }: Pick<Entry, 'message' | 'facts'>): string =>
  `${visible(message)} ${showFacts(facts)}`.trimEnd();

function showFacts(facts: unknown): string {
  const named = z.record(z.string(), z.unknown()).catch({}).parse(facts);
  return Object.entries(named)
    .map(([name, value]) => `${name}=${showFact(value)}`)
    .join(' ');
}

const errorShape = z.looseObject({
  name: z.string(),
  message: z.string(),
  stack: z.unknown(),
  code: z.union([z.string(), z.number()]).optional(),
  cause: z.unknown().optional(),
});

function showFact(value: unknown): string {
  const error = errorShape.safeParse(value);
  if (!error.success || !Object.hasOwn(error.data, 'stack')) return word(value);
  const { message, name, code, cause } = error.data;
  const because = cause === undefined ? '' : ` because ${showFact(cause)}`;
  return `${word(code === undefined ? message || name : `${message} (${code})`)}${because}`;
}

const word = (value: unknown): string =>
  typeof value === 'string' && /^[\w.:/+-]+$/.test(value)
    ? value
    : visible(JSON.stringify(value) ?? 'undefined');

/** Control characters of outside texts would forge lines or colours. */
const visible = (text: string) =>
  text
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
