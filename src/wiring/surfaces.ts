import type { Config } from '../../config/config.ts';
import type { EventLog } from '../../store/event-log.ts';
import { keepExport } from '../../store/keep-export.ts';
import { openOutboxPosition } from '../../store/outbox-position.ts';
import type { Clock } from '../clock.ts';
import type { Command } from '../command.ts';
import { createNoticeSink } from '../console/notice-sink.ts';
import { startConsole } from '../console/start-console.ts';
import type { Terminal } from '../console/terminal.ts';
import type { State } from '../core/state.ts';
import type { DiscordProblem } from '../discord/problems.ts';
import { startDiscord } from '../discord/start-discord.ts';
import { consoleHealth, discordHealth, type Watched } from '../health.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';
import type { NoticeSink } from '../notify/notice.ts';
import { type Outbox, openOutbox } from '../notify/outbox.ts';
import type { Rollover } from '../rollover.ts';

export interface SurfaceParts {
  readonly config: Config;
  readonly commands: readonly Command[];
  readonly rollover: Pick<Rollover, 'run'>;
  readonly log: Pick<EventLog, 'read' | 'subscribe'>;
  /** The fold of the log before this start. */
  readonly found: State;
  readonly terminal: Terminal;
  readonly alerts: Alerts;
  /** Filled with the surfaces' outboxes, which the alerts go to as well. */
  readonly outboxes: Outbox[];
  /** Filled with the surfaces' health. */
  readonly watched: Watched;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly requestStop: (reason: string) => void;
}

export interface Surfaces {
  /** Takes no further command; resolves when those underway are answered. */
  stopAsking(): Promise<void>;
  /** Tells what waits to be told, for at most so long, and says goodbye. */
  close(graceMs: number): Promise<void>;
}

/** Opens the places where the bot is seen and spoken to. One that is away holds up nothing. */
export function openSurfaces(parts: SurfaceParts): Surfaces {
  const { config, outboxes, watched, terminal, clock } = parts;
  const discord = config.discord && openDiscord(parts, config.discord);
  const timeZone = config.timeZone;
  outboxes.push(outboxTo(createNoticeSink({ terminal, timeZone, now: clock.now }), parts));
  const post = discord?.sink ? outboxTo(discord.sink, parts) : null;
  if (post !== null) outboxes.push(post);
  watched.push(
    () => discordHealth(discord?.health() ?? null, post?.waiting() ?? 0),
    () => consoleHealth(config.console),
  );
  const desk = config.console
    ? startConsole({
        ...parts,
        run: parts.rollover.run,
        keepFile: (file) => keepExport(config.dataDir, file),
        timeZone,
        now: clock.now,
        onInterrupt: () => parts.requestStop('Ctrl-C was pressed'),
      })
    : null;
  return {
    stopAsking: async () => desk?.stop(),
    close: async (graceMs) => {
      await Promise.all(outboxes.map((outbox) => outbox.close(graceMs)));
      await discord?.stop();
    },
  };
}

const TITLES = {
  'discord-login': 'The bot cannot log in to Discord',
  'discord-place': 'The bot cannot use its Discord channel',
  'discord-commands': 'The slash commands could not be registered',
} as const satisfies Record<DiscordProblem, string>;

const openDiscord = (parts: SurfaceParts, settings: NonNullable<Config['discord']>) =>
  startDiscord({
    settings,
    commands: parts.commands,
    run: parts.rollover.run,
    clock: parts.clock,
    logger: parts.logger,
    onProblem: (key, text) => parts.alerts.raise(key, { title: TITLES[key], text }),
    onRecovered: (key) => parts.alerts.clear(key),
  });

const outboxTo = (sink: NoticeSink, { config, log, found, clock, logger }: SurfaceParts): Outbox =>
  openOutbox({
    log,
    found,
    sink,
    position: openOutboxPosition(config.dataDir, sink.name, config.mode),
    clock,
    logger,
    currency: config.betting.currency,
  });
