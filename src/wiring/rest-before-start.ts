import type { Config } from '../../config/config.ts';
import { isLoopbackUrl } from '../../config/loopback.ts';
import type { Clock } from '../clock.ts';
import type { Terminal } from '../console/terminal.ts';
import type { Logger } from '../logging/logger.ts';
import { listenForQuit } from './listen-for-quit.ts';
import { restBeforeStart, startsOfLastHour } from './restart-pace.ts';

export interface RestParts {
  readonly config: Pick<Config, 'betfair' | 'discord' | 'console'>;
  readonly terminal: Pick<Terminal, 'listen' | 'print'>;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly requestStop: (reason: string) => void;
  readonly ending: AbortSignal;
}

/**
 * Rests where the program has started too often without an orderly end (ISO times, the oldest first) and could be
 * locked out for it. Resolves when the rest is over or the program is to end. `quit` is heard meanwhile.
 */
export async function restFromCrashes(parts: RestParts, unendedStarts: readonly string[]): Promise<void> {
  const { config, clock, logger, ending } = parts;
  const now = clock.now();
  const rest = restBeforeStart(unendedStarts, now);
  if (rest === 0 || !canBeLockedOut(config)) return;
  const starts = startsOfLastHour(unendedStarts, now).length;
  logger.warn(
    `The program started ${starts} times in the last hour and never ended in order, so that it rests for ${Math.ceil(rest / 1_000)} seconds before it logs in anywhere: Discord and Betfair lock out whoever logs in too often. Ctrl-C ends it.`,
  );
  const stopListening = config.console ? listenForQuit(parts, () => RESTING) : () => {};
  await clock.wait(rest, ending).catch(() => undefined);
  stopListening();
}

const RESTING = 'The bot is resting before it starts: type quit to end it, or wait.';

/** Another machine is spoken to: Betfair, Discord or what stands for them. */
function canBeLockedOut({ betfair, discord }: RestParts['config']): boolean {
  const addresses = [
    ...(betfair === null ? [] : [betfair.apiUrl, betfair.certLoginUrl, betfair.identityUrl]),
    ...(discord === null ? [] : [discord.apiUrl]),
  ];
  return !addresses.every(isLoopbackUrl);
}
