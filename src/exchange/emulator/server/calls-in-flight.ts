/** How many calls of each limited operation are under way. */
export interface CallsInFlight {
  /** Counts a call in and gives what counts it out again; null where there are too many. */
  enter(operation: string, params: unknown): (() => void) | null;
}

/** Source: API reference guide, TOO_MANY_REQUESTS. */
const MOST = 3;
const LIMITED = new Set(['listCurrentOrders', 'listClearedOrders']);

export function createCallsInFlight(): CallsInFlight {
  const counts = new Map<string, number>();
  return {
    enter(operation, params) {
      if (!isLimited(operation, params)) return () => {};
      const count = counts.get(operation) ?? 0;
      if (count >= MOST) return null;
      counts.set(operation, count + 1);
      return () => counts.set(operation, (counts.get(operation) ?? 1) - 1);
    },
  };
}

/** listMarketBook is limited only where it asks for the account's own orders. */
function isLimited(operation: string, params: unknown): boolean {
  if (operation !== 'listMarketBook') return LIMITED.has(operation);
  return (
    typeof params === 'object' &&
    params !== null &&
    ('orderProjection' in params || 'matchProjection' in params)
  );
}
