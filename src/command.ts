import { z } from 'zod';
import type { App } from './app.ts';
import type { Actor } from './core/events.ts';
import type { Reply } from './reply.ts';

/** A stranger may do nothing; each further role may do all that the ones before it may. */
export type Role = 'stranger' | 'viewer' | 'operator' | 'owner';

const RANK: readonly Role[] = ['stranger', 'viewer', 'operator', 'owner'];

/** Whether a role may do what takes the other one. */
export const suffices = (role: Role, needed: Role): boolean => RANK.indexOf(role) >= RANK.indexOf(needed);

interface Caller {
  readonly actor: Actor;
  readonly role: Role;
}

/** A command as a surface received it; `id` makes a repeated delivery harmless. */
export interface CommandCall {
  readonly name: string;
  /** Values as typed (strings) or as the surface knows them; the command's schema coerces them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** The surface's own id of this request: the idempotency key. */
  readonly id: string;
  /** The token of a confirmation that was answered with yes. */
  readonly confirmed?: string;
}

export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Ask "effect?"; call again with `confirmed: token` on yes. */
  | { readonly kind: 'confirm'; readonly token: string; readonly effect: string; readonly expiresAt: string }
  /** The rules refuse; nothing has changed. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Wrong values; the message says what is allowed. */
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string };

export interface Refused {
  readonly refused: string;
  readonly message: string;
}

export type Options = Readonly<Record<string, z.ZodType>>;
type Values<O extends Options> = { readonly [K in keyof O]: z.output<O[K]> };

/** A value for an option, and the words by which a person knows it. */
export interface Suggestion {
  readonly name: string;
  readonly value: string | number;
  /** The words in full where the name may be cut short: they are found by them as well. */
  readonly inFull?: string;
}

/** Values for one option, the likeliest first, from what is in memory; `given` is what the options have so far, as typed. */
type Suggest = (app: App, given: CommandCall['options']) => Iterable<Suggestion>;

/** Identifies one call to those who act for it: who asked, and under which id. */
export interface By {
  readonly actor: Actor;
  readonly id: string;
  /** The last event of the log that was confirmed upon: where others have followed, nothing is done. */
  readonly seq?: number;
}

/** One command on every surface; a file of `commands/` exports one as its default. */
export interface Command<O extends Options = Options> {
  /** Lower case; also the file's name. */
  readonly name: string;
  /** One line for lists, at most 100 characters. */
  readonly summary: string;
  /** Ways to type it on the console, shown by `help`. */
  readonly examples: readonly string[];
  /** In the order in which the console takes them by position; described with `.describe()`. */
  readonly options: O;
  /** What is offered while an option is typed; its schema judges what is sent all the same. */
  readonly suggest?: { readonly [K in keyof O]?: Suggest };
  /** The least role that may run it with these options. */
  readonly needs: Role | ((options: Values<O>, app: App) => Role);
  /** The effect to be confirmed, as a sentence without its end; without it nothing is asked. */
  readonly confirm?: (app: App, options: Values<O>) => string | Refused;
  readonly run: (app: App, options: Values<O>, by: By) => Promise<Reply | Refused> | Reply | Refused;
}

/**
 * Declares a command. The registry forgets which options each one takes: whoever runs it hands it only what
 * its own schemas have parsed.
 */
export function defineCommand<O extends Options>(command: Command<O>): Command {
  return command as unknown as Command;
}

export interface OptionSpec {
  readonly name: string;
  readonly description: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly required: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** Values can be suggested while it is typed. */
  readonly suggests?: true;
}

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

/** What a surface must know to offer a command's options, read from their schemas. */
export function describeOptions(command: Command): readonly OptionSpec[] {
  return Object.entries(command.options).map(([name, schema]) => {
    const json = z.toJSONSchema(schema, { io: 'output' }) as JsonSchema;
    const type = json.type;
    if (type !== 'integer' && type !== 'number' && type !== 'boolean' && type !== 'string')
      throw new TypeError(`option ${name} of ${command.name}: a ${type} cannot be asked for`);
    return {
      name,
      description: json.description ?? name,
      type,
      required: !schema.safeParse(undefined).success,
      ...(json.minimum !== undefined && Math.abs(json.minimum) < 2 ** 53 - 1 && { min: json.minimum }),
      ...(json.maximum !== undefined && Math.abs(json.maximum) < 2 ** 53 - 1 && { max: json.maximum }),
      ...(json.enum && { choices: json.enum }),
      ...(command.suggest?.[name] && { suggests: true }),
    };
  });
}
