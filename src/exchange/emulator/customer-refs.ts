/** References of requests taken within the last minute. */
export interface CustomerRefs {
  /** True if that reference was already given within 60 s; else it is kept. */
  repeated(customerRef: string, now: number): boolean;
}

/** Source: Betfair API reference guide, placeOrders, customerRef. */
const KEPT_FOR = 60_000;

export function createCustomerRefs(): CustomerRefs {
  const seenAt = new Map<string, number>();
  return {
    repeated(customerRef, now) {
      for (const [ref, at] of seenAt) {
        if (now - at < KEPT_FOR) break;
        seenAt.delete(ref);
      }
      if (seenAt.has(customerRef)) return true;
      seenAt.set(customerRef, now);
      return false;
    },
  };
}

/** At most 32 of letters, digits and `- . _ + * : ; ~`. */
export const isCustomerRef = (ref: string): boolean => /^[A-Za-z0-9\-._+*:;~]{1,32}$/.test(ref);
