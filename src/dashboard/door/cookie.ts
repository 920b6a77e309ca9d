import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { DoorRole, Keys } from './keys.ts';

const LASTS_MS = 7 * 86_400_000;

const OPTIONS = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;

/** Remembers in the browser who has logged in, signed, for a week. `now` in milliseconds. */
export async function giveCookie(c: Context, keys: Keys, role: DoorRole, now: number): Promise<void> {
  await setSignedCookie(c, keys.cookieName, `${role}.${now + LASTS_MS}`, keys.cookieSecret, {
    ...OPTIONS,
    maxAge: LASTS_MS / 1_000,
    secure: new URL(c.req.url).protocol === 'https:' || c.req.header('X-Forwarded-Proto') === 'https',
  });
}

/** Whom the cookie of a request names; null without one that is ours and still holds. */
export async function readCookie(c: Context, keys: Keys, now: number): Promise<DoorRole | null> {
  const value = await getSignedCookie(c, keys.cookieSecret, keys.cookieName);
  const [, role, until] = /^(viewer|operator)\.(\d+)$/.exec(value || '') ?? [];
  return Number(until) > now ? (role as DoorRole) : null;
}

export const takeCookie = (c: Context, keys: Keys): void => {
  deleteCookie(c, keys.cookieName, OPTIONS);
};
