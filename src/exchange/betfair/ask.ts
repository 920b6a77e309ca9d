import type { z } from 'zod';
import { ExchangeError } from '../exchange-error.ts';
import type { Call } from './call.ts';
import { readFailure } from './error-advice.ts';

interface Read<Answer extends z.ZodType> {
  readonly name: string;
  readonly answer: Answer;
}

/** Makes a read and gives its answer; rejects with an ExchangeError. */
export type Ask = <Answer extends z.ZodType>(read: Read<Answer>, params: object) => Promise<z.output<Answer>>;

/**
 * An answer of another form is given up (UNREADABLE_REPLY): it came whole, so the same question would bring the
 * same again.
 */
export function createAsk(call: Call): Ask {
  return async ({ name, answer }, params) => {
    let reply: unknown;
    try {
      reply = await call(name, params);
    } catch (cause) {
      throw readFailure(name, cause);
    }
    const read = answer.safeParse(reply);
    if (!read.success)
      throw new ExchangeError('UNREADABLE_REPLY', name, 'give_up', unreadable(name, read.error));
    return read.data;
  };
}

/** Which fields of an answer were not as expected; the first few say enough. */
export function faultsOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the answer'}: ${issue.message}`)
    .join('; ');
}

function unreadable(operation: string, error: z.ZodError): string {
  return `${operation} was answered in a form that this program does not know (${faultsOf(error)}): check the BETFAIR_ addresses, or look for a newer version of Rollover.`;
}
