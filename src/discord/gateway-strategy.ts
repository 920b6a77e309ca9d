import { type IIdentifyThrottler, SimpleShardingStrategy, type WebSocketOptions } from 'discord.js';
import type { Logger } from '../logging/logger.ts';
import type { IdentifyBudget } from './identify-budget.ts';

/** That of `@discordjs/ws`; discord.js has another class of the same name. */
type GatewayManager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

export interface GatewayParts {
  readonly budget: IdentifyBudget;
  readonly logger: Logger;
  /** Aborted when the client is done with: from then on it connects nowhere and passes nothing on. */
  readonly ended: AbortSignal;
  /** Called where the day's IDENTIFYs are almost used up; with the ms until there are new ones. */
  onExhausted(resetAfter: number): void;
}

/** IDENTIFYs of the day that are left alone, for a person who must start the program again. */
const RESERVE = 20;

/** The strategy of `@discordjs/ws`, whose shards survive all that a gateway may send, and end when told to. */
export function gatewayStrategy(
  manager: GatewayManager,
  { logger, ended }: GatewayParts,
): SimpleShardingStrategy {
  guardSessions(manager, ended);
  const strategy = new SimpleShardingStrategy(manager);
  const spawn = strategy.spawn.bind(strategy);
  strategy.spawn = async (shardIds) => {
    await spawn(shardIds);
    const shards: unknown = Reflect.get(strategy, 'shards');
    if (!(shards instanceof Map)) throw new TypeError('@discordjs/ws: the sharding strategy has no shards');
    for (const shard of shards.values()) guardMessages(shard, logger);
  };
  return strategy;
}

/** Lets IDENTIFYs pass as the budget of the process and Discord's own count allow. */
export function identifyThrottler(
  manager: GatewayManager,
  { budget, ended, onExhausted }: GatewayParts,
): IIdentifyThrottler {
  return {
    async waitForIdentify(_shardId, closed) {
      const { session_start_limit: limit } = await manager.fetchGatewayInformation();
      if (limit.remaining < Math.min(RESERVE, limit.total)) onExhausted(limit.reset_after);
      await budget.waitForTurn(AbortSignal.any([closed, ended]));
    },
  };
}

function guardSessions(manager: GatewayManager, ended: AbortSignal): void {
  const { options } = manager;
  const retrieve = options.retrieveSessionInfo.bind(options);
  const update = options.updateSessionInfo.bind(options);
  // A shard that is destroyed while it pauses before reconnecting goes on all the same: it ends here.
  options.retrieveSessionInfo = (shardId) =>
    ended.aborted ? new Promise<never>(() => {}) : retrieve(shardId);
  // Connecting to what is no address would end the process; without a session to resume, a new one is begun.
  options.updateSessionInfo = (shardId, session) =>
    update(shardId, session !== null && isSocketUrl(session.resumeURL) ? session : null);
}

const isSocketUrl = (url: unknown): boolean =>
  typeof url === 'string' && /^wss?:\/\//.test(url) && URL.canParse(url);

/**
 * A frame is worked through inside the socket's own listener, handlers of discord.js included, where one that
 * they cannot read would end the process as an unhandled rejection. All frames pass `onMessage`, which is
 * private to the shard.
 */
function guardMessages(shard: object, logger: Logger): void {
  const onMessage: unknown = Reflect.get(shard, 'onMessage');
  if (typeof onMessage !== 'function') throw new TypeError('@discordjs/ws: a shard has no onMessage');
  Reflect.set(shard, 'onMessage', async (...frame: readonly unknown[]) => {
    try {
      await Reflect.apply(onMessage, shard, frame);
    } catch (error) {
      logger.error('Discord sent something unreadable, which is passed over', { error });
    }
  });
}
