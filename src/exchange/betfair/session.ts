import type { Logger } from '../../logging/logger.ts';
import { CallFailed } from './call-failed.ts';
import { isDeadSession } from './error-advice.ts';
import type { Identity } from './identity.ts';

/** The one session that all calls share. Everything here rejects with a CallFailed. */
export interface Session {
  /**
   * Runs with a token, logging in first where there is none. Where Betfair calls the session dead it is given up,
   * and what may be repeated is run once more with a new one.
   */
  use<Result>(run: (token: string) => Promise<Result>, mayRepeat: boolean): Promise<Result>;
  /** Logs in where there is no session. */
  login(): Promise<void>;
  /** Prolongs the session; a dead one is replaced. Does nothing where there is none. */
  keepAlive(): Promise<void>;
  /** Wall-clock ms at which the session was last begun or prolonged; null where there is none, as far as is known. */
  at(): number | null;
  /** Ends the session; there is none afterwards. Never rejects. */
  logout(): Promise<void>;
}

interface SessionParts {
  /** Gives a new session's token; calls at the same time share it. */
  readonly logIn: () => Promise<string>;
  readonly identity: Pick<Identity, 'keepAlive' | 'logout'>;
  readonly logger: Logger;
  /** Told of every token before it is used. */
  readonly onToken: (token: string) => void;
  /** Wall-clock ms. */
  readonly now: () => number;
}

export function createSession({ logIn, identity, logger, onToken, now }: SessionParts): Session {
  let token: string | null = null;
  let acceptedAt = 0;
  let ended = false;

  function accept(fresh: string): string {
    if (fresh !== token) onToken(fresh);
    token = fresh;
    acceptedAt = now();
    return fresh;
  }

  async function current(): Promise<string> {
    if (ended) throw new CallFailed('The session with Betfair has been ended.', 'LOGIN_REFUSED');
    return token ?? accept(await logIn());
  }

  /** Only the token that was called dead: another call may have brought a new one meanwhile. */
  function forget(dead: string): void {
    if (token === dead) token = null;
  }

  async function once<Result>(run: (token: string) => Promise<Result>): Promise<Result> {
    const used = await current();
    try {
      return await run(used);
    } catch (error) {
      if (isDeadSession(error)) forget(used);
      throw error;
    }
  }

  async function prolong(kept: string): Promise<void> {
    const answer = await identity.keepAlive(kept);
    if (answer.kind === 'failed' && answer.error === 'NO_SESSION') {
      forget(kept);
      await current();
    } else if (answer.kind === 'failed') {
      throw new CallFailed(`Betfair did not prolong the session (${answer.error}).`);
    } else if (answer.token !== '' && token === kept) accept(answer.token);
  }

  return {
    async use(run, mayRepeat) {
      try {
        return await once(run);
      } catch (error) {
        if (!mayRepeat || !isDeadSession(error)) throw error;
        logger.info('The session with Betfair has died; logging in again.');
        return once(run);
      }
    },
    login: async () => void (await current()),
    keepAlive: async () => (token === null ? undefined : prolong(token)),
    at: () => (token === null ? null : acceptedAt),
    async logout() {
      ended = true;
      const last = token;
      token = null;
      if (last === null) return;
      await identity.logout(last).catch((error: unknown) => {
        logger.debug('Betfair did not answer the logout; the session will end by itself.', { error });
      });
    },
  };
}
