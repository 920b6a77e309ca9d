import type { Client, Guild } from 'discord.js';
import { HIDDEN, orNullIf, type PlaceSeen, seen } from './place-seen.ts';

export interface GuildSettings {
  readonly guildId: string | null;
  readonly ownerId: string | null;
  readonly operatorRoleId: string | null;
  readonly viewerRoleId: string | null;
}

export interface Place {
  readonly client: Client;
  readonly botId: string;
  /** The address that lets the bot into a server. */
  readonly invite: string;
}

/** The server, and the people whom the settings name there. */
export async function lookAtGuild(
  { client, invite }: Place,
  settings: GuildSettings,
): Promise<readonly PlaceSeen[]> {
  const what = 'Discord server';
  const { guildId } = settings;
  if (guildId === null) {
    const meaning = 'the commands are registered everywhere, which takes a while, and not in one server';
    return [seen(what, 'unset', `DISCORD_GUILD_ID is not set: ${meaning}.`)];
  }
  const guild = await orNullIf(HIDDEN.guild, client.guilds.fetch(guildId));
  if (guild === null) {
    const remedy = `invite it with ${invite}, or correct the id`;
    return [seen(what, 'amiss', `the bot is not in the server ${guildId} (DISCORD_GUILD_ID): ${remedy}.`)];
  }
  return [
    seen(what, 'well', `the bot is in ${guild.name}.`),
    await lookAtOwner(guild, settings.ownerId),
    lookAtRole(guild, {
      what: 'Discord operators',
      variable: 'DISCORD_OPERATOR_ROLE_ID',
      id: settings.operatorRoleId,
      without: 'nobody is operator there',
    }),
    lookAtRole(guild, {
      what: 'Discord viewers',
      variable: 'DISCORD_VIEWER_ROLE_ID',
      id: settings.viewerRoleId,
      without: 'everybody in the server may look',
    }),
  ];
}

async function lookAtOwner(guild: Guild, ownerId: string | null): Promise<PlaceSeen> {
  const what = 'Discord owner';
  if (ownerId === null)
    return seen(what, 'unset', 'DISCORD_OWNER_ID is not set: nobody can arm, quit or adopt from Discord.');
  const member = await orNullIf(HIDDEN.member, guild.members.fetch(ownerId));
  if (member !== null) return seen(what, 'well', `it is ${member.displayName}.`);
  return seen(
    what,
    'wanting',
    `nobody in ${guild.name} has the id ${ownerId} (DISCORD_OWNER_ID): correct it.`,
  );
}

interface RoleWanted {
  readonly what: string;
  readonly variable: string;
  readonly id: string | null;
  /** How it is where none is set. */
  readonly without: string;
}

function lookAtRole(guild: Guild, { what, variable, id, without }: RoleWanted): PlaceSeen {
  if (id === null) return seen(what, 'unset', `${variable} is not set: ${without}.`);
  const role = guild.roles.cache.get(id);
  if (role !== undefined) return seen(what, 'well', `whoever has the role ${role.name}.`);
  return seen(what, 'wanting', `${guild.name} has no role ${id} (${variable}): correct it.`);
}
