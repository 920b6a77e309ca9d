import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIEmbed,
  APIEmbedField,
} from 'discord.js';
import { type CommandLink, type Field, filesOf, type Reply, type ReplyFile, type Tone } from '../../reply.ts';
import { writeButtons } from './buttons.ts';
import { writeHeading, writeMarkup, writePlain } from './markup.ts';
import { writeTable } from './write-table.ts';

/** A message's visible parts, in the shape of Discord's API. */
export interface Shown {
  readonly embeds: [APIEmbed];
  readonly components: APIActionRowComponent<APIButtonComponentWithCustomId>[];
  readonly files: readonly ReplyFile[];
}

const LOOKS: Readonly<Record<Tone, { readonly color: number; readonly emoji: string }>> = {
  neutral: { color: 0x5b6b7b, emoji: 'ℹ️' },
  open: { color: 0x3498db, emoji: '⏳' },
  good: { color: 0x2ecc71, emoji: '✅' },
  bad: { color: 0xe74c3c, emoji: '❌' },
  warning: { color: 0xf1c40f, emoji: '⚠️' },
  alarm: { color: 0xb00020, emoji: '🚨' },
};

/** Discord's limits, in characters: message.resources, "Embed Limits". */
const LIMIT = { title: 256, description: 4096, fields: 25, name: 256, value: 1024, embed: 6000 } as const;

/** In bytes (reference/uploading-files): what is larger is refused. */
const LARGEST_FILE = 10 * 1024 * 1024;
const TOO_LARGE = 'The file is too large for Discord; ask for it on the console.';

/** Shares of those 6000, so that no part crowds out the others. */
const FOOTER = 300;
const TEXT_BESIDE_OTHERS = 1800;
const TABLE_AT_LEAST = 1500;
const SHORT = 24;

/**
 * One embed and its buttons, within every limit of Discord whatever the reply holds; what does not fit is
 * counted. `idOf` gives the button of each link its custom id.
 */
export function renderReply(reply: Reply, idOf: (link: CommandLink, place: number) => string): Shown {
  const { emoji, color } = LOOKS[reply.tone];
  const title = `${emoji} ${writeHeading(reply.title, LIMIT.title - emoji.length - 1)}`;
  const buttons = writeButtons(reply.links ?? [], idOf);
  const files = filesOf(reply).filter(({ bytes }) => bytes.length <= LARGEST_FILE);
  const tooLarge = filesOf(reply).length > files.length ? TOO_LARGE : '';
  const footer = [reply.footer ? writePlain(reply.footer, FOOTER) : '', buttons.left, tooLarge]
    .filter(Boolean)
    .join(' · ');

  let room = LIMIT.embed - title.length - footer.length;
  const alone = reply.table === undefined && !reply.fields?.length;
  const text = writeMarkup(reply.text ?? '', alone ? LIMIT.description : TEXT_BESIDE_OTHERS).trim();
  room -= text.length;
  const fields = writeFields(reply.fields ?? [], room - (reply.table ? TABLE_AT_LEAST : 0));
  room -= lengthOf(fields);
  const tableRoom = Math.min(room, LIMIT.description - text.length) - 1;
  const table = reply.table ? writeTable(reply.table, tableRoom) : '';
  const description = [text, table].filter(Boolean).join('\n');

  const embed: APIEmbed = {
    title,
    color,
    ...(description && { description }),
    ...(fields.length > 0 && { fields }),
    ...(reply.picture &&
      files.includes(reply.picture) && { image: { url: `attachment://${reply.picture.name}` } }),
    ...(footer && { footer: { text: footer } }),
  };
  return { embeds: [embed], components: buttons.rows, files };
}

/** At most `room` characters over all fields; the last one counts those that are left out. */
function writeFields(fields: readonly Field[], room: number): APIEmbedField[] {
  const written: APIEmbedField[] = [];
  let left = room - countOfRest(fields.length).value.length - 1;
  for (const [i, field] of fields.entries()) {
    const name = writeHeading(field.name, LIMIT.name);
    const value = writeMarkup(field.value, LIMIT.value).trim() || '–';
    left -= name.length + value.length;
    const last = written.length === LIMIT.fields - 1 && i < fields.length - 1;
    if (left < 0 || last) return [...written, countOfRest(fields.length - written.length)];
    written.push({ name, value, inline: name.length <= SHORT && value.length <= SHORT });
  }
  return written;
}

const countOfRest = (count: number) => ({ name: '…', value: `and ${count} more` });

const lengthOf = (fields: readonly APIEmbedField[]): number =>
  fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
