import { v4 as uuid } from 'uuid';
import type { ApiException } from '../api-exception.ts';
import type { Manner } from './befall.ts';

/** What goes out over HTTP: JSON, and how. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly manner: Manner;
}

/** An exception as both kinds of envelope carry it, named by its API. */
export function exceptionDetail({ api, errorCode, details }: ApiException): object {
  const name = api === 'SportsAPING' ? 'APINGException' : 'AccountAPINGException';
  return {
    [name]: { requestUUID: uuid(), errorCode, errorDetails: details },
    exceptionname: name,
  };
}

/** The fault of a request that comes to no operation; the form is that of Betfair's REST. */
export function transportFault(status: number, faultstring: string): Answer {
  return { status, body: { faultcode: 'Client', faultstring, detail: {} }, manner: 'whole' };
}
