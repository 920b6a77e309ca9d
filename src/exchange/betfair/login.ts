import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logging/logger.ts';
import { CallFailed } from './call-failed.ts';
import type { Identity } from './identity.ts';
import { describeLoginStatus, mayTryLater } from './login-status.ts';

interface LoginParts {
  readonly identity: Pick<Identity, 'login'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
}

/** Betfair's ban for too many logins lasts that long ("Login & Session Management"). */
const LATER_MS = 20 * 60_000;

/**
 * Logs in and gives the new session's token; calls at the same time share one login. A refusal is said once and
 * stands: LOGIN_REFUSED until the program is started again, LOGIN_PUT_OFF for 20 minutes; nothing is sent
 * meanwhile. Rejects with a CallFailed.
 */
export function createLogin({ identity, clock, logger }: LoginParts): () => Promise<string> {
  let underway: Promise<string> | null = null;
  let refusal: { readonly error: CallFailed; readonly until: number } | null = null;

  async function logIn(): Promise<string> {
    if (refusal !== null && clock.monotonic() < refusal.until) throw refusal.error;
    const answer = await identity.login();
    if (answer.kind === 'session') return answer.token;
    const later = mayTryLater(answer.status);
    const message = describeLoginStatus(answer.status);
    const error = new CallFailed(message, later ? 'LOGIN_PUT_OFF' : 'LOGIN_REFUSED');
    refusal = { error, until: later ? clock.monotonic() + LATER_MS : Number.POSITIVE_INFINITY };
    logger.error(message);
    throw error;
  }

  return () => {
    underway ??= logIn().finally(() => {
      underway = null;
    });
    return underway;
  };
}
