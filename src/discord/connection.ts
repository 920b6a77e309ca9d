import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import { backOff, slowBackOff } from './back-off.ts';
import type { LoginFault } from './login-fault.ts';
import { openSession, type Session, type SessionParts } from './session.ts';

export interface Health {
  readonly state: 'up' | 'degraded' | 'off';
  /** A sentence. */
  readonly why: string;
  /** ISO time since when it is in this state. */
  readonly since: string;
}

type Standing = Omit<Health, 'since'>;

export interface Connection {
  /** The client of the session that is up or being resumed; null where there is none. */
  client(): Client<true> | null;
  health(): Health;
  /** Resolves within a second. */
  stop(): Promise<void>;
}

export interface ConnectionParts extends Omit<SessionParts, 'onInterrupted' | 'onConnected'> {
  /** A login has failed, or a session has ended for good. */
  onLoginFault(fault: LoginFault): void;
}

const UP: Standing = { state: 'up', why: 'Connected to Discord.' };
const LOGGING_IN: Standing = { state: 'degraded', why: 'Logging in to Discord.' };
const INTERRUPTED: Standing = {
  state: 'degraded',
  why: 'The connection to Discord was cut; it is being resumed.',
};

/** Keeps one session with Discord open, for ever: a lost one is followed by a new one, ever more slowly. */
export function keepConnected(parts: ConnectionParts): Connection {
  const { clock, logger } = parts;
  const stopping = new AbortController();
  const health = createHealth(clock);
  let client: Client<true> | null = null;
  let session: Session | null = null;

  const watched: SessionParts = {
    ...parts,
    onReady(ready, ended) {
      client = ready;
      health.set(UP);
      logger.info('Connected to Discord', { as: ready.user.tag });
      parts.onReady(ready, ended);
    },
    onInterrupted() {
      health.set(INTERRUPTED);
    },
    onConnected() {
      if (client !== null) health.set(UP);
    },
  };

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      session = openSession(watched);
      const fault = await session.ended;
      failures = client === null ? failures + 1 : 1;
      client = null;
      if (fault === null) return;
      const wait = pauseAfter(fault, failures);
      health.set({ state: 'degraded', why: fault.message });
      if (!fault.needsPerson) logger.warn(fault.message, { nextAttemptInSeconds: Math.round(wait / 1000) });
      parts.onLoginFault(fault);
      await session.close();
      await clock.wait(wait, stopping.signal).catch(() => {});
    }
  }

  run().catch((error: unknown) => logger.error('The Discord connection broke', { error }));
  return {
    client: () => client,
    health: health.get,
    async stop() {
      stopping.abort();
      health.set({ state: 'off', why: 'The program is stopping.' });
      await session?.close();
    },
  };
}

/** Remembers since when it stands as it does, whatever the reason in words. */
function createHealth({ now }: Pick<Clock, 'now'>) {
  let standing = LOGGING_IN;
  let since = now();
  return {
    set(next: Standing): void {
      if (next.state !== standing.state) since = now();
      standing = next;
    },
    get: (): Health => ({ ...standing, since: new Date(since).toISOString() }),
  };
}

const pauseAfter = ({ needsPerson }: LoginFault, failures: number): number =>
  needsPerson ? slowBackOff(Math.random()) : backOff(failures, Math.random());
