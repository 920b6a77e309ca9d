import { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import { apiOf } from './operations.ts';
import type { HttpAnswer } from './post.ts';

/** Path below the API's address, and the body. Source: API reference guide, "JSON-RPC". */
export function jsonRpcRequest(operation: string, params: unknown, id: number) {
  const api = apiOf(operation);
  const method = `${api === 'account' ? 'AccountAPING' : 'SportsAPING'}/v1.0/${operation}`;
  return { path: `/${api}/json-rpc/v1`, body: JSON.stringify({ jsonrpc: '2.0', method, params, id }) };
}

const exception = z.object({ errorCode: z.string(), errorDetails: z.string().nullish() });

const data = z.object({ APINGException: exception.nullish(), AccountAPINGException: exception.nullish() });

const reply = z.union([
  z.object({
    error: z.object({ message: z.string(), data: data.nullish().catch(null) }),
    id: z.number().nullish(),
  }),
  // The form of REST, which the front door may use for what comes to no operation.
  z
    .object({ faultstring: z.string(), detail: data.nullish().catch(null) })
    .transform(({ faultstring, detail }) => ({ error: { message: faultstring, data: detail }, id: null })),
  z.object({ result: z.unknown(), id: z.number().nullish() }).refine((whole) => whole.result !== undefined),
]);

/**
 * The result in a JSON-RPC reply. Throws a CallFailed: with Betfair's errorCode where it answers with an error of
 * its API (which all travel as -32099, so that number says nothing), without one for anything else.
 */
export function readReply({ host, status, text }: HttpAnswer, id: number): unknown {
  // What stands behind a fault of the server does not say what became of a call.
  if (status >= 500) throw new CallFailed(`${host} answered with HTTP ${status}.`);
  const read = reply.safeParse(parseJson(text));
  if (!read.success) throw new CallFailed(describeNonsense(host, status));
  if (read.data.id != null && read.data.id !== id) {
    throw new CallFailed(`${host} answered another call than the one that was asked.`);
  }
  if ('result' in read.data) return read.data.result;
  const { message, data: detail } = read.data.error;
  const thrown = detail?.APINGException ?? detail?.AccountAPINGException;
  const errorCode = thrown?.errorCode ?? message;
  throw new CallFailed(describe(errorCode, thrown?.errorDetails ?? ''), errorCode);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For an answer that is not of the expected form at all; its content is not repeated. */
export const describeNonsense = (host: string, status: number): string =>
  `${host} answered with HTTP ${status} and something that is not Betfair's: check the BETFAIR_ addresses, or wait if Betfair is being maintained.`;

/** Codes that a person must see to. */
const MEANINGS: Readonly<Record<string, string>> = {
  INVALID_APP_KEY: 'Betfair does not know the application key: check BETFAIR_APP_KEY',
  NO_APP_KEY: 'Betfair saw no application key: check BETFAIR_APP_KEY',
  ACCESS_DENIED:
    'Betfair does not let this account or application key do that: a delayed key, or the place where this computer is',
};

function describe(errorCode: string, details: string): string {
  const meaning = Object.hasOwn(MEANINGS, errorCode) ? `${MEANINGS[errorCode]} (${errorCode})` : errorCode;
  return details === '' ? `${meaning}.` : `${meaning}: ${details.replace(/\.$/, '')}.`;
}
