import type { Clock } from '../../../clock.ts';
import {
  type AccountErrorCode,
  ApiException,
  accountException,
  type BettingErrorCode,
  bettingException,
  ProtocolFault,
} from '../api-exception.ts';
import type { Emulator } from '../emulator.ts';
import { type Answered, befall, type Outcome, type SpokenFault, type Subject } from './befall.ts';
import { createCallsInFlight } from './calls-in-flight.ts';
import type { FaultRegister } from './fault-register.ts';
import { createLateOrders } from './late-orders.ts';
import { type Api, type OperationName, operationOf } from './operations.ts';
import type { Sessions } from './sessions.ts';
import { UNKNOWN_CODE, unclearReport } from './unclear-answers.ts';

/** Who calls, as the request says. */
export interface Caller {
  /** X-Application and X-Authentication; undefined where the header is missing or empty. */
  readonly appKey: string | undefined;
  readonly token: string | undefined;
  /** Aborted when the caller has gone. */
  readonly gone: AbortSignal;
}

interface ApiCall {
  readonly api: Api;
  readonly operation: string;
  readonly params: unknown;
}

/** Answers a call of the betting or the account API; never rejects for what a caller could do wrong. */
export type AnswerCall = (call: ApiCall, caller: Caller) => Promise<Answered>;

export interface ApiParts {
  readonly emulator: Emulator;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly sessions: Sessions;
  readonly faults: FaultRegister;
  readonly appKey: string;
  /** Milliseconds until an order of unclear outcome is on the lists. */
  readonly appearsAfter: number;
}

/** A fault befalls only a call that would have been let in. */
export function createApiCalls(parts: ApiParts): AnswerCall {
  const { emulator, clock, sessions, faults, appearsAfter } = parts;
  const inFlight = createCallsInFlight();
  const late = createLateOrders(clock);

  async function run(operation: OperationName, params: unknown): Promise<Outcome> {
    try {
      return { result: late.through(operation, await emulator.call(operation, params)) };
    } catch (error) {
      if (error instanceof ApiException || error instanceof ProtocolFault) return { error };
      throw error;
    }
  }

  async function unclear(operation: OperationName, params: unknown, as: Parameters<typeof unclearReport>[1]) {
    const outcome = await run(operation, params);
    if ('error' in outcome) return outcome;
    const { answer, betIds } = unclearReport(outcome.result, as);
    late.hide(betIds, appearsAfter);
    return { result: answer };
  }

  return async ({ api, operation: name, params }, caller) => {
    const operation = operationOf(api, name);
    if (operation === undefined) {
      return { outcome: { error: new ProtocolFault('DSC-0021', name) }, manner: 'whole' };
    }
    const closed = door(parts, api, caller);
    const leave = closed === null ? inFlight.enter(operation, params) : null;
    if (leave === null) {
      const error = closed ?? refusal(api, 'TOO_MANY_REQUESTS', `too many ${operation} in progress`);
      return { outcome: { error }, manner: 'whole' };
    }
    const subject: Subject = {
      run: () => run(operation, params),
      wait: (ms) => clock.wait(ms, caller.gone),
      async speak(kind) {
        if (kind === 'dead_session') sessions.end(caller.token ?? '');
        if (reports(operation, kind)) return unclear(operation, params, kind);
        return { error: spoken(api, kind) };
      },
    };
    try {
      const fault = faults.take(operation);
      if (fault !== null) return await befall(fault, subject);
      return { outcome: await subject.run(), manner: 'whole' };
    } finally {
      leave();
    }
  };
}

/** Why a caller is not let in; null where he is. */
function door({ appKey, sessions }: ApiParts, api: Api, caller: Caller): ApiException | null {
  if (caller.appKey === undefined) return refusal(api, 'NO_APP_KEY');
  if (caller.appKey !== appKey) return refusal(api, 'INVALID_APP_KEY');
  if (caller.token === undefined) return refusal(api, 'NO_SESSION');
  return sessions.isAlive(caller.token) ? null : refusal(api, 'INVALID_SESSION_INFORMATION');
}

function refusal(api: Api, code: BettingErrorCode & AccountErrorCode, details = ''): ApiException {
  return api === 'betting' ? bettingException(code, details) : accountException(code, details);
}

/** Whether the fault is told in an execution report, of orders that were taken. */
function reports(
  operation: OperationName,
  kind: SpokenFault,
): kind is 'timeout' | 'bet_in_progress' | 'unknown_code' {
  const orders = operation === 'placeOrders' || operation === 'cancelOrders';
  return orders && (kind === 'timeout' || kind === 'bet_in_progress' || kind === 'unknown_code');
}

function spoken(api: Api, kind: SpokenFault): ApiException {
  switch (kind) {
    case 'too_many_requests':
      return refusal(api, 'TOO_MANY_REQUESTS');
    case 'dead_session':
      return refusal(api, 'INVALID_SESSION_INFORMATION');
    case 'timeout':
    case 'bet_in_progress':
      return refusal(api, 'TIMEOUT_ERROR');
    case 'unknown_code':
      return api === 'betting'
        ? new ApiException('SportsAPING', UNKNOWN_CODE, 'ANGX-0099', '')
        : new ApiException('AccountAPING', UNKNOWN_CODE, 'AANGX-0099', '');
  }
}
