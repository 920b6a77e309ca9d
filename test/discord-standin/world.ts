import {
  type APIApplication,
  type APIDMChannel,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  type APITextChannel,
  type APIThreadChannel,
  type APIUser,
  ChannelType,
  type GatewayGuildCreateDispatchData,
} from 'discord-api-types/v10';
import { guildSettings } from './guild-settings.ts';
import { permissionBits, permissionsIn } from './permissions.ts';

/** The people of the guild: its owner, an operator, a viewer without the operator role, a member without any role. */
export type Who = 'owner' | 'operator' | 'viewer' | 'stranger';

export type Channel = APITextChannel | APIThreadChannel | APIDMChannel;

export interface World {
  readonly guildId: string;
  readonly roles: readonly APIRole[];
  readonly operatorRoleId: string;
  readonly viewerRoleId: string;
  readonly bot: APIUser;
  readonly botRoleId: string;
  readonly application: APIApplication;
  readonly users: Readonly<Record<Who, APIUser>>;
  readonly channels: Map<string, Channel>;
  readonly main: APITextChannel;
  readonly audit: APITextChannel;
  member(userId: string): APIGuildMember | undefined;
  /** The permission bits of a user in a channel; a thread has those of its parent. */
  permissions(userId: string, channel: Channel): bigint;
  overwrites(channel: Channel): readonly APIOverwrite[];
  /** The guild as GUILD_CREATE shows it to a bot without the members intent: itself its only member. */
  guild(): GatewayGuildCreateDispatchData;
}

/** As a number, because the flag types list only their set bits. */
const noFlags: number = 0;

const everyoneMay = permissionBits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'CreatePublicThreads',
  'UseApplicationCommands',
]);

function user(id: string, name: string, bot = false): APIUser {
  return { id, username: name.toLowerCase(), global_name: name, discriminator: '0', avatar: null, bot };
}

function role(id: string, name: string, position: number, permissions: bigint): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position,
    permissions: String(permissions),
    managed: false,
    mentionable: false,
    flags: noFlags,
  };
}

function member(of: APIUser, roles: readonly string[], joinedAt: string): APIGuildMember {
  return {
    user: of,
    nick: null,
    avatar: null,
    banner: null,
    roles: [...roles],
    joined_at: joinedAt,
    deaf: false,
    mute: false,
    flags: noFlags,
  };
}

function textChannel(id: string, guildId: string, name: string, position: number): APITextChannel {
  return {
    id,
    guild_id: guildId,
    type: ChannelType.GuildText,
    name,
    position,
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: [],
  };
}

function describeApplication(bot: APIUser, owner: APIUser): APIApplication {
  return {
    id: bot.id,
    name: bot.username,
    icon: null,
    description: '',
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    team: null,
    summary: '',
    owner,
    flags: noFlags,
    flags_new: '0',
  };
}

/** A small guild with one bot, its people and two text channels. */
export function createWorld(nextId: () => string, startedAt: string): World {
  const guildId = nextId();
  const bot = user(nextId(), 'Rollover', true);
  const users = {
    owner: user(nextId(), 'Owner'),
    operator: user(nextId(), 'Operator'),
    viewer: user(nextId(), 'Viewer'),
    stranger: user(nextId(), 'Stranger'),
  };
  const operatorRole = role(nextId(), 'Operator', 2, 0n);
  const viewerRole = role(nextId(), 'Viewer', 1, 0n);
  const botRole: APIRole = {
    ...role(nextId(), 'Rollover', 3, everyoneMay | permissionBits(['PinMessages'])),
    managed: true,
    tags: { bot_id: bot.id },
  };
  const roles = [role(guildId, '@everyone', 0, everyoneMay), viewerRole, operatorRole, botRole];
  const main = textChannel(nextId(), guildId, 'rollover', 0);
  const audit = textChannel(nextId(), guildId, 'rollover-audit', 1);
  const channels = new Map<string, Channel>([
    [main.id, main],
    [audit.id, audit],
  ]);
  const members = new Map(
    [
      member(bot, [botRole.id], startedAt),
      member(users.owner, [], startedAt),
      member(users.operator, [operatorRole.id, viewerRole.id], startedAt),
      member(users.viewer, [viewerRole.id], startedAt),
      member(users.stranger, [], startedAt),
    ].map((one) => [one.user.id, one]),
  );

  function overwrites(channel: Channel): readonly APIOverwrite[] {
    if (channel.type === ChannelType.DM) return [];
    if (channel.type === ChannelType.GuildText) return channel.permission_overwrites ?? [];
    const parent = channels.get(channel.parent_id ?? '');
    return parent ? overwrites(parent) : [];
  }

  return {
    guildId,
    roles,
    operatorRoleId: operatorRole.id,
    viewerRoleId: viewerRole.id,
    bot,
    botRoleId: botRole.id,
    application: describeApplication(bot, users.owner),
    users,
    channels,
    main,
    audit,
    member: (userId) => members.get(userId),
    overwrites,
    permissions: (userId, channel) =>
      channel.type === ChannelType.DM
        ? everyoneMay
        : permissionsIn(
            {
              userId,
              roleIds: members.get(userId)?.roles ?? [],
              ownsGuild: userId === users.owner.id,
            },
            guildId,
            roles,
            overwrites(channel),
          ),
    guild: () => ({
      ...guildSettings(guildId, users.owner.id),
      roles,
      joined_at: startedAt,
      member_count: members.size,
      members: [...members.values()].filter((one) => one.user.id === bot.id),
      channels: [...channels.values()].filter((one) => one.type === ChannelType.GuildText),
      threads: [...channels.values()].filter(
        (one): one is APIThreadChannel =>
          one.type !== ChannelType.DM &&
          one.type !== ChannelType.GuildText &&
          one.thread_metadata?.archived !== true,
      ),
    }),
  };
}
