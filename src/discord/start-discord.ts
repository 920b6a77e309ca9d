import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Command, CommandCall, Outcome } from '../command.ts';
import type { Logger } from '../logging/logger.ts';
import type { NoticeSink } from '../notify/notice.ts';
import { within } from '../within.ts';
import { createButtonIds } from './button-press.ts';
import { findPlaceFault, type PlaceSettings } from './check-place.ts';
import { commandPayloads } from './command-payloads.ts';
import { type Health, keepConnected } from './connection.ts';
import { createDesk } from './desk.ts';
import { createIdentifyBudget } from './identify-budget.ts';
import { keepRegistered } from './keep-registered.ts';
import { createNoticeSink } from './notice-sink.ts';
import { createProblems, type ProblemListener } from './problems.ts';
import type { RoleSettings } from './resolve-role.ts';

export interface DiscordSettings extends RoleSettings, PlaceSettings {
  readonly token: string;
  /** Such as `https://discord.com/api`. */
  readonly apiUrl: string;
}

export interface DiscordParts extends ProblemListener {
  readonly settings: DiscordSettings;
  readonly commands: readonly Command[];
  run(call: CommandCall): Promise<Outcome>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DiscordSurface {
  /** Null where no channel is configured. */
  readonly sink: NoticeSink | null;
  health(): Health;
  /** Answers what is underway, then says goodbye; resolves within two seconds. */
  stop(): Promise<void>;
}

/** For answers that are underway when the program stops. */
const LAST_ANSWERS = 1_000;

/** Such changes of the server can take or give what the bot needs there. */
const PLACE_CHANGES = [
  Events.GuildCreate,
  Events.GuildDelete,
  Events.ChannelCreate,
  Events.ChannelUpdate,
  Events.ChannelDelete,
  Events.GuildRoleUpdate,
  Events.GuildRoleDelete,
  Events.GuildMemberUpdate,
] as const;

/**
 * Discord as a surface: commands and buttons in, answers and notices out. Returns at once and throws
 * nothing; while Discord is away or refuses, `health` says so and it is tried again.
 */
export function startDiscord(parts: DiscordParts): DiscordSurface {
  const { settings, clock, logger } = parts;
  const ids = createButtonIds();
  const problems = createProblems(parts, logger);
  const payloads = commandPayloads(parts.commands);
  const place = (client: Client<true>, refusal: string | null = null) =>
    problems.set('discord-place', findPlaceFault(client, settings) ?? refusal);

  const desk = createDesk({
    roles: settings,
    homeGuildId: () => homeGuildId(connection.client(), settings),
    run: (call) => parts.run(call),
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
      place(client);
      for (const change of PLACE_CHANGES) client.on(change, () => place(client));
      void keepRegistered(
        { client, guildId: settings.guildId, payloads },
        { clock, logger, ended },
        (fault) => problems.set('discord-commands', fault),
      );
    },
    onLoginFault: ({ needsPerson, message }) => needsPerson && problems.set('discord-login', message),
  });
  return {
    sink: createNoticeSink({ settings, ids, logger, client: connection.client, onResult: place }),
    health() {
      const problem = problems.oldest();
      const health = connection.health();
      return health.state === 'up' && problem !== null
        ? { ...health, state: 'degraded', why: problem }
        : health;
    },
    async stop() {
      await within(desk.close(), LAST_ANSWERS, clock);
      await connection.stop();
    },
  };
}

/** The server whose members may use the bot: the one configured, else the channel's; null where neither is. */
function homeGuildId(client: Client<true> | null, { guildId, channelId }: PlaceSettings): string | null {
  if (guildId !== null || channelId === null) return guildId;
  const channel = client?.channels.cache.get(channelId);
  return channel === undefined || channel.isDMBased() ? null : channel.guildId;
}
