import type { IncomingMessage } from 'node:http';

/** More than any request of the API comes to. */
const MOST_BYTES = 1_048_576;

/** The body as text; null where it is too long. Rejects where the caller goes away in the middle. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= MOST_BYTES) chunks.push(bytes);
  }
  return length > MOST_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}
