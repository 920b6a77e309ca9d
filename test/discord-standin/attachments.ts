import { type APIAttachment, type APIEmbed, EmbedType } from 'discord-api-types/v10';
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

/** An uploaded file under an id and address of its own, with what the body says of it. */
export function storeFile(
  file: UploadedFile,
  body: MessageBody,
  id: string,
  urlOf: (id: string, name: string) => string,
): StoredFile {
  const listed = body.attachments?.find((one) => one.id === file.key);
  const filename = listed?.filename ?? file.name;
  const url = urlOf(id, filename);
  const attachment: APIAttachment = {
    id,
    filename,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: file.type,
    ...(listed?.description && { description: listed.description }),
    ...(listed?.title && { title: listed.title }),
  };
  return { attachment, bytes: file.bytes };
}

/** The files that the embeds name as `attachment://NAME`. */
export function namedBy(embeds: readonly APIEmbed[], files: readonly StoredFile[]): ReadonlySet<string> {
  const urls = embeds.flatMap((embed) => [embed.image?.url, embed.thumbnail?.url]);
  const named = files.filter((file) => urls.includes(`attachment://${file.attachment.filename}`));
  return new Set(named.map((file) => file.attachment.id));
}

/** What a message lists of its files: those that its embeds show are left out. */
export const besides = (files: readonly StoredFile[], shown: ReadonlySet<string>): APIAttachment[] =>
  files.map((file) => file.attachment).filter((one) => !shown.has(one.id));

function resolveUrl<T extends { url?: string }>(part: T | undefined, files: readonly StoredFile[]) {
  const file = files.find((one) => part?.url === `attachment://${one.attachment.filename}`);
  return part && file ? { ...part, url: file.attachment.url } : part;
}

/** The embeds with the addresses of the files that they name. */
export function renderEmbeds(embeds: readonly APIEmbed[], files: readonly StoredFile[]): APIEmbed[] {
  return embeds.map((embed) => {
    const image = resolveUrl(embed.image, files);
    const thumbnail = resolveUrl(embed.thumbnail, files);
    return { ...embed, type: EmbedType.Rich, ...(image && { image }), ...(thumbnail && { thumbnail }) };
  });
}
