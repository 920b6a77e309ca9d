import {
  type APIThreadChannel,
  ChannelType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  PermissionFlagsBits,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { type Call, type Discord, type Handler, noContent, ok } from '../discord.ts';
import { DiscordError } from '../discord-error.ts';
import type { StoredMessage } from '../messages.ts';
import type { PermissionName } from '../permissions.ts';
import { channelChanges, type MessageBody, messageBody, readBody, threadBody } from '../request-bodies.ts';
import type { Channel } from '../world.ts';
import type { RouteName } from './route-names.ts';

const isThread = (channel: Channel): channel is APIThreadChannel =>
  channel.type !== ChannelType.DM && channel.type !== ChannelType.GuildText;

/** Channels, their messages, pins and threads, with the bot's permissions enforced. */
export function channelRoutes(discord: Discord) {
  const { world, messages, gateway } = discord;

  function channelOf(call: Call, ...needs: readonly PermissionName[]): Channel {
    const channel = world.channels.get(call.parameters['channel_id'] ?? '');
    if (!channel) throw new DiscordError(10003);
    const may = world.permissions(world.bot.id, channel);
    if ((may & PermissionFlagsBits.ViewChannel) === 0n) throw new DiscordError(50001);
    if (needs.some((name) => (may & PermissionFlagsBits[name]) === 0n)) throw new DiscordError(50013);
    return channel;
  }

  function messageOf(call: Call, channel: Channel): StoredMessage {
    const found = messages.find(call.parameters['message_id'] ?? '');
    if (!found || found.visibleTo !== null || found.message.channel_id !== channel.id)
      throw new DiscordError(10008);
    return found;
  }

  function needsOf(channel: Channel, body: MessageBody, files: number): PermissionName[] {
    return [
      isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages',
      ...(body.embeds?.length ? (['EmbedLinks'] as const) : []),
      ...(files > 0 ? (['AttachFiles'] as const) : []),
    ];
  }

  const tell = (event: string, data: object) =>
    gateway.dispatch(event, { ...data, guild_id: world.guildId }, GatewayIntentBits.GuildMessages);

  const create: Handler = (call) => {
    const body = readBody(messageBody, call.body);
    const channel = channelOf(call, ...needsOf(channelOf(call), body, call.files.length));
    if (isThread(channel) && channel.thread_metadata) channel.thread_metadata.archived = false;
    const before = messages.all().length;
    const made = messages.create({
      channelId: channel.id,
      author: world.bot,
      applicationId: world.application.id,
      body,
      files: call.files,
    });
    if (messages.all().length > before) tell(GatewayDispatchEvents.MessageCreate, made.message);
    return ok(made.message);
  };

  const edit: Handler = (call) => {
    const channel = channelOf(call);
    const found = messageOf(call, channel);
    if (isThread(channel) && channel.thread_metadata?.archived) throw new DiscordError(50083);
    if (found.message.author.id !== world.bot.id) throw new DiscordError(50005);
    messages.edit(found, readBody(messageBody, call.body), call.files);
    tell(GatewayDispatchEvents.MessageUpdate, found.message);
    return ok(found.message);
  };

  const remove: Handler = (call) => {
    const found = messageOf(call, channelOf(call));
    messages.remove(found);
    tell(GatewayDispatchEvents.MessageDelete, { id: found.id, channel_id: found.message.channel_id });
    return noContent;
  };

  const list: Handler = (call) => {
    const channel = channelOf(call, 'ReadMessageHistory');
    const limit = Number(call.query.get('limit') ?? 50);
    const before = call.query.get('before');
    const after = call.query.get('after');
    const found = messages
      .all()
      .filter((one) => one.message.channel_id === channel.id && !one.deleted && one.visibleTo === null)
      .filter((one) => before === null || BigInt(one.id) < BigInt(before))
      .filter((one) => after === null || BigInt(one.id) > BigInt(after));
    const picked = after === null ? found.slice(-limit) : found.slice(0, limit);
    return ok(picked.reverse().map((one) => one.message));
  };

  function announcePin({ id, message }: StoredMessage): void {
    const made = messages.create({
      channelId: message.channel_id,
      author: world.bot,
      applicationId: world.application.id,
      body: { message_reference: { message_id: id } },
      files: [],
      announcesPin: true,
    });
    tell(GatewayDispatchEvents.MessageCreate, made.message);
  }

  const pin =
    (pinned: boolean): Handler =>
    (call) => {
      const found = messageOf(call, channelOf(call, 'PinMessages'));
      const announced = pinned && !found.pinned;
      found.pinned = pinned;
      found.message = { ...found.message, pinned };
      discord.changes.announce({ what: 'changed' });
      if (announced) announcePin(found);
      return noContent;
    };

  function makeThread(call: Call, parent: Channel, id: string): APIThreadChannel {
    const body = readBody(threadBody, call.body);
    const now = new Date(discord.now()).toISOString();
    const thread: APIThreadChannel = {
      id,
      type: ChannelType.PublicThread,
      guild_id: world.guildId,
      parent_id: parent.id,
      name: body.name,
      owner_id: world.bot.id,
      last_message_id: null,
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      rate_limit_per_user: body.rate_limit_per_user ?? 0,
      thread_metadata: {
        archived: false,
        auto_archive_duration: body.auto_archive_duration ?? ThreadAutoArchiveDuration.OneDay,
        archive_timestamp: now,
        create_timestamp: now,
        locked: false,
      },
    };
    world.channels.set(id, thread);
    gateway.dispatch(GatewayDispatchEvents.ThreadCreate, thread, GatewayIntentBits.Guilds);
    discord.changes.announce({ what: 'changed' });
    return thread;
  }

  const threadFromMessage: Handler = (call) => {
    const parent = channelOf(call, 'CreatePublicThreads');
    const found = messageOf(call, parent);
    if (world.channels.has(found.id)) throw new DiscordError(160004);
    const thread = makeThread(call, parent, found.id);
    found.message = { ...found.message, thread };
    return { status: 201, body: thread };
  };

  const changeChannel: Handler = (call) => {
    const channel = channelOf(call);
    const body = readBody(channelChanges, call.body);
    // The bot may archive the threads that it made; everything else about a channel is a manager's.
    if (!isThread(channel) || !channel.thread_metadata) throw new DiscordError(50013);
    if (body.name) channel.name = body.name;
    const settings = channel.thread_metadata;
    if (body.archived != null) settings.archived = body.archived;
    if (body.locked != null) settings.locked = body.locked;
    if (body.auto_archive_duration != null) settings.auto_archive_duration = body.auto_archive_duration;
    gateway.dispatch(GatewayDispatchEvents.ThreadUpdate, channel, GatewayIntentBits.Guilds);
    discord.changes.announce({ what: 'changed' });
    return ok(channel);
  };

  return {
    'GET /channels/{channel_id}': (call) => ok(channelOf(call)),
    'PATCH /channels/{channel_id}': changeChannel,
    'GET /channels/{channel_id}/messages': list,
    'POST /channels/{channel_id}/messages': create,
    'GET /channels/{channel_id}/messages/{message_id}': (call) =>
      ok(messageOf(call, channelOf(call, 'ReadMessageHistory')).message),
    'PATCH /channels/{channel_id}/messages/{message_id}': edit,
    'DELETE /channels/{channel_id}/messages/{message_id}': remove,
    'GET /channels/{channel_id}/messages/pins': (call) => {
      const channel = channelOf(call, 'ReadMessageHistory');
      const pinned = messages
        .all()
        .filter((one) => one.pinned && !one.deleted && one.message.channel_id === channel.id);
      return ok({
        items: pinned.map((one) => ({ pinned_at: one.message.timestamp, message: one.message })),
        has_more: false,
      });
    },
    'PUT /channels/{channel_id}/messages/pins/{message_id}': pin(true),
    'DELETE /channels/{channel_id}/messages/pins/{message_id}': pin(false),
    'POST /channels/{channel_id}/messages/{message_id}/threads': threadFromMessage,
    'POST /channels/{channel_id}/threads': (call) => ({
      status: 201,
      body: makeThread(call, channelOf(call, 'CreatePublicThreads'), discord.nextId()),
    }),
    'POST /channels/{channel_id}/typing': (call) => {
      channelOf(call, 'SendMessages');
      return noContent;
    },
  } as const satisfies Partial<Record<RouteName, Handler>>;
}
