import { type APIDMChannel, ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Call, type Discord, type Handler, noContent, ok } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import { commandBody, readBody } from '../request-bodies.ts';
import type { RouteName } from './route-names.ts';

const recipient = z.object({ recipient_id: z.string() });

/** The bot itself, its application and its registered commands. */
export function applicationRoutes(discord: Discord) {
  const { world, commands, gateway } = discord;

  function directChannel(call: Call): APIDMChannel {
    const { recipient_id: userId } = readBody(recipient, call.body);
    const user = Object.values(world.users).find((one) => one.id === userId);
    if (!user) throw new DiscordError(50033);
    const open = [...world.channels.values()].find(
      (one): one is APIDMChannel => one.type === ChannelType.DM && one.recipients?.[0]?.id === userId,
    );
    if (open) return open;
    const made: APIDMChannel = {
      id: discord.nextId(),
      type: ChannelType.DM,
      name: null,
      last_message_id: null,
      recipients: [user],
    };
    world.channels.set(made.id, made);
    return made;
  }

  function scopeOf(call: Call): string | null {
    if (call.parameters['application_id'] !== world.application.id) throw new DiscordError(10002);
    const guild = call.parameters['guild_id'];
    if (guild === undefined) return null;
    if (guild !== world.guildId) throw new DiscordError(50001);
    return guild;
  }

  const idOf = (call: Call) => call.parameters['command_id'] ?? '';
  const changed = (answer: ReturnType<Handler>) => {
    discord.changes.announce({ what: 'registered' });
    return answer;
  };
  const list: Handler = (call) => ok(commands.list(scopeOf(call)));
  const replace: Handler = (call) =>
    changed(ok(commands.replaceAll(scopeOf(call), readBody(z.array(commandBody), call.body))));
  const create: Handler = (call) => {
    const { command, created } = commands.put(scopeOf(call), readBody(commandBody, call.body));
    return changed({ status: created ? 201 : 200, body: command });
  };
  const get: Handler = (call) => ok(commands.get(scopeOf(call), idOf(call)));
  const change: Handler = (call) => {
    const before = commands.get(scopeOf(call), idOf(call));
    const changes = readBody(z.record(z.string(), z.unknown()), call.body);
    const body = readBody(commandBody, { ...before, ...changes });
    return changed(ok(commands.change(scopeOf(call), before.id, body)));
  };
  const remove: Handler = (call) => {
    commands.remove(scopeOf(call), idOf(call));
    return changed(noContent);
  };

  const global = '/applications/{application_id}/commands';
  const guild = '/applications/{application_id}/guilds/{guild_id}/commands';
  return {
    'GET /gateway': () => ok({ url: discord.gatewayUrl() }),
    'GET /gateway/bot': () =>
      ok({
        url: discord.gatewayUrl(),
        shards: 1,
        session_start_limit: {
          total: 1000,
          remaining: Math.max(0, 1000 - gateway.counters.identifies),
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      }),
    'GET /users/@me': () => ok(world.bot),
    'POST /users/@me/channels': (call) => ok(directChannel(call)),
    'GET /users/@me/guilds': () => {
      const { id, name, icon, features } = world.guild();
      return ok([{ id, name, icon, banner: null, owner: false, permissions: '0', features }]);
    },
    'GET /applications/@me': () => ok(world.application),
    'GET /oauth2/applications/@me': () => ok(world.application),
    [`GET ${global}`]: list,
    [`PUT ${global}`]: replace,
    [`POST ${global}`]: create,
    [`GET ${global}/{command_id}`]: get,
    [`PATCH ${global}/{command_id}`]: change,
    [`DELETE ${global}/{command_id}`]: remove,
    [`GET ${guild}`]: list,
    [`PUT ${guild}`]: replace,
    [`POST ${guild}`]: create,
    [`GET ${guild}/{command_id}`]: get,
    [`PATCH ${guild}/{command_id}`]: change,
    [`DELETE ${guild}/{command_id}`]: remove,
  } as const satisfies Partial<Record<RouteName, Handler>>;
}
