import { type Client, type GuildTextBasedChannel, type Message, PermissionFlagsBits } from 'discord.js';
import { type AnchorsRead, type PostedAnchor, readAnchor } from '../anchors/anchor.ts';
import { counted } from '../betting/views/wording.ts';
import type { Clock } from '../clock.ts';
import { within } from '../within.ts';

const PAGE = 100;
const MOST = 500;
const PATIENCE = 20_000;

/** Reads the bot's own anchors back from their channel, the newest first. Never rejects. */
export async function readAnchors(
  client: Client<true> | null,
  channelId: string,
  clock: Clock,
): Promise<AnchorsRead> {
  if (client === null) return unread('there is no connection to Discord now.');
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || channel.isDMBased() || !channel.isTextBased())
    return unread(`the bot does not see the channel ${channelId} in which they are.`);
  const { me } = channel.guild.members;
  // Without it Discord answers as if the channel were empty.
  if (me !== null && !channel.permissionsFor(me).has(PermissionFlagsBits.ReadMessageHistory))
    return unread(`in #${channel.name} the bot lacks Read Message History.`);
  try {
    const messages = await within(newestOf(channel), PATIENCE, clock);
    if (messages === null) return unread('Discord takes too long to show them.');
    const own = messages.filter(({ author }) => author.id === client.user.id);
    const where = `the newest ${counted(messages.length, 'message')} of #${channel.name}`;
    return { kind: 'read', anchors: own.flatMap((message) => anchorIn(message) ?? []), where };
  } catch (error) {
    return unread(`Discord does not show them: ${error instanceof Error ? error.message : error}.`);
  }
}

const unread = (why: string): AnchorsRead => ({ kind: 'unread', why });

async function newestOf(channel: GuildTextBasedChannel): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const before = messages.at(-1)?.id;
    const page = await channel.messages.fetch({
      limit: PAGE,
      cache: false,
      ...(before !== undefined && { before }),
    });
    messages.push(...page.values());
    if (page.size < PAGE || messages.length >= MOST) return messages;
  }
}

/** In an embed or, where its form was refused, in plain text; either way as Discord's markup. */
function anchorIn({ content, embeds, createdAt, editedAt }: Message): PostedAnchor | null {
  const text = [content, ...embeds.map(({ description }) => description ?? '')].join('\n');
  const anchor = readAnchor(text.replaceAll('\\', ''));
  return anchor && { ...anchor, at: createdAt.toISOString(), edited: editedAt !== null };
}
