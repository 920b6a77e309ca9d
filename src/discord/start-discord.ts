import { randomUUID } from 'node:crypto';
import { type Client, Events } from 'discord.js';
import type { KeptValue } from '../../store/kept-value.ts';
import type { PinnedMessage } from '../../store/pinned-message.ts';
import type { Audit } from '../audit.ts';
import type { Clock } from '../clock.ts';
import type { Command, CommandCall, Outcome, Suggestion } from '../command.ts';
import type { Logger } from '../logging/logger.ts';
import type { Typing } from '../suggest-values.ts';
import { within } from '../within.ts';
import { type ButtonIds, createButtonIds } from './button-press.ts';
import type { PlaceSettings } from './check-place.ts';
import { commandPayloads } from './command-payloads.ts';
import { type Health, keepConnected } from './connection.ts';
import type { CycleThreadsParts } from './cycle-threads.ts';
import { createDesk } from './desk.ts';
import { createIdentifyBudget } from './identify-budget.ts';
import { keepRegistered } from './keep-registered.ts';
import { keepPinnedStatus, type PinnedStatus } from './pinned-status.ts';
import { openPosts, type Posts } from './posts.ts';
import { createProblems, type ProblemListener } from './problems.ts';
import { linkPress } from './render/render-outcome.ts';
import { renderReply } from './render/render-reply.ts';
import type { RoleSettings } from './resolve-role.ts';
import { watchPlace } from './watch-place.ts';

export interface DiscordSettings extends RoleSettings, PlaceSettings {
  readonly token: string;
  /** Such as `https://discord.com/api`. */
  readonly apiUrl: string;
}

export interface DiscordParts extends ProblemListener {
  readonly settings: DiscordSettings;
  readonly commands: readonly Command[];
  run(call: CommandCall): Promise<Outcome>;
  suggest(typing: Typing): Promise<readonly Suggestion[]>;
  readonly audit: Audit;
  readonly cycles: Pick<CycleThreadsParts, 'kept' | 'receipt'>;
  /** Null: no status is pinned. */
  readonly status: StatusKept | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface StatusKept {
  /** The message, over restarts. */
  readonly message: KeptValue<PinnedMessage>;
  /** Calls after each append; returns the way to stop. */
  onAppend(listener: () => void): () => void;
}

export interface DiscordSurface extends Posts {
  health(): Health;
  /**
   * Answers what is underway, then says goodbye; where another process is there in its place it is silent at once.
   * Resolves within two seconds.
   */
  stop(replaced?: boolean): Promise<void>;
}

/** For answers that are underway when the program stops. */
const LAST_ANSWERS = 1_000;

/**
 * Discord as a surface: commands and buttons in, answers and notices out. Returns at once and throws
 * nothing; while Discord is away or refuses, `health` says so and it is tried again.
 */
export function startDiscord(parts: DiscordParts): DiscordSurface {
  const { settings, clock, logger } = parts;
  const ids = createButtonIds();
  const problems = createProblems(parts, logger);
  const payloads = commandPayloads(parts.commands);
  const place = watchPlace(settings, problems, logger);
  const desk = createDesk({
    roles: settings,
    homeGuildId: () => homeGuildId(connection.client(), settings),
    run: (call) => parts.run(call),
    suggest: (typing) => parts.suggest(typing),
    audit: parts.audit,
    ids,
    clock,
    logger,
  });
  const connection = keepConnected({
    token: settings.token,
    apiUrl: settings.apiUrl,
    clock,
    logger,
    budget: createIdentifyBudget(clock),
    onClient: (client) => client.on(Events.InteractionCreate, desk.receive),
    onReady(client, ended) {
      problems.set('discord-login', null);
      place.watch(client, () => status?.freshen());
      void keepRegistered(
        { client, guildId: settings.guildId, payloads },
        { clock, logger, ended },
        (fault) => problems.set('discord-commands', fault),
      );
    },
    onLoginFault: ({ needsPerson, message }) => needsPerson && problems.set('discord-login', message),
  });
  const status = pinStatus(parts, ids, connection.client);
  return {
    ...openPosts({
      ...{ settings, ids, clock, logger, place },
      client: connection.client,
      cycles: parts.cycles,
    }),
    health() {
      const problem = problems.oldest();
      const health = connection.health();
      return health.state === 'up' && problem !== null
        ? { ...health, state: 'degraded', why: problem }
        : health;
    },
    async stop(replaced = false) {
      if (replaced) await connection.stop();
      await Promise.all([within(desk.close(), LAST_ANSWERS, clock), status?.stop()]);
      if (!replaced) await connection.stop();
    },
  };
}

/** The status as a looker sees it, kept fresh in the channel; null where there is no channel or none is wanted. */
function pinStatus(
  { settings: { channelId }, status, run, clock, logger }: DiscordParts,
  ids: ButtonIds,
  client: () => Client<true> | null,
): PinnedStatus | null {
  if (channelId === null || status === null) return null;
  const caller = { actor: 'system', role: 'viewer' } as const;
  const pinned = keepPinnedStatus({
    channelId,
    kept: status.message,
    client,
    async show() {
      const outcome = await run({ name: 'status', options: {}, caller, id: randomUUID() });
      if (outcome.kind !== 'reply') return null;
      return renderReply(outcome.reply, (link, place) => ids.write(linkPress(link, place, null)));
    },
    clock,
    logger,
  });
  const unsubscribe = status.onAppend(pinned.freshen);
  return {
    freshen: pinned.freshen,
    stop: () => {
      unsubscribe();
      return pinned.stop();
    },
  };
}

/** The server whose members may use the bot: the one configured, else the channel's; null where neither is. */
function homeGuildId(
  client: Client<true> | null,
  { guildId, channelId }: Pick<PlaceSettings, 'guildId' | 'channelId'>,
): string | null {
  if (guildId !== null || channelId === null) return guildId;
  const channel = client?.channels.cache.get(channelId);
  return channel === undefined || channel.isDMBased() ? null : channel.guildId;
}
