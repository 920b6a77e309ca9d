/**
 * Sends one operation (`listMarketBook`, without its API's prefix) to Betfair and resolves with its bare result.
 * Rejects with an error that bears Betfair's `errorCode` (`TOO_MUCH_DATA`, `DSC-0018`) where Betfair answered
 * with one, and with any other error where there was no such answer.
 */
export type Call = (operation: string, params: unknown) => Promise<unknown>;
