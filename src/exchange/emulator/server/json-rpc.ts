import { z } from 'zod';
import { ApiException } from '../api-exception.ts';
import { type Answer, exceptionDetail } from './answer.ts';
import type { AnswerCall, Caller } from './api-calls.ts';
import type { Manner, Outcome } from './befall.ts';
import type { Api } from './operations.ts';

const rpcRequest = z.object({
  method: z.string(),
  params: z.unknown().optional(),
  id: z.union([z.string(), z.number()]).nullish(),
});

const METHOD: Readonly<Record<Api, RegExp>> = {
  betting: /^SportsAPING\/v1\.0\/(\w+)$/,
  account: /^AccountAPING\/v1\.0\/(\w+)$/,
};

interface Reply {
  readonly body: object;
  readonly manner: Manner;
}

/** Answers a request or a batch of them; what is wrong with one is said in its envelope, with HTTP 200. */
export async function answerJsonRpc(
  api: Api,
  text: string,
  caller: Caller,
  answerCall: AnswerCall,
): Promise<Answer> {
  const read = parseJson(text);
  if (read === undefined) return ok(refused(-32_700, 'DSC-0008'));
  if (!Array.isArray(read)) return ok(await answerOne(api, read, caller, answerCall));
  if (read.length === 0) return ok(refused(-32_600, 'DSC-0008'));
  const replies = await Promise.all(read.map((each) => answerOne(api, each, caller, answerCall)));
  const manner = replies.find((reply) => reply.manner !== 'whole')?.manner ?? 'whole';
  return { status: 200, body: replies.map(({ body }) => body), manner };
}

const ok = ({ body, manner }: Reply): Answer => ({ status: 200, body, manner });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answerOne(api: Api, read: unknown, caller: Caller, answerCall: AnswerCall): Promise<Reply> {
  const request = rpcRequest.safeParse(read).data;
  if (request === undefined) return refused(-32_600, 'DSC-0008');
  const { method, params, id = null } = request;
  const operation = METHOD[api].exec(method)?.[1];
  if (operation === undefined) return refused(-32_601, 'DSC-0021', id);
  const { outcome, manner } = await answerCall({ api, operation, params }, caller);
  return { body: { jsonrpc: '2.0', ...wrapped(outcome), id }, manner };
}

type Id = string | number | null;

const refused = (code: number, message: string, id: Id = null): Reply => ({
  body: { jsonrpc: '2.0', error: { code, message }, id },
  manner: 'whole',
});

/** -32099 is every exception of the application; what it is stands in `data`. */
function wrapped(outcome: Outcome): object {
  if (!('error' in outcome)) return outcome;
  const { error } = outcome;
  return error instanceof ApiException
    ? { error: { code: -32_099, message: error.code, data: exceptionDetail(error) } }
    : { error: { code: error.code, message: error.errorCode } };
}
