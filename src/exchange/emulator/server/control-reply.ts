import type { z } from 'zod';

export interface ControlReply {
  readonly status: 200 | 400 | 404;
  readonly body: object;
}

export const ok = (body: object): ControlReply => ({ status: 200, body });
export const wrong = (error: string): ControlReply => ({ status: 400, body: { error } });
export const missing = (error: string): ControlReply => ({ status: 404, body: { error } });

/** Acts on a body of the right form; what is wrong with any other is told. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  act: (asked: z.output<Schema>) => ControlReply,
): ControlReply {
  const asked = schema.safeParse(body);
  if (asked.success) return act(asked.data);
  const issues = asked.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  return wrong(`${issues.join('; ')}.`);
}

/** Does it and says so in `done`; what the exchange has against it (a RangeError) is told. */
export function attempt(done: object, act: () => void): ControlReply {
  try {
    act();
    return ok(done);
  } catch (error) {
    if (error instanceof RangeError) return wrong(`${error.message}.`);
    throw error;
  }
}
