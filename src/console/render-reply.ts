import pc from 'picocolors';
import { type CommandLink, filesOf, type Reply, type Text, writeText } from '../reply.ts';
import { columns } from './columns.ts';
import { EMOJI, harmless, type Look, paint } from './look.ts';
import { clockTime, showMoment } from './moments.ts';

/** A reply as lines for a terminal or a pipe; `kept` are the paths of its files. */
export function renderReply(reply: Reply, look: Look, kept: readonly string[] = []): string {
  const { dim } = pc.createColors(look.colour);
  const title = paint(reply.tone, look.colour)(plain(reply.title, look));
  const parts = [
    reply.tone === 'neutral' ? title : `${EMOJI[reply.tone]} ${title}`,
    reply.text && wrap(plain(reply.text, look), look.width),
    reply.fields?.length && renderFields(reply.fields, look),
    reply.table && `\n${renderTable(reply.table, look)}`,
    ...filesOf(reply).map(({ description }, i) => `${plain(description, look)}: ${harmless(kept[i] ?? '')}`),
    reply.footer && dim(wrap(plain(reply.footer, look), look.width)),
    reply.links?.length && dim(reply.links.map(hint).join('   ')),
  ];
  return parts.filter(Boolean).join('\n');
}

const NOTICE_TEXT_FIELDS = ' · ';

/** A notice in one to three lines: time, title; text; facts. */
export function renderNotice(at: string, reply: Reply, look: Look): string {
  const { dim } = pc.createColors(look.colour);
  const time = dim(clockTime(Date.parse(at), look.timeZone, look.now));
  const title = paint(reply.tone, look.colour)(oneLine(reply.title, look));
  const said = [reply.text, reply.footer].filter((text) => text !== undefined);
  const facts = reply.fields?.map(({ name, value }) => `${dim(harmless(name))} ${oneLine(value, look)}`);
  const lines = [said.map((text) => oneLine(text, look)).join(' '), facts?.join(NOTICE_TEXT_FIELDS) ?? ''];
  return [`${time} ${EMOJI[reply.tone]} ${title}`, ...lines.filter(Boolean).map((line) => `  ${line}`)].join(
    '\n',
  );
}

const plain = (text: Text, look: Look) => harmless(writeText(text, (moment) => showMoment(moment, look)));

const oneLine = (text: Text, look: Look) => plain(text, look).replace(/\s*\n\s*/g, '; ');

function renderFields(fields: NonNullable<Reply['fields']>, look: Look): string {
  const { dim } = pc.createColors(look.colour);
  const rows = fields.map(({ name, value }) => [dim(harmless(name)), plain(value, look)]);
  return columns(rows, ['left', 'left'], look.width);
}

function renderTable(table: NonNullable<Reply['table']>, look: Look): string {
  const { dim } = pc.createColors(look.colour);
  const brief = (text: Text) =>
    harmless(writeText(text, ({ at }) => clockTime(Date.parse(at), look.timeZone, look.now)));
  const head = table.columns.map(({ name }) => dim(harmless(name)));
  const aligns = table.columns.map(({ align }) => align);
  return columns([head, ...table.rows.map((row) => row.map(brief))], aligns, look.width);
}

const wrap = (text: string, width: number) =>
  Number.isFinite(width) ? columns([[text]], ['left'], width) : text;

function hint({ label, command, options }: CommandLink): string {
  const values = Object.entries(options).map(([name, value]) => ` ${name}:${quoted(String(value))}`);
  return `${harmless(label)}: ${command}${values.join('')}`;
}

const quoted = (value: string) => (/[\s"]/.test(value) ? JSON.stringify(value) : value);
