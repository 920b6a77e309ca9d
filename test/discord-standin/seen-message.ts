import {
  type APIEmbed,
  type APIMessage,
  ButtonStyle,
  ComponentType,
  MessageType,
} from 'discord-api-types/v10';
import { componentsOf } from './component.ts';
import type { StoredMessage } from './messages.ts';

interface SeenButton {
  readonly label: string;
  /** Null for a link. */
  readonly customId: string | null;
  readonly style: ButtonStyle;
  readonly disabled: boolean;
  readonly url?: string;
}

interface SeenFile {
  readonly name: string;
  readonly description: string | null;
  readonly bytes: Buffer;
  readonly url: string;
}

/** A message as a person sees it, at one moment. */
export interface SeenMessage {
  readonly id: string;
  readonly channelId: string;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly buttons: readonly SeenButton[];
  readonly files: readonly SeenFile[];
  /** Only the person who asked sees it. */
  readonly ephemeral: boolean;
  readonly pinned: boolean;
  readonly deleted: boolean;
  /** How often it was edited. */
  readonly edits: number;
  /** All of it as text: content, embeds with their fields, buttons. */
  readonly text: string;
  readonly raw: APIMessage;
}

function buttonsOf(message: APIMessage): readonly SeenButton[] {
  return componentsOf(message)
    .filter((one) => one.type === ComponentType.Button)
    .map((one) => ({
      label: one.label || (one.emoji?.name ?? ''),
      customId: one.custom_id ?? null,
      style: one.style ?? ButtonStyle.Secondary,
      disabled: one.disabled === true,
      ...(one.url && { url: one.url }),
    }));
}

/** An embed as lines of text. */
function embedLines(embed: APIEmbed): readonly string[] {
  const fields = (embed.fields ?? []).map((field) => `${field.name}: ${field.value}`);
  return [
    embed.author?.name,
    embed.title,
    embed.description,
    ...fields,
    embed.image && `[picture ${embed.image.url}]`,
    embed.footer?.text,
  ].flatMap((line) => (line ? line.split('\n') : []));
}

/** The message as lines: content as it is, embeds behind a bar, files and buttons in brackets. */
export function messageLines(message: APIMessage): readonly string[] {
  const texts = componentsOf(message).flatMap((one) => one.content?.split('\n') ?? []);
  const buttons = buttonsOf(message).map(
    (button, i) => `[${i + 1} ${button.label}${button.disabled ? ', off' : ''}]`,
  );
  return [
    ...(message.type === MessageType.ChannelPinnedMessage ? ['pinned a message to this channel'] : []),
    ...(message.content ? message.content.split('\n') : []),
    ...texts,
    ...message.embeds.flatMap((embed) => embedLines(embed).map((line) => `| ${line}`)),
    ...message.attachments.map((file) => `[file ${file.filename}, ${file.size} bytes: ${file.url}]`),
    ...(buttons.length > 0 ? [buttons.join(' ')] : []),
  ];
}

export function seeMessage(stored: StoredMessage): SeenMessage {
  const { message } = stored;
  return {
    id: stored.id,
    channelId: message.channel_id,
    content: message.content,
    embeds: message.embeds,
    buttons: buttonsOf(message),
    files: stored.files.map(({ attachment, bytes }) => ({
      name: attachment.filename,
      description: attachment.description ?? null,
      bytes,
      url: attachment.url,
    })),
    ephemeral: stored.visibleTo !== null,
    pinned: stored.pinned,
    deleted: stored.deleted,
    edits: stored.editedAt.length,
    text: messageLines(message).join('\n'),
    raw: structuredClone(message),
  };
}
