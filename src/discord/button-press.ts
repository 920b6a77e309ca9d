import { randomUUID } from 'node:crypto';
import { z } from 'zod';

type Values = Readonly<Record<string, string | number | boolean>>;

/** What pressing a button means. `page` shows the answer in place of the message, `open` below it. */
export type ButtonPress =
  | {
      readonly kind: 'yes';
      readonly user: string;
      readonly command: string;
      readonly token: string;
      readonly options: Values;
    }
  | { readonly kind: 'no'; readonly user: string; readonly command: string; readonly token: string }
  | {
      readonly kind: 'page' | 'open';
      readonly place: number;
      readonly command: string;
      readonly options: Values;
    };

/** Turns presses into custom ids and back. */
export interface ButtonIds {
  /** At most 100 characters; different presses have different ids. */
  write(press: ButtonPress): string;
  /** Null for an id that is not ours, or whose press was only in the memory of an earlier run. */
  read(customId: string): ButtonPress | null;
}

/** https://docs.discord.com/developers/components/reference#custom-id */
const LONGEST_ID = 100;
const MOST_KEPT = 2_000;

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const packed = z.union([
  z.tuple([z.literal('y'), z.string(), z.string(), z.string(), options]),
  z.tuple([z.literal('n'), z.string(), z.string(), z.string()]),
  z.tuple([z.enum(['p', 'o']), z.int(), z.string(), options]),
]);

/**
 * A custom id carries the press itself, so that a button works after a restart; one that is too long for
 * that is kept in memory, the oldest forgotten first.
 */
export function createButtonIds(): ButtonIds {
  const kept = new Map<string, ButtonPress>();
  return {
    write(press) {
      const id = JSON.stringify(pack(press));
      if (id.length <= LONGEST_ID) return id;
      const key = `kept:${randomUUID()}`;
      kept.set(key, press);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return key;
    },
    read: (customId) => kept.get(customId) ?? unpack(customId),
  };
}

function pack(press: ButtonPress): z.infer<typeof packed> {
  switch (press.kind) {
    case 'yes':
      return ['y', shorten(press.user), press.command, press.token, press.options];
    case 'no':
      return ['n', shorten(press.user), press.command, press.token];
    case 'page':
      return ['p', press.place, press.command, press.options];
    case 'open':
      return ['o', press.place, press.command, press.options];
  }
}

function unpack(customId: string): ButtonPress | null {
  const parsed = packed.safeParse(parseJson(customId));
  if (!parsed.success) return null;
  const fields = parsed.data;
  switch (fields[0]) {
    case 'y': {
      const [, user, command, token, values] = fields;
      return { kind: 'yes', user: lengthen(user), command, token, options: values };
    }
    case 'n':
      return { kind: 'no', user: lengthen(fields[1]), command: fields[2], token: fields[3] };
    case 'p':
    case 'o': {
      const [, place, command, values] = fields;
      return { kind: fields[0] === 'p' ? 'page' : 'open', place, command, options: values };
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Discord's ids have up to 20 digits; 13 in base 36. */
const shorten = (snowflake: string): string => BigInt(snowflake).toString(36);

function lengthen(shortened: string): string {
  return [...shortened]
    .reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36) || 0), 0n)
    .toString();
}
