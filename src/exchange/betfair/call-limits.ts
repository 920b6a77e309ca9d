import { Semaphore } from 'async-mutex';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { createPace } from './pace.ts';

/** Keeps calls within what Betfair takes at once: runs `call` when there is room for it. */
export type Limit = <Result>(
  operation: string,
  params: unknown,
  call: () => Promise<Result>,
) => Promise<Result>;

/** Calls in progress of each of these (API reference guide, TOO_MANY_REQUESTS). */
const MOST_IN_FLIGHT = 3;

const bookRequest = z.object({
  marketIds: z.array(z.string()),
  orderProjection: z.unknown().optional(),
  matchProjection: z.unknown().optional(),
});

export function createLimit(clock: Pick<Clock, 'monotonic' | 'wait'>): Limit {
  const rooms: Readonly<Record<string, Semaphore>> = {
    listCurrentOrders: new Semaphore(MOST_IN_FLIGHT),
    listClearedOrders: new Semaphore(MOST_IN_FLIGHT),
    listMarketBook: new Semaphore(MOST_IN_FLIGHT),
  };
  const paced = createPace(clock);

  return async (operation, params, call) => {
    const book = operation === 'listMarketBook' ? bookRequest.safeParse(params).data : undefined;
    if (book) await paced(book.marketIds);
    const asksForOrders = book?.orderProjection !== undefined || book?.matchProjection !== undefined;
    const room = operation === 'listMarketBook' && !asksForOrders ? undefined : rooms[operation];
    return room === undefined ? call() : room.runExclusive(call);
  };
}
