import type { Client } from 'discord.js';
import { backOff, slowBackOff } from './back-off.ts';
import type { LoginFault } from './login-fault.ts';
import { openSession, type Session, type SessionParts } from './session.ts';

export interface Health {
  readonly state: 'up' | 'degraded' | 'off';
  /** A sentence. */
  readonly why: string;
}

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

const UP: Health = { state: 'up', why: 'Connected to Discord.' };
const LOGGING_IN: Health = { state: 'degraded', why: 'Logging in to Discord.' };
const INTERRUPTED: Health = {
  state: 'degraded',
  why: 'The connection to Discord was cut; it is being resumed.',
};

/** Keeps one session with Discord open, for ever: a lost one is followed by a new one, ever more slowly. */
export function keepConnected(parts: ConnectionParts): Connection {
  const { clock, logger } = parts;
  const stopping = new AbortController();
  let health = LOGGING_IN;
  let client: Client<true> | null = null;
  let session: Session | null = null;

  const watched: SessionParts = {
    ...parts,
    onReady(ready, ended) {
      client = ready;
      health = UP;
      logger.info('Connected to Discord', { as: ready.user.tag });
      parts.onReady(ready, ended);
    },
    onInterrupted() {
      health = INTERRUPTED;
    },
    onConnected() {
      if (client !== null) health = UP;
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
      health = { state: 'degraded', why: fault.message };
      if (!fault.needsPerson) logger.warn(fault.message, { nextAttemptInSeconds: Math.round(wait / 1000) });
      parts.onLoginFault(fault);
      await session.close();
      await clock.wait(wait, stopping.signal).catch(() => {});
    }
  }

  run().catch((error: unknown) => logger.error('The Discord connection broke', { error }));
  return {
    client: () => client,
    health: () => health,
    async stop() {
      stopping.abort();
      health = { state: 'off', why: 'The program is stopping.' };
      await session?.close();
    },
  };
}

const pauseAfter = ({ needsPerson }: LoginFault, failures: number): number =>
  needsPerson ? slowBackOff(Math.random()) : backOff(failures, Math.random());
