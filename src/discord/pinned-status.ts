import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import { createBell } from '../notify/bell.ts';
import { within } from '../within.ts';
import { createStatusMessage, type StatusMessageParts } from './status-message.ts';

export interface PinnedStatusParts extends StatusMessageParts {
  client(): Client<true> | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One message, pinned in the channel, that always shows the status. */
export interface PinnedStatus {
  /** Something may have changed: shown at once, or ten seconds after the last time. */
  freshen(): void;
  /** Lets the message say that the bot has stopped; resolves within a second. */
  stop(): Promise<void>;
}

const AT_MOST_EVERY = 10_000;
/** What it says changes without events too. */
const AT_LEAST_EVERY = 5 * 60_000;
const TRIED_AGAIN_AFTER = 30_000;
const FAREWELL = 800;

/** Begins with the first call of `freshen`. A Discord that is away or refuses holds up nothing else. */
export function keepPinnedStatus(parts: PinnedStatusParts): PinnedStatus {
  const { clock, logger, client } = parts;
  const bell = createBell();
  const stopping = new AbortController();
  const message = createStatusMessage(parts);
  let fresh = true;

  async function show(ended: boolean): Promise<void> {
    const connected = client();
    if (connected === null) return;
    try {
      await message.freshen(connected, ended);
      fresh = true;
    } catch (error) {
      if (fresh) logger.warn('The pinned status could not be kept fresh', { reason: String(error) });
      fresh = false;
    }
    await clock.wait(AT_MOST_EVERY, stopping.signal).catch(() => {});
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await within(bell.rung(), fresh ? AT_LEAST_EVERY : TRIED_AGAIN_AFTER, clock, stopping.signal);
      if (!stopping.signal.aborted) await show(false);
    }
    await show(true);
  }

  const running = run();
  return {
    freshen: bell.ring,
    async stop() {
      stopping.abort();
      await within(running, FAREWELL, clock);
    },
  };
}
