import { plainTime } from '../../src/discord/render/markup.ts';
import type { Shown } from '../../src/discord/render/render-reply.ts';

type Embed = Shown['embeds'][number];

/** A message of Discord's as a quotation in Markdown, its moments as absolute times; pictures are beside the document. */
export function asMarkdown({ embeds, components, files }: Shown): string {
  const [{ title, description, fields, image, footer }] = embeds;
  const buttons = components.flatMap((row) => row.components.map(({ label }) => `\`${label}\``));
  const pictures = image === undefined ? [] : files.slice(0, 1);
  const attached = files.slice(pictures.length);
  const parts = [
    `**${title}**`,
    ...(description === undefined ? [] : [blockApart(description)]),
    ...(fields === undefined ? [] : [fieldLines(fields)]),
    ...pictures.map(({ name, description: alt }) => `![${inAlt(alt)}](pictures/${name})`),
    ...attached.map(({ name }) => `📎 ${name}`),
    ...(footer === undefined ? [] : [`<sub>${footer.text}</sub>`]),
    ...(buttons.length === 0 ? [] : [`Buttons: ${buttons.join(' ')}`]),
  ];
  return quoted(named(absolute(parts.join('\n\n'))));
}

/** Discord breaks at each line's end and opens a code block anywhere; Markdown wants to be told. */
const blockApart = (text: string): string =>
  text
    .split(/(?<=^|\n)(```[\s\S]*?```)/)
    .map((part) => (part.startsWith('```') ? part : part.trim().replace(/(?<!\n)\n(?!\n)/g, '\\\n')))
    .filter(Boolean)
    .join('\n\n');

/** Those that Discord puts beside each other share a line. */
function fieldLines(fields: Embed['fields'] & {}): string {
  const written = fields.map(({ name, value }) => `**${name}** ${value.replaceAll('\n', ' · ')}`);
  return written
    .map((line, i) => {
      const next = fields[i + 1];
      if (next === undefined) return line;
      return fields[i]?.inline && next.inline ? `${line} · ` : `${line}\\\n`;
    })
    .join('');
}

const absolute = (text: string): string =>
  text.replace(/<t:(\d+):R>/g, (_, seconds: string) => {
    const at = new Date(Number(seconds) * 1000).toISOString();
    return `${plainTime({ at })} UTC`;
  });

/** A mention shows the name by which the server knows somebody. */
const named = (text: string): string => text.replace(/<@\d+>/g, '@owner');

const inAlt = (alt: string): string => alt.replace(/[[\]\\]/g, '\\$&').replaceAll('\n', ' ');

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
