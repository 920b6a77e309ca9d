import type { Clock } from '../../../clock.ts';
import type { AccountHolder } from './account-holder.ts';
import type { Answer } from './answer.ts';
import type { Caller } from './api-calls.ts';
import { type Answered, befall, type Outcome, type SpokenFault } from './befall.ts';
import type { FaultRegister } from './fault-register.ts';
import type { IdentityOperation } from './operations.ts';
import type { Sessions } from './sessions.ts';
import { UNKNOWN_CODE } from './unclear-answers.ts';

interface IdentityCall extends Caller {
  readonly operation: IdentityOperation;
  /** The body: a form with `username` and `password` for certlogin. */
  readonly form: URLSearchParams;
  /** Whether the connection has shown the certificate that the account knows, and it is in date. */
  readonly isCertified: boolean;
}

export interface IdentityParts {
  readonly clock: Pick<Clock, 'wait'>;
  readonly sessions: Sessions;
  readonly holder: AccountHolder;
  readonly faults: FaultRegister;
}

/** Answers certlogin, keepAlive and logout: always HTTP 200, with the outcome in the body. */
export async function answerIdentity(call: IdentityCall, parts: IdentityParts): Promise<Answer> {
  const run = async (): Promise<Outcome> => ({ result: doIt(call, parts) });
  const fault = parts.faults.take(call.operation);
  const { outcome, manner }: Answered =
    fault === null
      ? { outcome: await run(), manner: 'whole' }
      : await befall(fault, {
          run,
          wait: (ms) => parts.clock.wait(ms, call.gone),
          speak: async (kind) => ({ result: speak(kind, call, parts) }),
        });
  return { status: 200, body: 'result' in outcome ? outcome.result : null, manner };
}

function doIt(call: IdentityCall, { sessions, holder }: IdentityParts): object {
  const token = call.token ?? '';
  switch (call.operation) {
    case 'certlogin':
      return logIn(call, sessions, holder);
    case 'keepAlive':
      return sessionReply(call, token === '' || sessions.keepAlive(token));
    case 'logout':
      return sessionReply(call, token === '' || sessions.end(token));
  }
}

function logIn({ isCertified, form }: IdentityCall, sessions: Sessions, holder: AccountHolder): object {
  if (!isCertified) return { loginStatus: 'CERT_AUTH_REQUIRED' };
  const loginStatus = holder.check(form.get('username'), form.get('password'));
  if (loginStatus !== 'SUCCESS') return { loginStatus };
  const sessionToken = sessions.begin();
  return sessionToken === null
    ? { loginStatus: 'TEMPORARY_BAN_TOO_MANY_REQUESTS' }
    : { sessionToken, loginStatus };
}

/** A request without a token is wrong in itself; one with a dead token has no session. */
function sessionReply(call: IdentityCall, isAlive: boolean): object {
  if (call.token === undefined) return failed(call, 'INPUT_VALIDATION_ERROR');
  return isAlive ? { ...failed(call, ''), status: 'SUCCESS' } : failed(call, 'NO_SESSION');
}

const failed = ({ token = '', appKey = '' }: IdentityCall, error: string): object => ({
  token,
  product: appKey,
  status: 'FAIL',
  error,
});

function speak(kind: SpokenFault, call: IdentityCall, { sessions }: IdentityParts): object {
  if (call.operation === 'certlogin') {
    const banned = kind === 'too_many_requests';
    return { loginStatus: banned ? 'TEMPORARY_BAN_TOO_MANY_REQUESTS' : UNKNOWN_CODE };
  }
  if (kind === 'dead_session') sessions.end(call.token ?? '');
  return failed(call, WORDS[kind]);
}

const WORDS: Readonly<Record<SpokenFault, string>> = {
  dead_session: 'NO_SESSION',
  timeout: 'INTERNAL_ERROR',
  unknown_code: UNKNOWN_CODE,
  too_many_requests: 'INTERNAL_ERROR',
  bet_in_progress: 'INTERNAL_ERROR',
};
