import { Client, Events, GatewayIntentBits, RESTEvents } from 'discord.js';
import { type GatewayParts, gatewayStrategy, identifyThrottler } from './gateway-strategy.ts';

export interface ClientParts extends GatewayParts {
  readonly apiUrl: string;
}

/** A request that got no answer is given up after so long; discord.js makes three further attempts. */
const REQUEST_TIMEOUT = 10_000;
/** Longer rate limits are failures for the caller, whose queue may try again; shorter ones are waited out. */
const LONGEST_RATE_LIMIT = 15_000;

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
      buildStrategy: (manager) => gatewayStrategy(manager, parts),
      buildIdentifyThrottler: (manager) => identifyThrottler(manager, parts),
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
