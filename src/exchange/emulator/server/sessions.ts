import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../clock.ts';

/** The tokens that are alive. */
export interface Sessions {
  /** A new token; null while new logins are banned for having been too many. */
  begin(): string | null;
  isAlive(token: string): boolean;
  /** False for a token that is dead already. */
  keepAlive(token: string): boolean;
  /** False for a token that is dead already. */
  end(token: string): boolean;
}

/** 100 logins a minute; beyond, none for 20 minutes (Betfair, "Login & Session Management"). */
const MOST_LOGINS = 100;
const COUNTED_FOR = 60_000;
const BANNED_FOR = 20 * 60_000;

/** Only keepAlive prolongs a session, calls do not (API reference guide, "Keep Alive"). `life` in ms. */
export function createSessions(clock: Pick<Clock, 'now'>, life: number): Sessions {
  const ends = new Map<string, number>();
  let logins: number[] = [];
  let bannedUntil = Number.NEGATIVE_INFINITY;

  const isAlive = (token: string): boolean => (ends.get(token) ?? Number.NEGATIVE_INFINITY) > clock.now();

  function forgetTheDead(): void {
    for (const token of ends.keys()) if (!isAlive(token)) ends.delete(token);
  }

  return {
    isAlive,
    begin() {
      const now = clock.now();
      if (now < bannedUntil) return null;
      logins = [...logins.filter((at) => now - at < COUNTED_FOR), now];
      if (logins.length > MOST_LOGINS) {
        bannedUntil = now + BANNED_FOR;
        return null;
      }
      forgetTheDead();
      const token = randomBytes(32).toString('base64');
      ends.set(token, now + life);
      return token;
    },
    keepAlive(token) {
      const alive = isAlive(token);
      if (alive) ends.set(token, clock.now() + life);
      return alive;
    },
    end(token) {
      const alive = isAlive(token);
      ends.delete(token);
      return alive;
    },
  };
}
