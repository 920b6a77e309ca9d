import {
  DiscordAPIError,
  PermissionFlagsBits,
  type PublicThreadChannel,
  RESTJSONErrorCodes,
  type TextChannel,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import type { Notice } from '../notify/notice.ts';
import type { ButtonIds } from './button-press.ts';
import { quietly } from './shown-notice.ts';

/** Which cycle a thread is of. */
export interface CycleOf {
  readonly epoch: number;
  readonly cycle: number;
}

const NEEDED = [PermissionFlagsBits.CreatePublicThreads, PermissionFlagsBits.SendMessagesInThreads];

export function mayThread(channel: TextChannel): boolean {
  const { me } = channel.guild.members;
  return me !== null && channel.permissionsFor(me).has(NEEDED);
}

/** The thread that hangs on a message; null where it is gone. */
export async function findThread(
  { client }: Pick<TextChannel, 'client'>,
  id: string,
): Promise<PublicThreadChannel | null> {
  try {
    const found = await client.channels.fetch(id);
    return found?.isThread() ? (found as PublicThreadChannel) : null;
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownChannel)) return null;
    throw error;
  }
}

/** Begins a cycle's thread on a message of its own; where an earlier try came so far, that one is the thread. */
export async function beginThread(
  channel: TextChannel,
  { epoch, cycle }: CycleOf,
  at: string,
  ids: ButtonIds,
): Promise<PublicThreadChannel> {
  const name = `Cycle ${cycle}${epoch > 1 ? ` after reset ${epoch - 1}` : ''}`;
  const opening: Notice = {
    id: `thread:${epoch}.${cycle}:${at}`,
    kind: 'cycle_begun',
    about: 'cycles',
    at,
    message: {
      title: name,
      tone: 'open',
      text: 'Its bets are in the thread, each in a message that follows it to its result.',
    },
  };
  const starter = await channel.send(quietly(opening, ids));
  try {
    const thread = await starter.startThread({
      name,
      autoArchiveDuration: ThreadAutoArchiveDuration.OneWeek,
    });
    return thread as PublicThreadChannel;
  } catch (error) {
    if (!isCode(error, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) throw error;
    const begun = await findThread(channel, starter.id);
    if (begun === null) throw error;
    return begun;
  }
}

export const isCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof DiscordAPIError && codes.includes(Number(error.code));
