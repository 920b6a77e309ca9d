import type { Clock } from '../clock.ts';
import type { Exchange } from './exchange.ts';
import { ExchangeError } from './exchange-error.ts';

/** One call to the exchange that has ended. */
export interface CallSeen {
  readonly operation: keyof Exchange;
  /** `ok`, what became of an order (`placed`), an ExchangeError's code, or `fault` for any other error. */
  readonly outcome: string;
  readonly ms: number;
}

/** The same exchange; `seen` is told of each call when it ends, well or not. */
export function measured(
  exchange: Exchange,
  clock: Pick<Clock, 'monotonic'>,
  seen: (call: CallSeen) => void,
): Exchange {
  const measure =
    <Args extends unknown[], Answer>(
      operation: keyof Exchange,
      ask: (...args: Args) => Promise<Answer>,
      outcomeOf: (answer: Answer) => string = () => 'ok',
    ) =>
    async (...args: Args): Promise<Answer> => {
      const began = clock.monotonic();
      const end = (outcome: string): void => seen({ operation, outcome, ms: clock.monotonic() - began });
      try {
        const answer = await ask(...args);
        end(outcomeOf(answer));
        return answer;
      } catch (error) {
        end(error instanceof ExchangeError ? error.code : 'fault');
        throw error;
      }
    };
  return {
    listMarkets: measure('listMarkets', exchange.listMarkets),
    listBooks: measure('listBooks', exchange.listBooks),
    place: measure('place', exchange.place, ({ kind }) => kind),
    currentOrders: measure('currentOrders', exchange.currentOrders),
    clearedOrders: measure('clearedOrders', exchange.clearedOrders),
    marketRollUps: measure('marketRollUps', exchange.marketRollUps),
    cancel: measure('cancel', exchange.cancel),
    funds: measure('funds', exchange.funds),
  };
}
