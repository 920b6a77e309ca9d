import {
  type Client,
  DiscordAPIError,
  escapeMarkdown,
  type RESTPostAPIChannelMessageJSONBody as Message,
  MessageFlags,
  Routes,
} from 'discord.js';
import type { Logger } from '../logging/logger.ts';
import type { Notice, NoticeSink } from '../notify/notice.ts';
import { filesOf, type ReplyFile, writeText } from '../reply.ts';
import type { ButtonIds } from './button-press.ts';
import { linkPress } from './render/render-outcome.ts';
import { renderReply } from './render/render-reply.ts';
import { nonceOf } from './shown-notice.ts';

/** Longer than discord.js takes for its own attempts at a request that is not answered. */
const DELIVERY_LIMIT = 45_000;

/** Of Discord's 2,000 characters of content. */
const PLAIN_LIMIT = 1_900;

export interface SinkParts {
  /** `discord` unless given. */
  readonly name?: string;
  readonly channelId: string;
  /** The one that gives the channel's id; DISCORD_CHANNEL_ID unless given. */
  readonly variable?: string;
  /** Called where something needs a person; null: nobody. */
  readonly operatorRoleId: string | null;
  readonly ids: ButtonIds;
  readonly logger: Logger;
  client(): Client<true> | null;
  /** Told how each post ended: `refusal` is a sentence where Discord refused it for good, null where it arrived. */
  onResult(client: Client<true>, refusal: string | null): void;
}

/** Posts notices to the channel as themselves. */
export function createNoticeSink(parts: SinkParts): NoticeSink {
  const { name = 'discord', channelId, operatorRoleId, ids, logger, client, onResult } = parts;
  const post = async (
    connected: Client<true>,
    body: Message,
    signal: AbortSignal,
    files: readonly ReplyFile[] = [],
  ): Promise<void> => {
    const data = files.map(({ name, bytes }) => ({ name, data: Buffer.from(bytes) }));
    const sent = connected.rest.post(Routes.channelMessages(channelId), { body, files: data, signal });
    await Promise.race([sent, rejection(signal)]);
  };
  return {
    name,
    async deliver(notice) {
      const connected = client();
      if (connected === null) throw new Error('there is no connection to Discord now');
      const signal = AbortSignal.timeout(DELIVERY_LIMIT);
      try {
        await post(connected, noticeBody(notice, ids, operatorRoleId), signal, filesOf(notice.message)).catch(
          (error: unknown) => {
            if (!isMalformed(error)) throw error;
            logger.error('Discord refuses the form of a notice; it is posted plainly', {
              id: notice.id,
              error,
            });
            return post(connected, plainBody(notice, operatorRoleId), signal);
          },
        );
      } catch (error) {
        if (isRefusal(error)) onResult(connected, explain(parts, error));
        throw error;
      }
      onResult(connected, null);
    },
  };
}

const isRefusal = (error: unknown): error is DiscordAPIError =>
  error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);

/** Trying such a message again is of no use, and it would hold up all that come after it. */
const isMalformed = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 400;

const explain = (
  { channelId, variable = 'DISCORD_CHANNEL_ID' }: SinkParts,
  { message, code }: DiscordAPIError,
): string =>
  `Discord refuses messages in the channel ${channelId} (${variable}): ${message} (${code}). Look at its permissions, or correct the id.`;

/** The message, with a nonce by which Discord knows a repeat within the next minutes and posts no second one. */
function noticeBody(notice: Notice, ids: ButtonIds, operatorRoleId: string | null): Message {
  const { embeds, components, files } = renderReply(notice.message, (link, place) =>
    ids.write(linkPress(link, place, null)),
  );
  return {
    embeds: embeds.map((embed) => ({ ...embed, timestamp: notice.at })),
    components,
    attachments: files.map(({ name, description }, id) => ({ id, filename: name, description })),
    ...loudness(notice, operatorRoleId),
    nonce: nonceOf(notice.id),
    enforce_nonce: true,
  };
}

/** What needs a person calls the operators; nothing else mentions anybody. */
function loudness({ message: { tone }, silent }: Notice, operatorRoleId: string | null): Message {
  const flags = silent ? { flags: MessageFlags.SuppressNotifications } : {};
  return tone === 'alarm' && operatorRoleId !== null
    ? { ...flags, content: `<@&${operatorRoleId}>`, allowed_mentions: { roles: [operatorRoleId] } }
    : { ...flags, allowed_mentions: { parse: [] } };
}

/** The bare facts, for a message that could not be shown as it was meant. */
function plainBody(notice: Notice, operatorRoleId: string | null): Message {
  const { id, message } = notice;
  const { title, text = '' } = message;
  const { content: mention = '', ...loud } = loudness(notice, operatorRoleId);
  const words = escapeMarkdown(`${title}\n${writeText(text, ({ at }) => at)}`).slice(0, PLAIN_LIMIT);
  return {
    ...loud,
    content: `${mention} ${words}`.trim(),
    nonce: nonceOf(`plain ${id}`),
    enforce_nonce: true,
  };
}

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
