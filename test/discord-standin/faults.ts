import type { RouteName } from './routes/route-names.ts';

type Trouble =
  | { readonly kind: 'rate-limit'; readonly retryAfter: number }
  | { readonly kind: 'fail'; readonly status: number; readonly code: number }
  /** Done, but the connection breaks before the answer. */
  | { readonly kind: 'lose-answer' };

export interface Troubles {
  add(route: RouteName, trouble: Trouble, times: number): void;
  /** The trouble that the next request of this route meets, used up by asking. */
  next(route: RouteName): Trouble | null;
}

/** Troubles that a test has ordered, each for a number of requests. */
export function createTroubles(): Troubles {
  const ordered: { readonly route: RouteName; readonly trouble: Trouble; left: number }[] = [];
  return {
    add: (route, trouble, times) => {
      ordered.push({ route, trouble, left: times });
    },
    next: (route) => {
      const found = ordered.find((one) => one.route === route && one.left > 0);
      if (!found) return null;
      found.left -= 1;
      return found.trouble;
    },
  };
}
