import { z } from 'zod';
import { ExchangeError } from '../exchange-error.ts';

interface Advice {
  /** What the caller of a read must do. */
  readonly read: 'retry' | 'give_up';
  /** What is known of an order that was answered with it. */
  readonly place: 'rejected' | 'unknown';
}

const PASSING: Advice = { read: 'retry', place: 'unknown' };
/** Turned away at the door, before any betting; the same call may be let in later. */
const LATER: Advice = { read: 'retry', place: 'rejected' };
/** Only ever said of a read that wants too much. */
const TOO_MUCH: Advice = { read: 'give_up', place: 'unknown' };
/** The request or the account must change first. */
const NEVER: Advice = { read: 'give_up', place: 'rejected' };

/**
 * Sources: SportsAPING.xml and AccountAPING.xml (exception types), API reference guide ("Betting Exceptions",
 * "Common Error Codes"). TIMEOUT_ERROR: "check listCurrentOrders", the order may exist.
 */
const ADVICE: Readonly<Record<string, Advice>> = {
  TIMEOUT_ERROR: PASSING,
  UNEXPECTED_ERROR: PASSING,
  SERVICE_BUSY: PASSING,
  'DSC-0019': PASSING,
  TOO_MANY_REQUESTS: LATER,
  INVALID_SESSION_INFORMATION: LATER,
  NO_SESSION: LATER,
  INVALID_INPUT_DATA: NEVER,
  INVALID_APP_KEY: NEVER,
  NO_APP_KEY: NEVER,
  ACCESS_DENIED: NEVER,
  REQUEST_SIZE_EXCEEDS_LIMIT: TOO_MUCH,
  TOO_MUCH_DATA: TOO_MUCH,
  // Ours, of calls that were never sent for want of a session.
  LOGIN_REFUSED: NEVER,
  LOGIN_PUT_OFF: LATER,
  'DSC-0008': NEVER,
  'DSC-0009': NEVER,
  'DSC-0018': NEVER,
  'DSC-0021': NEVER,
  'DSC-0023': NEVER,
  'DSC-0034': NEVER,
  'DSC-0035': NEVER,
  'DSC-0036': NEVER,
  'DSC-0037': NEVER,
  'DSC-0038': NEVER,
};

/** By Betfair's errorCode; no code or an unknown one says nothing about an order, and a read may be tried again. */
export function adviceOn(errorCode: string | null): Advice {
  return (errorCode === null ? undefined : ADVICE[errorCode]) ?? PASSING;
}

const fault = z.object({ errorCode: z.string() });

/** The errorCode that a rejected call bears; null where Betfair gave none. */
export function errorCodeOf(error: unknown): string | null {
  return fault.safeParse(error).data?.errorCode ?? null;
}

/** Whether Betfair does not know the session: a new one is needed. */
export function isDeadSession(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === 'INVALID_SESSION_INFORMATION' || code === 'NO_SESSION';
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a failed read is to its caller: code NO_ANSWER where Betfair gave none. */
export function readFailure(operation: string, cause: unknown): ExchangeError {
  const errorCode = errorCodeOf(cause);
  const what = errorCode === null ? 'was not answered' : 'was refused';
  const message = `${operation} ${what}: ${messageOf(cause)}`;
  return new ExchangeError(errorCode ?? 'NO_ANSWER', operation, adviceOn(errorCode).read, message, { cause });
}
