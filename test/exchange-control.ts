import { z } from 'zod';

const books = z.object({
  orders: z.array(
    z.object({
      betId: z.string(),
      marketId: z.string(),
      selectionId: z.number(),
      customerOrderRef: z.string().optional(),
      sizeMatched: z.number(),
      sizeVoided: z.number(),
      averagePriceMatched: z.number(),
      outcome: z.string().optional(),
      profit: z.number().optional(),
    }),
  ),
});

export type BookedOrder = z.output<typeof books>['orders'][number];

/** A voided order is no longer matched. */
export const isBet = ({ sizeMatched, outcome }: BookedOrder): boolean =>
  sizeMatched > 0 || outcome !== undefined;

/** What a test does to the exchange, and the truth that it keeps. */
export interface ExchangeControl {
  orders(): Promise<readonly BookedOrder[]>;
  /** Kinds and operations of the faults that still wait for their calls. */
  faults(): Promise<readonly string[]>;
  setFault(fault: {
    readonly kind: string;
    readonly operation: string;
    readonly times?: number;
    readonly ms?: number;
    readonly taken?: boolean;
  }): Promise<void>;
  close(marketId: string, winner: number): Promise<void>;
  void(marketId: string): Promise<void>;
  /** Settles a closed market anew. */
  correct(marketId: string, winner: number): Promise<void>;
  /** How long after a market's end its orders are cleared. */
  settleAfter(lagMs: number): Promise<void>;
}

export function controlOf(url: string): ExchangeControl {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const standing = z.object({ faults: z.array(z.object({ kind: z.string(), operation: z.string() })) });
  return {
    orders: async () => books.parse(await (await fetch(`${url}/books`)).json()).orders,
    faults: async () =>
      standing
        .parse(await (await fetch(`${url}/faults`)).json())
        .faults.map(({ kind, operation }) => `${kind} on ${operation}`),
    setFault: (fault) => post('/faults', { times: 1, ...fault }),
    close: (marketId, winner) => post(`/markets/${marketId}/close`, { winners: [winner] }),
    void: (marketId) => post(`/markets/${marketId}/void`, {}),
    correct: (marketId, winner) => post(`/markets/${marketId}/correct`, { winners: [winner] }),
    settleAfter: (lagMs) => post('/settlement', { lagMs }),
  };
}
