export type ApiName = 'SportsAPING' | 'AccountAPING';

/** Numbers of the error codes: SportsAPING.xml, exceptionType APINGException. */
const BETTING = {
  TOO_MUCH_DATA: 1,
  INVALID_INPUT_DATA: 2,
  INVALID_SESSION_INFORMATION: 3,
  NO_APP_KEY: 4,
  NO_SESSION: 5,
  UNEXPECTED_ERROR: 6,
  INVALID_APP_KEY: 7,
  TOO_MANY_REQUESTS: 8,
  SERVICE_BUSY: 9,
  TIMEOUT_ERROR: 10,
  REQUEST_SIZE_EXCEEDS_LIMIT: 14,
  ACCESS_DENIED: 15,
} as const;

/** AccountAPING.xml, exceptionType AccountAPINGException. */
const ACCOUNT = {
  INVALID_INPUT_DATA: 1,
  INVALID_SESSION_INFORMATION: 2,
  UNEXPECTED_ERROR: 3,
  INVALID_APP_KEY: 4,
  SERVICE_BUSY: 5,
  TIMEOUT_ERROR: 6,
  NO_SESSION: 10,
  NO_APP_KEY: 11,
  TOO_MANY_REQUESTS: 14,
} as const;

export type BettingErrorCode = keyof typeof BETTING;
export type AccountErrorCode = keyof typeof ACCOUNT;

const numbered = (prefix: string, id: number): string => `${prefix}-${String(id).padStart(4, '0')}`;

/**
 * A call that Betfair's application refuses: `errorCode` by name, `code` as `ANGX-0001` or `AANGX-0001`,
 * `details` for people. In JSON-RPC it travels as error -32099 with `code` as its message.
 */
export class ApiException extends Error {
  override readonly name = 'ApiException';
  readonly api: ApiName;
  readonly errorCode: string;
  readonly code: string;
  readonly details: string;

  constructor(api: ApiName, errorCode: string, code: string, details: string) {
    super(`${errorCode} (${code})${details === '' ? '' : `: ${details}`}`);
    this.api = api;
    this.errorCode = errorCode;
    this.code = code;
    this.details = details;
  }
}

export function bettingException(errorCode: BettingErrorCode, details = ''): ApiException {
  return new ApiException('SportsAPING', errorCode, numbered('ANGX', BETTING[errorCode]), details);
}

export function accountException(errorCode: AccountErrorCode, details = ''): ApiException {
  return new ApiException('AccountAPING', errorCode, numbered('AANGX', ACCOUNT[errorCode]), details);
}

/**
 * A call that does not get as far as the application: DSC-0018 a mandatory parameter is missing, DSC-0009 one
 * is of the wrong type, DSC-0021 there is no such operation. `code` is JSON-RPC's error number.
 * Source: Betfair API reference guide, "Common Error Codes".
 */
export class ProtocolFault extends Error {
  override readonly name = 'ProtocolFault';
  readonly code: -32601 | -32602;
  readonly errorCode: 'DSC-0009' | 'DSC-0018' | 'DSC-0021';

  constructor(errorCode: ProtocolFault['errorCode'], about: string) {
    super(`${errorCode}: ${about}`);
    this.errorCode = errorCode;
    this.code = errorCode === 'DSC-0021' ? -32601 : -32602;
  }
}
