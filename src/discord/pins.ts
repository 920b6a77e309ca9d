import {
  DiscordAPIError,
  type GuildTextBasedChannel,
  type Message,
  MessageType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Logger } from '../logging/logger.ts';

const ANNOUNCED_WITHIN = 5;

export function mayPin(channel: GuildTextBasedChannel): boolean {
  const { me } = channel.guild.members;
  return me === null || channel.permissionsFor(me).has(PermissionFlagsBits.PinMessages);
}

export interface Pins {
  /** Pins a message, once; where that is not permitted, as soon as it is. Rejects where Discord is away. */
  pin(channel: GuildTextBasedChannel, message: Message, permitted: boolean): Promise<void>;
}

/** What a person unpins stays so; what cannot be pinned is said once. */
export function createPins(logger: Logger): Pins {
  const done = new Set<string>();
  let said = false;
  const refuse = (reason: string): void => {
    if (!said) logger.warn('The status is not pinned; it is kept fresh in the channel', { reason });
    said = true;
  };
  return {
    async pin(channel, { id, pinned }, permitted) {
      if (!done.has(id) && !pinned) {
        if (!permitted) return refuse('the bot lacks Pin Messages');
        await channel.messages.pin(id).catch((error: unknown) => {
          if (!(error instanceof DiscordAPIError) || error.status >= 500) throw error;
          refuse(String(error));
        });
        await withdrawAnnouncement(channel, id).catch(() => {});
      }
      done.add(id);
    },
  };
}

/** Discord tells of each pin in the channel, where a status that is pinned anew would leave one such line after the other. */
async function withdrawAnnouncement(channel: GuildTextBasedChannel, id: string): Promise<void> {
  const newest = await channel.messages.fetch({ limit: ANNOUNCED_WITHIN, cache: false });
  const announcement = newest.find(
    ({ type, author, reference }) =>
      type === MessageType.ChannelPinnedMessage &&
      author.id === channel.client.user.id &&
      reference?.messageId === id,
  );
  await announcement?.delete();
}
