import { createHash } from 'node:crypto';
import { AttachmentBuilder, MessageFlags } from 'discord.js';
import type { Notice } from '../notify/notice.ts';
import type { ButtonIds } from './button-press.ts';
import { linkPress } from './render/render-outcome.ts';
import { renderReply } from './render/render-reply.ts';

/** A notice as a message's visible parts, which mentions nobody. */
export function shownNotice({ message, at }: Notice, ids: ButtonIds) {
  const { embeds, components, files } = renderReply(message, (link, place) =>
    ids.write(linkPress(link, place, null)),
  );
  return {
    embeds: embeds.map((embed) => ({ ...embed, timestamp: at })),
    components,
    files: files.map(
      ({ name, description, bytes }) => new AttachmentBuilder(Buffer.from(bytes), { name, description }),
    ),
    allowedMentions: { parse: [] },
  };
}

/** The same as a new message without a sound; a repeat within the next minutes is no second one. */
export const quietly = (notice: Notice, ids: ButtonIds) => ({
  ...shownNotice(notice, ids),
  flags: MessageFlags.SuppressNotifications as const,
  nonce: nonceOf(notice.id),
  enforceNonce: true,
});

/** At most 25 characters, the same for the same id. */
export const nonceOf = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, 25);
