import type { Context } from 'hono';
import type { z } from 'zod';
import { Fault } from './fault.ts';
import { jsonText } from './json-text.ts';

const MOST_BODY = 64 * 1024;

/** The body of a request. Throws a Fault where it is too large, or not what the schema asks for. */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const parsed = jsonText.pipe(schema).safeParse(await bodyOf(c));
  if (!parsed.success)
    throw new Fault(400, 'invalid', `Nothing was done. The body: ${faultsOf(parsed.error)}`);
  return parsed.data;
}

/** Counts what comes, whatever length was announced. */
async function bodyOf(c: Context): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Left as it is where it is too large: to cancel it ends the connection before the answer.
  const reader = c.req.raw.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) return Buffer.concat(chunks).toString();
    size += value.byteLength;
    if (size > MOST_BODY) throw new Fault(413, 'too_large', `The body may have at most ${MOST_BODY} bytes.`);
    chunks.push(value);
  }
}

/** What is wrong with something sent, on one line. */
export const faultsOf = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
