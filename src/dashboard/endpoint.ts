import type { Context } from 'hono';
import { z } from 'zod';
import type { DoorRole } from './door/keys.ts';
import { Fault } from './fault.ts';
import type { Plain } from './plain.ts';
import { faultsOf } from './read-json.ts';
import type { Shown } from './shown.ts';

/** One thing that can be read: what is asked, and what is told. */
export interface Endpoint<Q extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  /** A part in braces is given by the path, and stands in `query` too. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly needs: DoorRole;
  readonly query: Q;
  readonly reply: R;
  readonly answer: (
    shown: Shown,
    query: z.output<Q>,
    role: DoorRole,
  ) => Plain<z.input<R>> | Promise<Plain<z.input<R>>>;
}

/** Checks its answer against its schemas; a list holds endpoints of all kinds. */
export function defineEndpoint<Q extends z.ZodObject, R extends z.ZodType>(
  endpoint: Endpoint<Q, R>,
): Endpoint {
  return endpoint as unknown as Endpoint;
}

/** Answers a request. Throws a Fault for what cannot be asked. */
export async function answerOf(
  endpoint: Endpoint,
  shown: Shown,
  c: Context,
  role: DoorRole,
): Promise<Response> {
  const query = endpoint.query.safeParse({ ...c.req.query(), ...c.req.param() });
  if (!query.success) throw new Fault(400, 'invalid', faultsOf(query.error));
  return c.json((await endpoint.answer(shown, query.data, role)) as object);
}

const whole = (least: number, most: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${most}`)
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

const MOST_EVENTS = 1_000_000_000_000;

/** How many, at most a thousand. */
export const limit = (usual: number) => whole(1, 1_000).default(usual);
/** How many are passed over. */
export const offset = whole(0, MOST_EVENTS).default(0);
/** The number of an event: as things stood after it. */
export const at = whole(1, MOST_EVENTS).optional();
/** The number of an event, or 0 for before the first. */
export const seq = whole(0, MOST_EVENTS);
/** A number that counts from 1. */
export const ordinal = (most = 1_000_000_000) => whole(1, most);
