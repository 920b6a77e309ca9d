import { z } from 'zod';
import type { Clock } from '../../../clock.ts';

/** Orders that were taken and are not on the lists yet. */
export interface LateOrders {
  /** Keeps them off the lists for that many milliseconds. */
  hide(betIds: readonly string[], ms: number): void;
  /** The answer of an operation without the orders that are still hidden. */
  through(operation: string, answer: unknown): unknown;
}

const rows = z.array(z.looseObject({ betId: z.string().optional() }));

/** The rows of each list of orders. */
const LISTS = {
  listCurrentOrders: z.looseObject({ currentOrders: rows }),
  listClearedOrders: z.looseObject({ clearedOrders: rows }),
} as const;

/** An order of unknown outcome may take up to two minutes to show (API reference guide, TIMEOUT_ERROR). */
export function createLateOrders(clock: Pick<Clock, 'now'>): LateOrders {
  const shownAt = new Map<string, number>();

  function isShown({ betId = '' }: { readonly betId?: string | undefined }): boolean {
    return (shownAt.get(betId) ?? 0) <= clock.now();
  }

  return {
    hide(betIds, ms) {
      for (const betId of betIds) shownAt.set(betId, clock.now() + ms);
    },
    through(operation, answer) {
      if (shownAt.size === 0) return answer;
      for (const betId of shownAt.keys()) if (isShown({ betId })) shownAt.delete(betId);
      if (operation === 'listCurrentOrders') {
        const list = LISTS[operation].parse(answer);
        return { ...list, currentOrders: list.currentOrders.filter(isShown) };
      }
      if (operation === 'listClearedOrders') {
        const list = LISTS[operation].parse(answer);
        return { ...list, clearedOrders: list.clearedOrders.filter(isShown) };
      }
      return answer;
    },
  };
}
