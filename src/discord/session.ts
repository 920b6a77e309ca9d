import { type Client, Events, RESTEvents } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import { within } from '../within.ts';
import { createClient } from './create-client.ts';
import type { IdentifyBudget } from './identify-budget.ts';
import { type LoginFault, loginFault, TOKEN_REFUSED } from './login-fault.ts';

export interface SessionParts {
  readonly token: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly budget: IdentifyBudget;
  /** Before the login, so that nothing is missed. */
  onClient(client: Client): void;
  /** `ended` is aborted with the session. */
  onReady(client: Client<true>, ended: AbortSignal): void;
  /** The socket is gone and discord.js is bringing it back; `onConnected` follows, or the session's end. */
  onInterrupted(): void;
  onConnected(): void;
}

/** One client from its login to its end. */
export interface Session {
  /** Resolves, once, with why it cannot go on, or null where it was closed. */
  readonly ended: Promise<LoginFault | null>;
  /** Ends it; resolves within a second. */
  close(): Promise<void>;
}

const LOGIN_PATIENCE = 60_000;
/** discord.js tries twice a second, for ever; after so long a new client does it, ever more slowly. */
const RECONNECT_PATIENCE = 3 * 60_000;
const FAREWELL = 800;

/**
 * Logs in with a client of its own: a second login on the same client leaves it in pieces
 * (discord.js 10493, 10554). Never throws; what goes wrong is in `ended`.
 */
export function openSession(parts: SessionParts): Session {
  const { clock, logger } = parts;
  const end = new AbortController();
  const ended = new Promise<LoginFault | null>((resolve) => {
    end.signal.addEventListener('abort', () => resolve(end.signal.reason), { once: true });
  });
  const lose = (fault: LoginFault) => end.abort(fault);
  const client = createClient({ ...parts, ended: end.signal, onExhausted: (ms) => lose(exhausted(ms)) });
  const patience = createPatience(clock, end.signal);

  client.on(Events.ShardDisconnect, ({ code }) => lose(loginFault(null, code)));
  client.on(Events.ShardReconnecting, () => {
    if (client.isReady()) parts.onInterrupted();
    patience.start(RECONNECT_PATIENCE, () => lose(loginFault('the connection did not come back', null)));
  });
  client.on(Events.ShardReady, patience.stop);
  client.on(Events.ShardResume, patience.stop);
  client.on(Events.ShardReady, parts.onConnected);
  client.on(Events.ShardResume, parts.onConnected);
  client.once(Events.ClientReady, (ready) => parts.onReady(ready, end.signal));
  // discord.js forgets its token at a 401 and could send nothing more.
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth) lose(TOKEN_REFUSED);
  });

  parts.onClient(client);
  patience.start(LOGIN_PATIENCE, () => lose(loginFault('the login was not answered', null)));
  // A line's end from a file, say, could not even be sent as a header.
  if (!/^[!-~]+$/.test(parts.token)) lose(TOKEN_REFUSED);
  else client.login(parts.token).catch((error: unknown) => lose(loginFault(error, null)));
  return {
    ended,
    async close() {
      end.abort(null);
      client.removeAllListeners(Events.InteractionCreate);
      const farewell = client
        .destroy()
        .catch((error: unknown) => logger.debug('Discord farewell', { error }));
      await within(farewell, FAREWELL, clock);
    },
  };
}

const exhausted = (resetAfter: number): LoginFault => ({
  message: `Discord lets this bot log in no more for ${Math.ceil(resetAfter / 60_000)} minutes, since it did so too often today. Something starts it over and over: look for a crash loop, or a second program with this token.`,
  needsPerson: true,
});

/** A timer that ends with the session; starting it again while it runs does not prolong it. */
function createPatience(clock: Clock, ended: AbortSignal) {
  let running: AbortController | null = null;
  return {
    start(ms: number, onEnd: () => void): void {
      if (running !== null) return;
      running = new AbortController();
      clock.wait(ms, AbortSignal.any([running.signal, ended])).then(onEnd, () => {});
    },
    stop(): void {
      running?.abort();
      running = null;
    },
  };
}
