import { randomUUID } from 'node:crypto';
import {
  AttachmentBuilder,
  type Client,
  DiscordAPIError,
  type GuildTextBasedChannel,
  type Message,
  MessageFlags,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { KeptValue } from '../../store/kept-value.ts';
import type { PinnedMessage } from '../../store/pinned-message.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';
import { createPins, mayPin } from './pins.ts';
import type { Shown } from './render/render-reply.ts';

export interface StatusMessageParts {
  readonly channelId: string;
  /** Which message it is, over restarts. */
  readonly kept: KeptValue<PinnedMessage>;
  /** What `/status` shows one who may look; null where it shows nothing. */
  show(): Promise<Shown | null>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface StatusMessage {
  /** Shows the status as it is now; `ended`: as the last thing. Rejects where Discord is away or refuses. */
  freshen(client: Client<true>, ended: boolean): Promise<void>;
}

const STOPPED =
  '⏹️ **The bot has stopped.** It places no bets until it is started again; this is how things stood.';
const UNPINNED = 'This would be pinned if the bot had the permission Pin Messages here.';

/** One message in the channel: edited where it is there and Discord lets it be edited, otherwise posted anew. */
export function createStatusMessage(parts: StatusMessageParts): StatusMessage {
  const { channelId, show, clock, logger } = parts;
  const post = createPost();
  const pins = createPins(logger);
  /** Undefined: not read yet. */
  let id: string | null | undefined;

  async function put(channel: GuildTextBasedChannel, body: Body, before: string | null): Promise<Message> {
    const edited = before === null ? null : await edit(channel, before, body);
    if (edited !== null) return edited;
    const posted = await post(channel, body);
    id = posted.id;
    await keep(parts, posted.id);
    // One that may not be edited any more would show what is long past.
    if (before !== null) await channel.messages.delete(before).catch(() => {});
    return posted;
  }

  return {
    async freshen(client, ended) {
      const channel = client.channels.cache.get(channelId);
      const shown = await show();
      if (shown === null || channel === undefined || channel.isDMBased() || !channel.isTextBased()) return;
      if (id === undefined) id = await keptId(parts);
      if (id === null && ended) return;
      const pinnable = mayPin(channel);
      const message = await put(channel, bodyOf(shown, noteOf(ended, pinnable), ended, clock.now()), id);
      await pins.pin(channel, message, pinnable);
    },
  };
}

function noteOf(ended: boolean, pinnable: boolean): string {
  if (ended) return STOPPED;
  return pinnable ? '' : UNPINNED;
}

async function keptId({ kept, channelId, logger }: StatusMessageParts): Promise<string | null> {
  try {
    const message = await kept.read();
    return message?.channelId === channelId ? message.messageId : null;
  } catch (error) {
    logger.warn('Which message is the pinned status is not known; it is posted anew', { error });
    return null;
  }
}

/** A message that is not kept costs another one after the next start, no more. */
async function keep({ kept, channelId, logger }: StatusMessageParts, messageId: string): Promise<void> {
  try {
    await kept.write({ channelId, messageId });
  } catch (error) {
    logger.warn('Which message is the pinned status could not be kept', { error });
  }
}

const bodyOf = ({ embeds, components, files }: Shown, note: string, ended: boolean, now: number) => ({
  content: note,
  embeds: embeds.map((embed) => ({ ...embed, timestamp: new Date(now).toISOString() })),
  components: ended ? [] : components,
  files: files.map(
    ({ name, description, bytes }) => new AttachmentBuilder(Buffer.from(bytes), { name, description }),
  ),
});

type Body = ReturnType<typeof bodyOf>;

/** Posts without a sound, and once even where the answer is lost and it is tried again. */
function createPost(): (channel: GuildTextBasedChannel, body: Body) => Promise<Message> {
  const freshNonce = () => randomUUID().slice(-25);
  let nonce = freshNonce();
  return async (channel, body) => {
    const flags = MessageFlags.SuppressNotifications;
    const message = await channel.send({ ...body, flags, nonce, enforceNonce: true });
    nonce = freshNonce();
    return message;
  };
}

/** Someone has deleted it, or it is too old to be edited so often, or it is another bot's. */
const TO_BE_POSTED_ANEW: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
];

/** Null where it must be posted anew. */
async function edit(channel: GuildTextBasedChannel, id: string, body: Body): Promise<Message | null> {
  try {
    return await channel.messages.edit(id, { ...body, attachments: [] });
  } catch (error) {
    if (error instanceof DiscordAPIError && TO_BE_POSTED_ANEW.includes(error.code)) return null;
    throw error;
  }
}
