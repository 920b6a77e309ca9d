import {
  ChannelType,
  type Client,
  DiscordAPIError,
  type GuildTextBasedChannel,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { CycleThreads } from '../../store/cycle-threads.ts';
import type { KeptValue } from '../../store/kept-value.ts';
import type { Logger } from '../logging/logger.ts';
import type { Notice, NoticeSink } from '../notify/notice.ts';
import type { ReplyFile } from '../reply.ts';
import type { ButtonIds } from './button-press.ts';
import { beginThread, type CycleOf, findThread, isCode, mayThread } from './cycle-thread.ts';
import { quietly, shownNotice } from './shown-notice.ts';
import { type Card, createThreadMemory } from './thread-memory.ts';

export interface CycleThreadsParts {
  readonly channelId: string;
  /** Which threads and messages they are, over restarts. */
  readonly kept: KeptValue<CycleThreads>;
  readonly ids: ButtonIds;
  readonly logger: Logger;
  client(): Client<true> | null;
  /** The picture of an ended cycle; null where there is nothing to draw. */
  receipt(cycle: CycleOf): Promise<ReplyFile | null>;
}

type Place = GuildTextBasedChannel;

const UNTHREADED =
  'Each cycle would have a thread of its own if the bot had the permissions Create Public Threads and Send Messages in Threads here.';

/**
 * Shows each cycle in a thread of its own: one message for each bet, which is edited as the bet goes on, and at the end
 * a receipt. Where threads are not permitted, the same in the channel, which is said once. Makes no sound: the notices do.
 */
export function createCycleThreads(parts: CycleThreadsParts): NoticeSink {
  const { channelId, ids, logger, client } = parts;
  const memory = createThreadMemory(parts.kept, logger);
  let isSaid = false;

  async function placeOf(channel: Place, cycle: CycleOf, at: string): Promise<Place> {
    const known = await memory.threadOf(cycle);
    const thread = known === null ? null : await findThread(channel, known);
    if (thread !== null) return thread;
    if (channel.type !== ChannelType.GuildText || !mayThread(channel)) return channel;
    const begun = await beginThread(channel, cycle, at, ids);
    await memory.keepThread(cycle, begun.id);
    return begun;
  }

  const post = (place: Place, notice: Notice) => {
    const content = place.isThread() || isSaid ? {} : { content: UNTHREADED };
    isSaid ||= !place.isThread();
    return place.send({ ...quietly(notice, ids), ...content });
  };

  async function showBet(channel: Place, orderRef: string, cycle: CycleOf, notice: Notice): Promise<void> {
    const card = await memory.cardOf(orderRef);
    if (card !== null && (await edit(channel, card, notice, ids))) return;
    const place = await placeOf(channel, cycle, notice.at);
    const { id: messageId } = await post(place, notice);
    await memory.keepCard({ orderRef, channelId: place.id, messageId });
  }

  async function close(channel: Place, cycle: CycleOf, notice: Notice): Promise<void> {
    const picture = await parts.receipt(cycle).catch((error: unknown) => {
      logger.error('The receipt of a cycle could not be drawn', { cycle: cycle.cycle, error });
      return null;
    });
    const place = await placeOf(channel, cycle, notice.at);
    await post(place, picture === null ? notice : { ...notice, message: { ...notice.message, picture } });
    if (!place.isThread()) return;
    // The message on which the thread hangs bears its id.
    await edit(channel, { channelId, messageId: place.id }, notice, ids);
    await place.setArchived(true);
  }

  return {
    name: 'discord-cycles',
    async deliver(notice) {
      const channel = client()?.channels.cache.get(channelId);
      if (channel === undefined || channel.isDMBased() || !channel.isTextBased())
        throw new Error('the channel on Discord cannot be used now');
      const { of } = notice;
      if (of === undefined) return;
      try {
        if (of.orderRef === null) await close(channel, of, notice);
        else await showBet(channel, of.orderRef, of, notice);
      } catch (error) {
        if (!(error instanceof DiscordAPIError && error.status === 400)) throw error;
        // Trying it again is of no use, and it would hold up all that come after it.
        logger.error('Discord refuses the form of what a cycle shows', { id: notice.id, error });
      }
    },
  };
}

/** False where it must be posted anew: someone has deleted it, or it is too old to be edited so often. */
async function edit(
  channel: Place,
  { channelId, messageId }: Pick<Card, 'channelId' | 'messageId'>,
  notice: Notice,
  ids: ButtonIds,
): Promise<boolean> {
  const place = channelId === channel.id ? channel : await findThread(channel, channelId);
  if (place === null) return false;
  const body = { ...shownNotice(notice, ids), attachments: [] };
  try {
    if (place.isThread() && place.archived) await place.setArchived(false);
    await place.messages.edit(messageId, body);
    return true;
  } catch (error) {
    const { UnknownMessage, MaximumNumberOfEditsToMessagesOlderThanOneHourReached } = RESTJSONErrorCodes;
    if (isCode(error, UnknownMessage, MaximumNumberOfEditsToMessagesOlderThanOneHourReached)) return false;
    throw error;
  }
}
