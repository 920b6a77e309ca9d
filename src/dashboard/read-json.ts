import type { Context } from 'hono';
import type { z } from 'zod';
import { Fault } from './fault.ts';
import { jsonText } from './json-text.ts';

/** The body of a request. Throws a Fault where it is not what the schema asks for. */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const parsed = jsonText.pipe(schema).safeParse(await c.req.text());
  if (!parsed.success)
    throw new Fault(400, 'invalid', `Nothing was done. The body: ${faultsOf(parsed.error)}`);
  return parsed.data;
}

/** What is wrong with something sent, on one line. */
export const faultsOf = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
