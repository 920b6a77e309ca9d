/**
 * Sends one operation (`listMarketBook`, without its API's prefix) to Betfair and resolves with its bare result.
 * Rejects with an error that bears Betfair's `errorCode` (`TOO_MUCH_DATA`, `DSC-0018`) where Betfair answered
 * with one, and with any other error where there was no such answer. By then the connection that it was sent
 * over is closed or has brought a whole answer: nothing of it is on its way any more.
 */
export type Call = (
  operation: string,
  params: unknown,
  terms?: { readonly timeoutMs: number },
) => Promise<unknown>;
