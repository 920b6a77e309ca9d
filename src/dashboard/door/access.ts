import type { Context, MiddlewareHandler } from 'hono';
import { suffices } from '../../command.ts';
import type { Logger } from '../../logging/logger.ts';
import { Fault } from '../fault.ts';
import { readCookie } from './cookie.ts';
import type { DoorRole, Keys } from './keys.ts';
import { addressOf, type Lockout } from './limits.ts';

/** What the door has found out about a request. */
export interface DoorEnv {
  readonly Variables: { role: DoorRole | null };
}

export interface DoorParts {
  readonly keys: Keys;
  readonly lockout: Lockout;
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Finds out who asks: by a bearer token, by the cookie of a login, or, where no token is set, whoever reaches the door.
 * Throws a Fault for a wrong token, which is logged until the address is locked out.
 */
export function recognise(parts: DoorParts): MiddlewareHandler<DoorEnv> {
  return async (c, next) => {
    c.set('role', await roleOf(c, parts));
    await next();
  };
}

async function roleOf(c: Context, { keys, lockout, now, logger }: DoorParts): Promise<DoorRole | null> {
  if (!keys.required) return 'operator';
  const bearer = /^Bearer\s+(.*\S)\s*$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (bearer === undefined) return readCookie(c, keys, now());
  try {
    return await roleOfToken(c, keys, lockout, bearer);
  } catch (error) {
    if (error instanceof Fault && error.code === 'wrong_token')
      logger.warn('A wrong token was shown at the dashboard', { address: addressOf(c), path: c.req.path });
    throw error;
  }
}

/** The role that a token gives. Throws a Fault for a wrong one, and for any while the address is locked out. */
export async function roleOfToken(
  c: Context,
  keys: Keys,
  lockout: Lockout,
  shown: string,
): Promise<DoorRole> {
  const role = keys.roleOf(shown);
  if (role === null) {
    await lockout.wrong(c);
    throw new Fault(401, 'wrong_token', 'That is not a token of this dashboard.');
  }
  await lockout.check(c);
  return role;
}

/** Lets through those who may do what takes that role. */
export function needs(needed: DoorRole): MiddlewareHandler<DoorEnv> {
  return async (c, next) => {
    roleFor(c, needed);
    await next();
  };
}

/** The caller's role. Throws a Fault where it is none, or not enough. */
export function roleFor(c: Context<DoorEnv>, needed: DoorRole): DoorRole {
  const role = c.get('role');
  if (role === null) {
    c.header('WWW-Authenticate', 'Bearer');
    throw new Fault(401, 'no_token', 'Log in first, or send the header Authorization: Bearer TOKEN.');
  }
  if (!suffices(role, needed))
    throw new Fault(
      403,
      'forbidden',
      'That takes the operator token; you may look, but not see or change this.',
    );
  return role;
}
