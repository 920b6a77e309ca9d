import type { Config } from '../../config/config.ts';
import { isLoopbackHost } from '../../config/loopback.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { Standing } from '../../store/postgres/follow-stream.ts';
import type { Clock } from '../clock.ts';
import type { Terminal } from '../console/terminal.ts';
import type { Event } from '../core/events.ts';
import { QUIT } from '../core/evolve.ts';
import { type StandbyPage, startStandbyPage } from '../dashboard/standby-page.ts';
import type { Logger } from '../logging/logger.ts';
import { listenForQuit } from './listen-for-quit.ts';
import type { FoldedLog } from './open-log.ts';

/** A look may take longer until it is given up. */
const ANSWERS_WITHIN_MS = 3_000;

export interface StandbyParts {
  readonly config: Pick<Config, 'console' | 'dashboard'>;
  readonly terminal: Pick<Terminal, 'listen' | 'print'>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly requestStop: (reason: string) => void;
  readonly ending: AbortSignal;
}

/**
 * Waits until this process may append to the log. As long as another one does, its health says that it is a standby,
 * and at the console it can be ended; it ends also where the other one is asked to quit. Rejects as `lead` does.
 */
export async function standBy(
  parts: StandbyParts,
  { log, lead, found }: Pick<FoldedLog, 'lead' | 'found'> & { readonly log: Pick<EventLog, 'subscribe'> },
): Promise<void> {
  const { config, logger, clock, ending } = parts;
  const sayStanding = (now: Standing): string =>
    `${words(now)}${config.console ? ' Type quit to end this one.' : ''}`;
  let standing: Standing = { leader: null, unreachable: null };
  /** Of the last look that found what it looked for, on the monotonic clock. */
  let answeredAt = clock.monotonic();
  /** With what the look that is underway tells already. */
  const standingNow = (): Standing => {
    const quietMs = clock.monotonic() - answeredAt;
    if (standing.unreachable !== null || quietMs <= ANSWERS_WITHIN_MS) return standing;
    const seconds = Math.floor(quietMs / 1_000);
    return { ...standing, unreachable: `the database has not answered for ${seconds} s` };
  };
  let last: Event | null = null;
  /** The last event that was there when it began to stand by; null while the log could not be followed. */
  let since: number | null = null;
  let page: StandbyPage | null = null;
  const endings: (() => void)[] = [];
  let told = '';

  const begin = (): StandbyPage => {
    if (config.console) endings.push(listenForQuit(parts, () => sayStanding(standingNow())));
    const state = () => ({ ...standingNow(), at: found().at, seq: found().seq });
    const settings = config.dashboard;
    return startStandbyPage({ ...parts, settings, isLoopback: isLoopbackHost, state });
  };

  /** Who asked the leader to quit since then wants nothing to be bet, here neither. */
  function endWithLeader(): void {
    if (since === null || last === null || last.seq <= since || last.type !== 'BOT_STOPPED') return;
    const { reason } = last.data;
    if (reason.startsWith(QUIT))
      parts.requestStop(`the bot that this one stood by for has ended (${reason})`);
  }

  const unfollow = log.subscribe((append) => {
    last = append.at(-1) ?? null;
  });

  try {
    await lead(ending, (now) => {
      standing = now;
      page ??= begin();
      if (now.unreachable === null) {
        answeredAt = clock.monotonic();
        since ??= found().seq;
      }
      endWithLeader();
      const said = sayStanding(now);
      if (said !== told) logger[now.unreachable === null ? 'info' : 'warn'](said);
      told = said;
    });
    endWithLeader();
    if (told !== '' && !ending.aborted) logger.info('This process appends to the log from now on.');
  } finally {
    unfollow();
    for (const end of endings) end();
    await (page as StandbyPage | null)?.stop();
  }
}

function words({ leader, unreachable }: Standing): string {
  if (unreachable !== null) return `The database of the log is waited for: ${unreachable}.`;
  const who = leader === null ? 'nobody yet' : `the bot on ${leader}`;
  return `This is a standby: ${who} has the log, and this one takes over when that ends or is not heard of for some seconds.`;
}
