import {
  type APIAttachment,
  type APIEmbed,
  type APIMessage,
  type APIUser,
  EmbedType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import { DiscordError } from './discord-error.ts';
import type { MessageBody } from './request-bodies.ts';

export interface UploadedFile {
  /** The n of `files[n]`. */
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface StoredFile {
  readonly attachment: APIAttachment;
  readonly bytes: Buffer;
}

/** A message with what the wire does not show of it. */
export interface StoredMessage {
  readonly id: string;
  /** The whole message, its attachments as uploaded. */
  message: APIMessage;
  files: readonly StoredFile[];
  /** The attachments that its embeds show: on the wire they are missing from `attachments`. */
  shownByEmbeds: ReadonlySet<string>;
  /** The only user who sees it, where it is ephemeral. */
  readonly visibleTo: string | null;
  /** "... is thinking": a deferred answer without content yet. */
  thinking: boolean;
  pinned: boolean;
  deleted: boolean;
  /** When each edit came, ms. */
  readonly editedAt: number[];
}

export interface Draft {
  readonly channelId: string;
  readonly author: APIUser;
  readonly applicationId: string;
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly visibleTo?: string;
  readonly thinking?: boolean;
  readonly interaction?: Pick<APIMessage, 'interaction_metadata' | 'interaction'>;
}

export interface Messages {
  /** The same nonce with `enforce_nonce` within five minutes returns the first message. */
  create(draft: Draft): StoredMessage;
  edit(stored: StoredMessage, body: MessageBody, files: readonly UploadedFile[]): void;
  remove(stored: StoredMessage): void;
  find(id: string): StoredMessage | undefined;
  all(): readonly StoredMessage[];
}

const nonceMemory = 5 * 60_000;
const hour = 3_600_000;
/** Discord does not publish the number; this one is low enough to be met in a test. */
const editsOfOldMessages = 5;

interface Surroundings {
  readonly nextId: () => string;
  readonly now: () => number;
  readonly fileUrl: (channelId: string, attachmentId: string, name: string) => string;
  readonly tell: (what: 'posted' | 'edited' | 'deleted', message: StoredMessage) => void;
}

/** The files that the embeds name as `attachment://NAME`. */
function namedBy(embeds: readonly APIEmbed[], files: readonly StoredFile[]): ReadonlySet<string> {
  const urls = embeds.flatMap((embed) => [embed.image?.url, embed.thumbnail?.url]);
  const named = files.filter((file) => urls.includes(`attachment://${file.attachment.filename}`));
  return new Set(named.map((file) => file.attachment.id));
}

const besides = (files: readonly StoredFile[], shown: ReadonlySet<string>): APIAttachment[] =>
  files.map((file) => file.attachment).filter((one) => !shown.has(one.id));

function isEmpty(message: APIMessage, files: readonly StoredFile[]): boolean {
  const v2 = ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const shown = message.embeds.some((embed) => Object.keys(embed).some((key) => key !== 'type'));
  return !(message.content || shown || files.length > 0 || (v2 && message.components?.length));
}

/** Every message of the stand-in, ephemeral ones included. */
export function createMessages({ nextId, now, fileUrl, tell }: Surroundings): Messages {
  const stored = new Map<string, StoredMessage>();
  const nonces = new Map<string, { at: number; message: StoredMessage }>();

  function store(channelId: string, body: MessageBody, files: readonly UploadedFile[]): StoredFile[] {
    return files.map((file) => {
      const listed = body.attachments?.find((one) => one.id === file.key);
      const id = nextId();
      const name = listed?.filename ?? file.name;
      const url = fileUrl(channelId, id, name);
      const attachment: APIAttachment = {
        id,
        filename: name,
        size: file.bytes.length,
        url,
        proxy_url: url,
        content_type: file.type,
        ...(listed?.description && { description: listed.description }),
        ...(listed?.title && { title: listed.title }),
      };
      return { attachment, bytes: file.bytes };
    });
  }

  function resolveUrl<T extends { url?: string }>(part: T | undefined, files: readonly StoredFile[]) {
    const file = files.find((one) => part?.url === `attachment://${one.attachment.filename}`);
    return part && file ? { ...part, url: file.attachment.url } : part;
  }

  function render(embeds: readonly APIEmbed[], files: readonly StoredFile[]): APIEmbed[] {
    return embeds.map((embed) => {
      const image = resolveUrl(embed.image, files);
      const thumbnail = resolveUrl(embed.thumbnail, files);
      return { ...embed, type: EmbedType.Rich, ...(image && { image }), ...(thumbnail && { thumbnail }) };
    });
  }

  return {
    find: (id) => {
      const found = stored.get(id);
      return found?.deleted ? undefined : found;
    },
    all: () => [...stored.values()],
    create: (draft) => {
      const { body, author, channelId } = draft;
      const nonce = body.enforce_nonce && body.nonce != null ? `${author.id} ${body.nonce}` : null;
      const first = nonce === null ? undefined : nonces.get(nonce);
      if (first && !first.message.deleted && now() - first.at < nonceMemory) return first.message;
      const id = nextId();
      const files = store(channelId, body, draft.files);
      const shownByEmbeds = namedBy(body.embeds ?? [], files);
      const message: APIMessage = {
        id,
        channel_id: channelId,
        author,
        application_id: draft.applicationId,
        type: body.message_reference ? MessageType.Reply : MessageType.Default,
        content: body.content ?? '',
        embeds: render(body.embeds ?? [], files),
        components: body.components ?? [],
        attachments: besides(files, shownByEmbeds),
        flags:
          (body.flags ?? 0) |
          (draft.visibleTo ? MessageFlags.Ephemeral : 0) |
          (draft.thinking ? MessageFlags.Loading : 0),
        timestamp: new Date(now()).toISOString(),
        edited_timestamp: null,
        tts: body.tts ?? false,
        mention_everyone: false,
        mentions: [],
        mention_roles: [],
        pinned: false,
        ...(body.nonce != null && { nonce: body.nonce }),
        ...(body.message_reference && {
          message_reference: {
            type: MessageReferenceType.Default,
            channel_id: channelId,
            message_id: body.message_reference.message_id,
          },
        }),
        ...draft.interaction,
      };
      if (!draft.thinking && isEmpty(message, files)) throw new DiscordError(50006);
      const made: StoredMessage = {
        id,
        message,
        files,
        shownByEmbeds,
        visibleTo: draft.visibleTo ?? null,
        thinking: draft.thinking ?? false,
        pinned: false,
        deleted: false,
        editedAt: [],
      };
      stored.set(id, made);
      if (nonce !== null) nonces.set(nonce, { at: now(), message: made });
      tell('posted', made);
      return made;
    },
    edit: (target, body, uploads) => {
      const created = Date.parse(target.message.timestamp);
      const recent = target.editedAt.filter((at) => now() - at < hour);
      if (now() - created > hour && recent.length >= editsOfOldMessages) throw new DiscordError(30046);
      const kept = body.attachments
        ? target.files.filter((file) => body.attachments?.some((one) => one.id === file.attachment.id))
        : target.files;
      const files = [...kept, ...store(target.message.channel_id, body, uploads)];
      const before = target.message;
      const shownByEmbeds =
        body.embeds === undefined ? target.shownByEmbeds : namedBy(body.embeds ?? [], files);
      const message: APIMessage = {
        ...before,
        content: body.content === undefined ? before.content : (body.content ?? ''),
        embeds: body.embeds === undefined ? before.embeds : render(body.embeds ?? [], files),
        components: body.components === undefined ? (before.components ?? []) : (body.components ?? []),
        attachments: besides(files, shownByEmbeds),
        flags: ((before.flags ?? 0) & ~MessageFlags.Loading) | ((body.flags ?? 0) & ~MessageFlags.Ephemeral),
        edited_timestamp: target.thinking ? null : new Date(now()).toISOString(),
      };
      if (isEmpty(message, files)) throw new DiscordError(50006);
      target.message = message;
      target.files = files;
      target.shownByEmbeds = shownByEmbeds;
      const first = target.thinking;
      target.thinking = false;
      if (!first) target.editedAt.push(now());
      tell(first ? 'posted' : 'edited', target);
    },
    remove: (target) => {
      target.deleted = true;
      tell('deleted', target);
    },
  };
}
