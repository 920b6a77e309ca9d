import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Call } from './call.ts';
import { createLimit } from './call-limits.ts';
import { type CertificateFiles, readCertificates } from './certificates.ts';
import { watchClockSkew } from './clock-skew.ts';
import { readFailure } from './error-advice.ts';
import { createIdentity, type IdentityAccess } from './identity.ts';
import { jsonRpcRequest, readReply } from './json-rpc.ts';
import { createLogin } from './login.ts';
import { isRead } from './operations.ts';
import { createPost, type Post } from './post.ts';
import { retrying } from './retrying.ts';
import { createSession } from './session.ts';

export interface BetfairAccess extends CertificateFiles, IdentityAccess {
  /** Without a slash at the end. */
  readonly apiUrl: string;
}

export interface BetfairConnection {
  /**
   * Logs in where need be. Reads are tried again with back-off and kept within Betfair's limits; any other
   * operation is sent once and never again, not even with a new session.
   */
  readonly call: Call;
  /** Makes sure that there is a session. Rejects with an ExchangeError, LOGIN_REFUSED where a person must act. */
  login(): Promise<void>;
  /** Prolongs the session, or replaces a dead one. Rejects with an ExchangeError. */
  keepAlive(): Promise<void>;
  /** Wall-clock ms at which the session was last begun or prolonged; null where there is none, as far as is known. */
  sessionAt(): number | null;
  /** Wall-clock ms at which the client's certificate ends; null where the way of posting needs none. */
  readonly certificateEnds: number | null;
  /** Destroys all connections, also those that wait for an answer; what is called next opens new ones. */
  cut(): void;
  /** Ends the session and cuts all connections; nothing can be asked afterwards. Never rejects. */
  logout(): Promise<void>;
}

interface ConnectionParts {
  readonly access: BetfairAccess;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every session's token before it is used, so that no log shows it. */
  readonly onSessionToken: (token: string) => void;
  /**
   * Asked before whatever is no read leaves, as late as can be, for how many ms more it may be under way, where that was
   * given; where it says no, nothing leaves.
   */
  readonly mayAct: (forMs: number) => boolean;
}

interface OverParts extends Omit<ConnectionParts, 'access'> {
  readonly access: Omit<BetfairAccess, keyof CertificateFiles>;
}

const READ_TIMEOUT_MS = 15_000;

/**
 * A connection to Betfair over HTTPS; nothing is sent yet. Throws CertificateRefused where the certificate files
 * cannot make a login.
 */
export function connectBetfair(parts: ConnectionParts): BetfairConnection {
  const { access, clock, logger } = parts;
  const certificates = readCertificates(access, clock.now());
  const connection = connectOver(
    createPost({ certificates, clock, onDate: watchClockSkew(clock, logger) }),
    parts,
  );
  return { ...connection, certificateEnds: certificates.expiresAt };
}

/** The same over any way of posting; `close` ends that way. */
export function connectOver(
  { post, close }: { readonly post: Post; readonly close: () => void },
  { access, clock, logger, onSessionToken, mayAct }: OverParts,
): BetfairConnection {
  const identity = createIdentity(post, access);
  const session = createSession({
    logIn: createLogin({ identity, clock, logger }),
    identity,
    logger,
    onToken: onSessionToken,
    now: clock.now,
  });
  const limit = createLimit(clock);
  const send = createSend(post, access, mayAct);
  return {
    call: (operation, params, terms) => {
      const repeatable = isRead(operation);
      const once = (token: string) =>
        limit(operation, params, () => send(operation, params, token, terms?.timeoutMs));
      return session.use(
        (token) => (repeatable ? retrying(clock, () => once(token)) : once(token)),
        repeatable,
      );
    },
    login: () => failingAs('certlogin', session.login()),
    keepAlive: () => failingAs('keepAlive', session.keepAlive()),
    sessionAt: session.at,
    certificateEnds: null,
    cut: close,
    async logout() {
      await session.logout();
      close();
    },
  };
}

/** One call, one request: the headers are those that Betfair asks for (API reference guide, "Getting Started"). */
function createSend(post: Post, { apiUrl, appKey }: OverParts['access'], mayAct: OverParts['mayAct']) {
  let lastId = 0;
  return async (operation: string, params: unknown, token: string, givenMs?: number): Promise<unknown> => {
    lastId += 1;
    const id = lastId;
    const { path, body } = jsonRpcRequest(operation, params, id);
    const headers = {
      'Content-Type': 'application/json',
      'X-Application': appKey,
      'X-Authentication': token,
    };
    const timeoutMs = givenMs ?? READ_TIMEOUT_MS;
    const mayLeave = isRead(operation) ? {} : { mayLeave: () => mayAct(givenMs ?? 0) };
    return readReply(await post({ url: `${apiUrl}${path}`, headers, body, timeoutMs, ...mayLeave }), id);
  };
}

async function failingAs(operation: string, doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    throw readFailure(operation, error);
  }
}
