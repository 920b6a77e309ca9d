import { type Client, type GuildBasedChannel, OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

export interface PlaceSettings {
  readonly guildId: string | null;
  readonly channelId: string | null;
}

const NEEDED = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
} as const;

/** What keeps the bot from working in its server and channel, and how to mend it, in a sentence; null if nothing. */
export function findPlaceFault(client: Client<true>, { guildId, channelId }: PlaceSettings): string | null {
  const guild = guildId === null ? null : client.guilds.cache.get(guildId);
  if (guild === undefined)
    return `The bot is not in the server ${guildId} (DISCORD_GUILD_ID): invite it with ${invitation(client)}, or correct the id.`;
  if (channelId === null) return null;
  const channel = client.channels.cache.get(channelId);
  // A server that is down for the moment shows no channels; Discord says when it is back.
  if (channel === undefined && guild?.available === false) return null;
  if (channel === undefined)
    return `The bot does not see the channel ${channelId} (DISCORD_CHANNEL_ID): correct the id, or invite the bot to the channel's server with ${invitation(client)}.`;
  if (channel.isDMBased() || !channel.isSendable())
    return `The channel ${channelId} (DISCORD_CHANNEL_ID) takes no messages: give the id of a text channel.`;
  if (guildId !== null && channel.guildId !== guildId)
    return `The channel #${channel.name} (DISCORD_CHANNEL_ID) is in another server than ${guildId} (DISCORD_GUILD_ID): both must name the same server.`;
  return missingPermissions(channel);
}

function missingPermissions(channel: GuildBasedChannel): string | null {
  const { me } = channel.guild.members;
  if (me === null) return null;
  const has = channel.permissionsFor(me);
  const missing = Object.entries(NEEDED).filter(([, flag]) => !has.has(flag));
  if (missing.length === 0) return null;
  const names = missing.map(([name]) => name).join(', ');
  return `In #${channel.name} the bot lacks: ${names}. Allow it under Edit Channel, Permissions, for the bot or one of its roles.`;
}

function invitation(client: Client<true>): string {
  return client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: [...Object.values(NEEDED), PermissionFlagsBits.CreatePublicThreads],
  });
}
