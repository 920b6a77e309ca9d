import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Command, CommandCall, Outcome } from '../command.ts';
import type { Logger } from '../logging/logger.ts';
import { within } from '../within.ts';
import { createButtonIds } from './button-press.ts';
import type { PlaceSettings } from './check-place.ts';
import { commandPayloads } from './command-payloads.ts';
import { type Health, keepConnected } from './connection.ts';
import type { CycleThreadsParts } from './cycle-threads.ts';
import { createDesk } from './desk.ts';
import { createIdentifyBudget } from './identify-budget.ts';
import { keepRegistered } from './keep-registered.ts';
import { openPosts, type Posts } from './posts.ts';
import { createProblems, type ProblemListener } from './problems.ts';
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
  readonly cycles: Pick<CycleThreadsParts, 'kept' | 'receipt'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DiscordSurface extends Posts {
  health(): Health;
  /** Answers what is underway, then says goodbye; resolves within two seconds. */
  stop(): Promise<void>;
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
      place.watch(client);
      void keepRegistered(
        { client, guildId: settings.guildId, payloads },
        { clock, logger, ended },
        (fault) => problems.set('discord-commands', fault),
      );
    },
    onLoginFault: ({ needsPerson, message }) => needsPerson && problems.set('discord-login', message),
  });
  return {
    ...openPosts({
      ...{ settings, ids, clock, logger, place },
      client: connection.client,
      cycles: parts.cycles,
    }),
    health() {
      const problem = problems.oldest();
      const health = connection.health();
      return health.state === 'up' && problem !== null ? { state: 'degraded', why: problem } : health;
    },
    async stop() {
      await within(desk.close(), LAST_ANSWERS, clock);
      await connection.stop();
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
