import type { MiddlewareHandler } from 'hono';
import { Fault } from '../fault.ts';

/**
 * Where no token guards the door, only who calls it by a name of this machine comes in: a page elsewhere whose name was
 * made to lead here (DNS rebinding) calls it by that.
 */
export function knownHost(isKnown: (hostname: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (!isKnown(hostname))
      throw new Fault(
        403,
        'host',
        'Without a token this is answered on this machine only: use http://127.0.0.1.',
      );
    await next();
  };
}

/** Turns away what a page of another place asks for in somebody's name, as the browser tells it. */
export function sameOrigin(): MiddlewareHandler {
  return async (c, next) => {
    const site = c.req.header('Sec-Fetch-Site');
    const origin = c.req.header('Origin');
    const foreign =
      site === undefined
        ? origin !== undefined && hostOf(origin) !== new URL(c.req.url).host
        : site !== 'same-origin' && site !== 'none';
    if (foreign) throw new Fault(403, 'origin', 'This is answered to its own page and to programs only.');
    await next();
  };
}

/** Turns away bodies that a form of another page could send. */
export function jsonOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
      throw new Fault(400, 'not_json', 'The body must be JSON, and Content-Type application/json.');
    await next();
  };
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');
