import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Fault } from '../fault.ts';

/** How much one address may ask for. */
export interface DoorLimits {
  /** Requests in ten seconds. */
  readonly requests: number;
  /** Commands in a minute. */
  readonly commands: number;
  /** Wrong tokens in a quarter of an hour; then no token is looked at for as long. */
  readonly wrongTokens: number;
}

/** A page that follows every event asks for a handful of things at each. */
export const DOOR_LIMITS: DoorLimits = { requests: 1_000, commands: 60, wrongTokens: 10 };

const LOCKED_SECONDS = 900;

/** Turns away whoever asks for more than `points` in so many seconds. */
export function rateLimit(points: number, duration: number): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points, duration });
  return async (c, next) => {
    await consume(limiter, c, 'too_many', 'Too many requests from this address.');
    await next();
  };
}

/** Counts the wrong tokens of each address. */
export interface Lockout {
  /** Counts one more. Throws a Fault where the address has shown too many. */
  wrong(c: Context): Promise<void>;
  /** Throws a Fault while the address is locked out. */
  check(c: Context): Promise<void>;
}

export function createLockout(wrongTokens: number): Lockout {
  const limiter = new RateLimiterMemory({
    points: wrongTokens,
    duration: LOCKED_SECONDS,
    blockDuration: LOCKED_SECONDS,
  });
  return {
    wrong: (c) => consume(limiter, c, 'locked', LOCKED),
    check: async (c) => {
      const shown = await limiter.get(addressOf(c));
      if (shown !== null && shown.consumedPoints > wrongTokens) throw tooMany(c, shown, 'locked', LOCKED);
    },
  };
}

const LOCKED = 'Too many wrong tokens from this address: none is looked at for a while.';

async function consume(limiter: RateLimiterMemory, c: Context, code: string, message: string): Promise<void> {
  try {
    await limiter.consume(addressOf(c));
  } catch (over) {
    if (!(over instanceof RateLimiterRes)) throw over;
    throw tooMany(c, over, code, message);
  }
}

function tooMany(c: Context, { msBeforeNext }: RateLimiterRes, code: string, message: string): Fault {
  const seconds = Math.ceil(msBeforeNext / 1_000);
  c.header('Retry-After', String(seconds));
  return new Fault(429, code, `${message} Try again in ${seconds} seconds.`);
}

/** Of IPv6 the network: whoever has one address of it has them all. */
export function addressOf(c: Context): string {
  const { address = '', addressType } = getConnInfo(c).remote;
  const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return addressType === 'IPv6' ? networkOf(address) : address;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - groups.length - after.length }, () => '0');
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}
