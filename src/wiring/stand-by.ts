import type { Config } from '../../config/config.ts';
import { isLoopbackHost } from '../../config/loopback.ts';
import type { Standing } from '../../store/postgres/stream-event-log.ts';
import type { Clock } from '../clock.ts';
import type { Terminal } from '../console/terminal.ts';
import { type StandbyPage, startStandbyPage } from '../dashboard/standby-page.ts';
import type { Logger } from '../logging/logger.ts';
import { listenForQuit } from './listen-for-quit.ts';
import type { FoldedLog } from './open-log.ts';

export interface StandbyParts {
  readonly config: Pick<Config, 'console' | 'dashboard'>;
  readonly terminal: Terminal;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly requestStop: (reason: string) => void;
  readonly ending: AbortSignal;
}

/**
 * Waits until this process may append to the log. As long as another one does, its health says that it is a standby,
 * and at the console it can be ended. Rejects as `lead` does.
 */
export async function standBy(parts: StandbyParts, { lead, found }: FoldedLog): Promise<void> {
  const { config, logger, ending } = parts;
  const sayStanding = (now: Standing): string =>
    `${words(now)}${config.console ? ' Type quit to end this one.' : ''}`;
  let standing: Standing = { leader: null, unreachable: null };
  let page: StandbyPage | null = null;
  let stopListening = (): void => {};
  let told = '';

  const begin = (): StandbyPage => {
    if (config.console) stopListening = listenForQuit(parts, () => sayStanding(standing));
    const state = () => ({ ...standing, at: found().at, seq: found().seq });
    const settings = config.dashboard;
    return startStandbyPage({ ...parts, settings, isLoopback: isLoopbackHost, state });
  };

  try {
    await lead(ending, (now) => {
      standing = now;
      page ??= begin();
      const said = sayStanding(now);
      if (said !== told) logger[now.unreachable === null ? 'info' : 'warn'](said);
      told = said;
    });
    if (told !== '') logger.info('This process appends to the log from now on.');
  } finally {
    stopListening();
    await (page as StandbyPage | null)?.stop();
  }
}

function words({ leader, unreachable }: Standing): string {
  if (unreachable !== null) return `The database of the log is waited for: ${unreachable}.`;
  const who = leader === null ? 'nobody yet' : `the bot on ${leader}`;
  return `This is a standby: ${who} appends to the log, and this one takes over when that ends.`;
}
