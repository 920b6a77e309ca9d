import { type Call, type Discord, type Handler, ok } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import type { RouteName } from './route-names.ts';

/** The guild, its channels, roles and members. */
export function guildRoutes(discord: Discord) {
  const { world } = discord;
  function known(call: Call): void {
    if (call.parameters['guild_id'] !== world.guildId) throw new DiscordError(10004);
  }
  return {
    'GET /guilds/{guild_id}': (call) => {
      known(call);
      return ok(world.guild());
    },
    'GET /guilds/{guild_id}/channels': (call) => {
      known(call);
      return ok(world.guild().channels);
    },
    'GET /guilds/{guild_id}/roles': (call) => {
      known(call);
      return ok(world.roles);
    },
    'GET /guilds/{guild_id}/members/{user_id}': (call) => {
      known(call);
      const found = world.member(call.parameters['user_id'] ?? '');
      if (!found) throw new DiscordError(10007);
      return ok(found);
    },
  } as const satisfies Partial<Record<RouteName, Handler>>;
}
