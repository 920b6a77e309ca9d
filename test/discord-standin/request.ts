import type { IncomingMessage } from 'node:http';
import type { UploadedFile } from './attachments.ts';
import { DiscordError } from './discord-error.ts';

const requestLimit = 25 * 1024 * 1024;

export interface Payload {
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/**
 * The body of a request: JSON, or a form with `payload_json` and `files[n]`.
 * Throws DiscordError 40005 above 25 MiB and 50109 where the JSON cannot be read.
 */
export async function readPayload(request: IncomingMessage): Promise<Payload> {
  const bytes = await collect(request);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith('multipart/form-data')) return { body: parseJson(String(bytes)), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: UploadedFile[] = [];
  let body: unknown;
  for (const [key, value] of form) {
    if (key === 'payload_json') body = parseJson(typeof value === 'string' ? value : await value.text());
    const number = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (number === undefined || typeof value === 'string') continue;
    const content = Buffer.from(await value.arrayBuffer());
    files.push({ key: number, name: value.name, type: value.type, bytes: content });
  }
  return { body, files };
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= requestLimit) chunks.push(bytes);
  }
  if (length > requestLimit) throw new DiscordError(40005);
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DiscordError(50109, { cause });
  }
}
