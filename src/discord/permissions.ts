import { PermissionFlagsBits } from 'discord.js';

/** What the bot may be permitted to do in a channel, by the name that Discord shows. */
export type Permissions = Readonly<Record<string, bigint>>;

/** Without one of these it cannot tell anything in a channel. */
export const TO_POST: Permissions = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
};

/** Without one of these it cannot work in its channel. */
export const TO_WORK: Permissions = { ...TO_POST, 'Attach Files': PermissionFlagsBits.AttachFiles };

/** What it would do as well if it were permitted to. */
export interface Wish {
  readonly permissions: Permissions;
  /** How it is without them. */
  readonly without: string;
}

export const TO_PIN: Wish = {
  permissions: { 'Pin Messages': PermissionFlagsBits.PinMessages },
  without: 'its status is not pinned',
};

export const FOR_THREADS: Wish = {
  permissions: {
    'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
    'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  },
  without: 'no cycle has a thread of its own',
};

export const FOR_ANCHORS: Wish = {
  permissions: { 'Read Message History': PermissionFlagsBits.ReadMessageHistory },
  without: 'verify cannot read the anchors back',
};
