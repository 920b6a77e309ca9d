/**
 * Codes that say an order was turned away before it reached the matcher, so that it surely does not exist. The
 * meanings are those of SportsAPING.xml. What may come out of the matcher, or leaves it open, is not here:
 * ERROR_IN_MATCHER, PROCESSED_WITH_ERRORS, DUPLICATE_TRANSACTION, BET_IN_PROGRESS, BET_TAKEN_OR_LAPSED,
 * SERVICE_UNAVAILABLE, INVALID_ORDER, BET_LAPSED_PRICE_IMPROVEMENT_TOO_LARGE.
 */
const REFUSALS: ReadonlySet<string> = new Set([
  // SportsAPING.xml, ExecutionReportErrorCode: the account may not bet.
  'INVALID_ACCOUNT_STATE',
  'INVALID_WALLET_STATUS',
  'INSUFFICIENT_FUNDS',
  'LOSS_LIMIT_EXCEEDED',
  'PERMISSION_DENIED',
  'REJECTED_BY_REGULATOR',
  'NO_CHASING',
  'EVENT_EXPOSURE_LIMIT_EXCEEDED',
  'EVENT_MATCHED_EXPOSURE_LIMIT_EXCEEDED',
  'EVENT_BLOCKED',
  // SportsAPING.xml, ExecutionReportErrorCode: the market takes no bets.
  'INVALID_MARKET_ID',
  'MARKET_SUSPENDED',
  'MARKET_NOT_OPEN_FOR_BETTING',
  // SportsAPING.xml, ExecutionReportErrorCode: the request is wrong.
  'TOO_MANY_INSTRUCTIONS',
  'INVALID_MARKET_VERSION',
  // SportsAPING.xml, InstructionReportErrorCode: the instruction is wrong.
  'INVALID_BET_SIZE',
  'INVALID_RUNNER',
  'RUNNER_REMOVED',
  'INVALID_ODDS',
  'INVALID_PERSISTENCE_TYPE',
  'INVALID_MIN_FILL_SIZE',
  'INVALID_CUSTOMER_ORDER_REF',
  'INVALID_CUSTOMER_STRATEGY_REF',
  'INVALID_ORDER_TYPE',
  'TIME_IN_FORCE_CONFLICT',
  'UNEXPECTED_PERSISTENCE_TYPE',
  'UNEXPECTED_MIN_FILL_SIZE',
  // support.developer.betfair.com article 360010423978.
  'INVALID_PROFIT_RATIO',
]);

export const isRefusal = (code: string): boolean => REFUSALS.has(code);
