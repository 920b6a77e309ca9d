import type { Client, GuildBasedChannel } from 'discord.js';
import { invitation } from './invitation.ts';
import { FOR_ANCHORS, FOR_THREADS, type Permissions, TO_PIN, TO_POST, TO_WORK } from './permissions.ts';

/** What of the variables says where the bot works; null where one is not set. */
export interface PlaceSettings {
  readonly guildId: string | null;
  readonly channelId: string | null;
  /** The channel for anchors; may be the same. */
  readonly auditChannelId: string | null;
}

/** What keeps the bot from working in its server and channel, and how to mend it, in a sentence; null if nothing. */
export function findPlaceFault(client: Client<true>, settings: PlaceSettings): string | null {
  const { guildId, channelId } = settings;
  if (guildId !== null && !client.guilds.cache.has(guildId))
    return `The bot is not in the server ${guildId} (DISCORD_GUILD_ID): invite it with ${invitation(client.application.id)}, or correct the id.`;
  if (channelId === null) return null;
  return findChannelFault(client, {
    guildId,
    id: channelId,
    variable: 'DISCORD_CHANNEL_ID',
    needed: TO_WORK,
  });
}

/** The same for a channel of its own for anchors; null where there is none. */
export function findAuditFault(client: Client<true>, settings: PlaceSettings): string | null {
  const { channelId, auditChannelId } = settings;
  if (auditChannelId === null || auditChannelId === channelId) return null;
  return findChannelFault(client, {
    // Safest in a server that others look after.
    guildId: null,
    id: auditChannelId,
    variable: 'DISCORD_AUDIT_CHANNEL_ID',
    needed: TO_POST,
  });
}

/** What the bot would do as well if it were permitted to, in a sentence; null where it may all of it. */
export function findUnmetWishes(
  client: Client<true>,
  { channelId, auditChannelId }: PlaceSettings,
): string | null {
  const wishes = [
    [channelId, TO_PIN],
    [channelId, FOR_THREADS],
    [auditChannelId, FOR_ANCHORS],
  ] as const;
  const unmet = wishes.flatMap(([id, { permissions, without }]) => {
    const channel = id === null ? undefined : client.channels.cache.get(id);
    if (channel === undefined || channel.isDMBased()) return [];
    const missing = missingIn(channel, permissions);
    return missing.length === 0 ? [] : [`In #${channel.name} without ${missing.join(', ')}: ${without}.`];
  });
  return unmet.length === 0 ? null : unmet.join(' ');
}

interface ChannelWanted {
  /** The server that it must be in; null for any. */
  readonly guildId: string | null;
  readonly id: string;
  readonly variable: string;
  readonly needed: Permissions;
}

function findChannelFault(
  client: Client<true>,
  { guildId, id, variable, needed }: ChannelWanted,
): string | null {
  const channel = client.channels.cache.get(id);
  // A server that is down for the moment shows no channels; Discord says when it is back.
  if (channel === undefined && client.guilds.cache.some(({ available }) => !available)) return null;
  if (channel === undefined)
    return `The bot does not see the channel ${id} (${variable}): correct the id, or invite the bot to the channel's server with ${invitation(client.application.id)}.`;
  if (channel.isDMBased() || !channel.isSendable())
    return `The channel ${id} (${variable}) takes no messages: give the id of a text channel.`;
  if (guildId !== null && channel.guildId !== guildId)
    return `The channel #${channel.name} (${variable}) is in another server than ${guildId} (DISCORD_GUILD_ID): both must name the same server.`;
  const missing = missingIn(channel, needed);
  if (missing.length === 0) return null;
  return `In #${channel.name} the bot lacks: ${missing.join(', ')}. Allow it under Edit Channel, Permissions, for the bot or one of its roles.`;
}

function missingIn(channel: GuildBasedChannel, permissions: Permissions): readonly string[] {
  const { me } = channel.guild.members;
  if (me === null) return [];
  const has = channel.permissionsFor(me);
  return Object.entries(permissions).flatMap(([name, flag]) => (has.has(flag) ? [] : [name]));
}
