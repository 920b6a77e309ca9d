import type { ComponentHealth } from '../health.ts';
import type { Logger } from '../logging/logger.ts';

export interface PingParts {
  /** An address that somebody watches: it calls a person where it is not asked for a while. */
  readonly url: string;
  readonly health: () => readonly ComponentHealth[];
  readonly logger: Logger;
}

const TIMEOUT_MS = 10_000;

/**
 * Asks for the address while nothing has failed: a bot that is dead, hangs or cannot do its work leaves it alone, and
 * whoever watches the address calls. Never rejects; that it cannot be reached is said once.
 */
export function createPing({ url, health, logger }: PingParts): () => Promise<void> {
  let isAway = false;
  return async () => {
    if (health().some(({ state }) => state === 'failed')) return;
    const why = await ask(url);
    if (why !== null && !isAway) logger.warn(`The dead-man's switch (PING_URL) cannot be reached: ${why}`);
    if (why === null && isAway) logger.info("The dead-man's switch (PING_URL) is reached again.");
    isAway = why !== null;
  };
}

/** Why not; null where it answered well. The address is a secret: it is not in what is said. */
async function ask(url: string): Promise<string | null> {
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    return ok ? null : `it answered ${status}.`;
  } catch (error) {
    const { cause } = error as Error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : (error as Error).name;
    return `no answer (${code}).`;
  }
}
