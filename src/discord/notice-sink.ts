import { createHash } from 'node:crypto';
import { type Client, DiscordAPIError, type RESTPostAPIChannelMessageJSONBody, Routes } from 'discord.js';
import type { Notice, NoticeSink } from '../notify/notice.ts';
import type { ButtonIds } from './button-press.ts';
import { linkPress } from './render/render-outcome.ts';
import { renderReply } from './render/render-reply.ts';

/** Longer than discord.js takes for its own attempts at a request that is not answered. */
const DELIVERY_LIMIT = 45_000;

export interface SinkParts {
  readonly settings: { readonly channelId: string | null };
  readonly ids: ButtonIds;
  client(): Client<true> | null;
  /** Told how each post ended: `refusal` is a sentence where Discord refused it for good, null where it arrived. */
  onResult(client: Client<true>, refusal: string | null): void;
}

/** Posts notices to the channel, as themselves and mentioning nobody; null where no channel is configured. */
export function createNoticeSink({
  settings: { channelId },
  ids,
  client,
  onResult,
}: SinkParts): NoticeSink | null {
  if (channelId === null) return null;
  return {
    name: 'discord',
    async deliver(notice) {
      const connected = client();
      if (connected === null) throw new Error('there is no connection to Discord now');
      const signal = AbortSignal.timeout(DELIVERY_LIMIT);
      const body = noticeBody(notice, ids);
      try {
        const sent = connected.rest.post(Routes.channelMessages(channelId), { body, signal });
        await Promise.race([sent, rejection(signal)]);
      } catch (error) {
        if (isRefusal(error)) onResult(connected, explain(channelId, error));
        throw error;
      }
      onResult(connected, null);
    },
  };
}

const isRefusal = (error: unknown): error is DiscordAPIError =>
  error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);

const explain = (channelId: string, { message, code }: DiscordAPIError): string =>
  `Discord refuses messages in the channel ${channelId} (DISCORD_CHANNEL_ID): ${message} (${code}). Look at its permissions, or correct the id.`;

/** The message, with a nonce by which Discord knows a repeat within the next minutes and posts no second one. */
function noticeBody(notice: Notice, ids: ButtonIds): RESTPostAPIChannelMessageJSONBody {
  const { embeds, components } = renderReply(notice.message, (link, place) =>
    ids.write(linkPress(link, place, null)),
  );
  return {
    embeds: embeds.map((embed) => ({ ...embed, timestamp: notice.at })),
    components,
    nonce: nonceOf(notice.id),
    enforce_nonce: true,
    allowed_mentions: { parse: [] },
  };
}

/** At most 25 characters, the same for the same id. */
const nonceOf = (id: string): string => createHash('sha256').update(id).digest('base64url').slice(0, 25);

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
