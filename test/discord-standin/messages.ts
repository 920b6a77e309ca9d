import {
  type APIMessage,
  type APIUser,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import {
  besides,
  namedBy,
  renderEmbeds,
  type StoredFile,
  storeFile,
  type UploadedFile,
} from './attachments.ts';
import { DiscordError } from './discord-error.ts';
import type { MessageBody } from './request-bodies.ts';

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

interface Draft {
  readonly channelId: string;
  readonly author: APIUser;
  readonly applicationId: string;
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly visibleTo?: string;
  readonly thinking?: boolean;
  /** Discord's own line about a pin. */
  readonly announcesPin?: boolean;
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

function isEmpty(message: APIMessage, files: readonly StoredFile[]): boolean {
  const v2 = ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const shown = message.embeds.some((embed) => Object.keys(embed).some((key) => key !== 'type'));
  return !(message.content || shown || files.length > 0 || (v2 && message.components?.length));
}

/** The roles named in the content that the sender allows to be called. */
function mentionedRoles({ content, allowed_mentions: allowed }: MessageBody): string[] {
  const named = [...(content ?? '').matchAll(/<@&(\d+)>/g)].flatMap(([, id]) => id ?? []);
  return named.filter((id) => !allowed || allowed.parse?.includes('roles') || allowed.roles?.includes(id));
}

/** Every message of the stand-in, ephemeral ones included. */
export function createMessages({ nextId, now, fileUrl, tell }: Surroundings): Messages {
  const stored = new Map<string, StoredMessage>();
  const nonces = new Map<string, { at: number; message: StoredMessage }>();

  const store = (channelId: string, body: MessageBody, files: readonly UploadedFile[]) =>
    files.map((file) => storeFile(file, body, nextId(), (id, name) => fileUrl(channelId, id, name)));

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
        type: draft.announcesPin
          ? MessageType.ChannelPinnedMessage
          : body.message_reference
            ? MessageType.Reply
            : MessageType.Default,
        content: body.content ?? '',
        embeds: renderEmbeds(body.embeds ?? [], files),
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
        mention_roles: mentionedRoles(body),
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
      if (!draft.thinking && !draft.announcesPin && isEmpty(message, files)) throw new DiscordError(50006);
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
        embeds: body.embeds === undefined ? before.embeds : renderEmbeds(body.embeds ?? [], files),
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
