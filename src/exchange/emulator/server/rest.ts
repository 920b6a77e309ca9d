import { ApiException } from '../api-exception.ts';
import { type Answer, exceptionDetail, transportFault } from './answer.ts';
import type { AnswerCall, Caller } from './api-calls.ts';
import type { Outcome } from './befall.ts';
import type { Api } from './operations.ts';

/** Answers a call of the REST form: the bare result, or a fault with its HTTP status. */
export async function answerRest(
  call: { readonly api: Api; readonly operation: string },
  text: string,
  caller: Caller,
  answerCall: AnswerCall,
): Promise<Answer> {
  let params: unknown;
  try {
    params = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return transportFault(400, 'DSC-0008');
  }
  const { outcome, manner } = await answerCall({ ...call, params }, caller);
  return { ...bare(outcome), manner };
}

function bare(outcome: Outcome): Answer {
  if (!('error' in outcome)) return { status: 200, body: outcome.result, manner: 'whole' };
  const { error } = outcome;
  if (!(error instanceof ApiException)) {
    return transportFault(error.errorCode === 'DSC-0021' ? 404 : 400, error.errorCode);
  }
  const body = { faultcode: 'Client', faultstring: error.code, detail: exceptionDetail(error) };
  return { status: 400, body, manner: 'whole' };
}
