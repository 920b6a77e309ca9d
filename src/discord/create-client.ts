import {
  Client,
  Events,
  GatewayIntentBits,
  type IIdentifyThrottler,
  RESTEvents,
  SimpleShardingStrategy,
  type WebSocketOptions,
} from 'discord.js';
import type { Logger } from '../logging/logger.ts';
import type { IdentifyBudget } from './identify-budget.ts';

/** That of `@discordjs/ws`; discord.js has another class of the same name. */
type GatewayManager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

export interface ClientParts {
  readonly apiUrl: string;
  readonly budget: IdentifyBudget;
  readonly logger: Logger;
  /** Aborted when the client is done with: from then on it connects nowhere and passes nothing on. */
  readonly ended: AbortSignal;
  /** Called instead of an IDENTIFY when the day's are almost used up; with the ms until there are new ones. */
  onExhausted(resetAfter: number): void;
}

/** A request that got no answer is given up after so long; discord.js makes three further attempts. */
const REQUEST_TIMEOUT = 10_000;
/** Longer rate limits are failures for the caller, whose queue may try again; shorter ones are waited out. */
const LONGEST_RATE_LIMIT = 15_000;
/** IDENTIFYs of the day that are left alone, for a person who must start the program again. */
const RESERVE = 20;

/** A discord.js client for one login, on which a malformed payload or a socket's end breaks nothing. */
export function createClient(parts: ClientParts): Client {
  const { apiUrl, logger } = parts;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: {
      api: apiUrl,
      timeout: REQUEST_TIMEOUT,
      rejectOnRateLimit: ({ timeToReset, retryAfter }) =>
        Math.max(timeToReset, retryAfter) > LONGEST_RATE_LIMIT,
    },
    ws: {
      buildStrategy: (manager) => guardedStrategy(manager, parts),
      buildIdentifyThrottler: (manager) => throttler(manager, parts),
    },
  });
  client.on(Events.Error, (error) => logger.warn('Discord client error', { error }));
  client.on(Events.ShardError, (error) => logger.warn('Discord gateway error', { error }));
  client.on(Events.Warn, (message) => logger.warn('Discord client warning', { message }));
  // Of its other remarks one holds parts of the token.
  client.on(Events.Debug, (message) => message.startsWith('[WS') && logger.debug(message));
  client.rest.on(RESTEvents.RateLimited, ({ method, route, timeToReset, scope }) =>
    logger.info('Discord asks to wait', { method, route, timeToReset, scope }),
  );
  return client;
}

/**
 * discord.js handles a dispatch inside the socket's own listener, where a payload that it cannot read would
 * end the process as an unhandled rejection; and a shard that is destroyed while it pauses before
 * reconnecting would go on for ever. Both go through the manager.
 */
function guardedStrategy(manager: GatewayManager, { logger, ended }: ClientParts): SimpleShardingStrategy {
  const { emit } = manager;
  Object.assign(manager, {
    emit(...args: readonly unknown[]): boolean {
      try {
        return Reflect.apply(emit, manager, args);
      } catch (error) {
        logger.error('Discord sent something unreadable, which is passed over', { event: args[0], error });
        return true;
      }
    },
  });
  const { options } = manager;
  const retrieve = options.retrieveSessionInfo.bind(options);
  options.retrieveSessionInfo = (shardId) =>
    ended.aborted ? new Promise<never>(() => {}) : retrieve(shardId);
  return new SimpleShardingStrategy(manager);
}

function throttler(manager: GatewayManager, { budget, ended, onExhausted }: ClientParts): IIdentifyThrottler {
  return {
    async waitForIdentify(_shardId, closed) {
      const { session_start_limit: limit } = await manager.fetchGatewayInformation();
      if (limit.remaining < Math.min(RESERVE, limit.total)) onExhausted(limit.reset_after);
      await budget.waitForTurn(AbortSignal.any([closed, ended]));
    },
  };
}
