import type { Config } from '../../config/config.ts';
import { isLoopbackHost } from '../../config/loopback.ts';
import { openCycleThreads } from '../../store/cycle-threads.ts';
import type { EventLog } from '../../store/event-log.ts';
import { keepExport } from '../../store/keep-export.ts';
import type { KeptTexts } from '../../store/kept-value.ts';
import { openOutboxPosition } from '../../store/outbox-position.ts';
import { openPinnedMessage } from '../../store/pinned-message.ts';
import { anchorNotices } from '../anchors/anchor-notices.ts';
import type { Audit } from '../audit.ts';
import type { Clock } from '../clock.ts';
import type { Command } from '../command.ts';
import { createNoticeSink } from '../console/notice-sink.ts';
import { startConsole } from '../console/start-console.ts';
import type { Terminal } from '../console/terminal.ts';
import type { State } from '../core/state.ts';
import { startDashboard } from '../dashboard/start-dashboard.ts';
import type { DiscordProblem } from '../discord/problems.ts';
import { consoleHealth, discordHealth, type Watched } from '../health.ts';
import type { Logger } from '../logging/logger.ts';
import type { Alerts } from '../notify/alerts.ts';
import { cardNotice } from '../notify/cycle-story.ts';
import type { NoticeSink } from '../notify/notice.ts';
import { type Outbox, type OutboxParts, openOutbox } from '../notify/outbox.ts';
import { NEWS, storyWith } from '../notify/queue.ts';
import type { Rollover } from '../rollover.ts';
import type { AnchorPlace, Core, InPlayWatch } from './core.ts';
import { findDashboardAssets } from './dashboard-assets.ts';

export interface SurfaceParts {
  readonly config: Config;
  readonly commands: readonly Command[];
  readonly audit: Audit;
  readonly rollover: Pick<Rollover, 'run' | 'suggest' | 'reader'>;
  readonly log: Pick<EventLog, 'read' | 'subscribe'>;
  /** What outlives the process beside the log. */
  readonly kept: KeptTexts;
  /** The fold of the log before this start. */
  readonly found: State;
  /** A fold of the log up to an event or to one before it. */
  readonly before: (seq: number) => State;
  readonly terminal: Terminal;
  readonly alerts: Alerts;
  /** Filled with the surfaces' outboxes, which the alerts go to as well. */
  readonly outboxes: Outbox[];
  /** How loudly a notice is told as things are now. */
  readonly loudness: OutboxParts['loudness'];
  /** Filled with where the surfaces' anchors can be read back. */
  readonly anchorPlaces: AnchorPlace[];
  readonly inPlay: InPlayWatch;
  readonly counted: Core['counted'];
  readonly receipt: Core['receipt'];
  state(): State;
  /** Filled with the surfaces' health. */
  readonly watched: Watched;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly requestStop: (reason: string) => void;
}

export interface Surfaces {
  /** Takes no further command; resolves when those underway are answered. */
  stopAsking(): Promise<void>;
  /** Tells what waits to be told, for at most so long, and says goodbye, unless another process is there in its place. */
  close(graceMs: number, replaced?: boolean): Promise<void>;
}

/**
 * Opens the places where the bot is seen and spoken to. One that is away holds up nothing; the dashboard comes first,
 * since Discord's library takes long to load.
 */
