import type { Context } from 'hono';
import type { z } from 'zod';
import { type DoorEnv, type DoorParts, roleOfToken } from './door/access.ts';
import { giveCookie, takeCookie } from './door/cookie.ts';
import { addressOf } from './door/limits.ts';
import { Fault } from './fault.ts';
import { readJson } from './read-json.ts';
import { type loggedIn, loginRequest } from './wire/login.ts';

/** Gives the cookie to whoever shows a token. Throws a Fault for a wrong one. */
export async function logIn(c: Context<DoorEnv>, parts: DoorParts): Promise<Response> {
  const { keys, lockout, logger, now } = parts;
  const { token } = await readJson(c, loginRequest);
  if (!keys.required) return c.json<z.input<typeof loggedIn>>({ role: 'operator' });
  const address = addressOf(c);
  try {
    const role = await roleOfToken(c, keys, lockout, token);
    await giveCookie(c, keys, role, now());
    logger.info('Somebody logged in on the dashboard', { role, address });
    return c.json<z.input<typeof loggedIn>>({ role });
  } catch (error) {
    if (error instanceof Fault)
      logger.warn('A login on the dashboard was refused', { address, why: error.code });
    throw error;
  }
}

export function logOut(c: Context<DoorEnv>, { keys }: Pick<DoorParts, 'keys'>): Response {
  takeCookie(c, keys);
  return c.body(null, 204);
}
