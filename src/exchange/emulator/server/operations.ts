/** The operations of the exchange by the API that has them; those of `identity` are paths of their own. */
export const OPERATIONS = {
  betting: [
    'listMarketCatalogue',
    'listMarketBook',
    'placeOrders',
    'cancelOrders',
    'listCurrentOrders',
    'listClearedOrders',
  ],
  account: ['getAccountFunds', 'getAccountDetails'],
  identity: ['certlogin', 'keepAlive', 'logout'],
} as const;

export type Api = 'betting' | 'account';
export type IdentityOperation = (typeof OPERATIONS.identity)[number];
export type OperationName = (typeof OPERATIONS)[Api][number] | IdentityOperation;

/** The operation of that name in that API; undefined where there is none, also for one of the other API. */
export function operationOf(api: Api, name: string): OperationName | undefined {
  return OPERATIONS[api].find((each) => each === name);
}