export async function openSurfaces(parts: SurfaceParts): Promise<Surfaces> {
  const { config, outboxes, watched, terminal, clock } = parts;
  const queues: Record<string, readonly Outbox[]> = {};
  const dashboard = startDashboard({
    ...parts,
    meters: { ...parts.counted, queues: () => lengthsOf(queues) },
    settings: config.dashboard,
    isLoopback: isLoopbackHost,
    assets: findDashboardAssets(),
  });
  const discord = config.discord && (await openDiscord(parts, config.discord));
  const timeZone = config.timeZone;
  const news = (sink: NoticeSink) => outboxTo(sink, parts, { subject: NEWS, loudness: parts.loudness });
  outboxes.push(news(createNoticeSink({ terminal, timeZone, now: clock.now })));
  const post = discord?.sink ? news(discord.sink) : null;
  if (post !== null) outboxes.push(post);
  const anchors = discord?.audit
    ? [outboxTo(discord.audit.sink, parts, { subject: anchorNotices(timeZone), loudness: () => 'silent' })]
    : [];
  const cycles = discord?.cycles ? [openStory(discord.cycles, parts)] : [];
  if (discord?.audit) parts.anchorPlaces.push(discord.audit.readAnchors);
  watched.push(
    () => discordHealth(discord?.health() ?? null, post?.waiting() ?? 0),
    () => consoleHealth(config.console),
  );
  const posts = post === null ? [] : [post];
  Object.assign(queues, { console: outboxes.slice(0, 1), discord: posts, anchors, cycles });
  watched.push(dashboard.health);
  const desk = config.console
    ? startConsole({
        ...parts,
        run: parts.rollover.run,
        suggest: parts.rollover.suggest,
        keepFile: (file) => keepExport(config.dataDir, file),
        timeZone,
        now: clock.now,
        onInterrupt: () => parts.requestStop('Ctrl-C was pressed'),
      })
    : null;
  return {
    stopAsking: async () => {
      await Promise.all([desk?.stop(), dashboard.stopAsking()]);
    },
    close: async (graceMs, replaced = false) => {
      const told = [...outboxes, ...anchors, ...cycles].map((outbox) => outbox.close(graceMs));
      await Promise.all([...told, dashboard.stop()]);
      await discord?.stop(replaced);
    },
  };
}

const lengthsOf = (queues: Readonly<Record<string, readonly Outbox[]>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(queues).flatMap(([name, [outbox]]) => (outbox ? [[name, outbox.waiting()]] : [])),
  );

/** The threads of the cycles: by events, and by what is seen of an open bet's market. */
function openStory(sink: NoticeSink, parts: SurfaceParts): Outbox {
  const { inPlay, config } = parts;
  const { currency, stakeRule } = config.betting;
  const subject = storyWith(inPlay.since);
  const outbox = outboxTo(sink, parts, { subject, loudness: () => 'silent' });
  inPlay.listeners.push((orderRef, at) => {
    const id = `in-play:${orderRef}`;
    const card = cardNotice(parts.state(), orderRef, {
      ...{ id, at, currency, stakeRule },
      inPlaySince: inPlay.since,
    });
    if (card !== null) outbox.alert(id, card);
  });
  return outbox;
}

const TITLES = {
  'discord-login': 'The bot cannot log in to Discord',
  'discord-place': 'The bot cannot use its Discord channel',
  'discord-audit': 'The bot cannot use the channel for its anchors',
  'discord-commands': 'The slash commands could not be registered',
} as const satisfies Record<DiscordProblem, string>;

async function openDiscord(parts: SurfaceParts, settings: NonNullable<Config['discord']>) {
  const { startDiscord } = await import('../discord/start-discord.ts');
  return startDiscord({
    settings,
    commands: parts.commands,
    run: parts.rollover.run,
    suggest: parts.rollover.suggest,
    audit: parts.audit,
    cycles: {
      kept: openCycleThreads(parts.kept),
      receipt: parts.receipt,
    },
    status: {
      message: openPinnedMessage(parts.kept),
      onAppend: (listener) => parts.log.subscribe(() => listener()),
    },
    clock: parts.clock,
    logger: parts.logger,
    onProblem: (key, text) => parts.alerts.raise(key, { title: TITLES[key], text }),
    onRecovered: (key) => parts.alerts.clear(key),
  });
}

const outboxTo = (
  sink: NoticeSink,
  { config, log, kept, found, before, clock, logger }: SurfaceParts,
  told: Pick<OutboxParts, 'subject' | 'loudness'>,
): Outbox =>
  openOutbox({
    ...told,
    log,
    found,
    before,
    sink,
    position: openOutboxPosition(kept, sink.name),
    clock,
    logger,
    currency: config.betting.currency,
    stakeRule: config.betting.stakeRule,
  });
