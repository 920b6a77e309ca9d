import type { BetRequest } from '../core/events.ts';
import type { BackOrder } from '../exchange/exchange.ts';
import type { LoggedBet } from './logged-bets.ts';

/** A look on record. */
interface Look {
  /** When it began, and when the one after it did, ms since 1970. */
  readonly asked: number;
  readonly nextAsked: number;
  /** Whether it saw the market of a bet, with its price as the best one. */
  shows(request: BetRequest): boolean;
}

/** The bets that the log asked for, the first one first, at the looks on record, one after the other. */
export class LoggedLooks {
  /** Bets that were placed by looks that are not on record, the first one first. */
  readonly unseen: LoggedBet[] = [];
  readonly #bets: readonly LoggedBet[];
  /** How many were asked for before the look to come. */
  #passed = 0;
  #look: Pick<Look, 'asked' | 'nextAsked'> = { asked: 0, nextAsked: 0 };

  constructor(bets: readonly LoggedBet[]) {
    this.#bets = bets;
  }

  /** A look asks for one bet at most, at a price that it saw: any other before the next on record came of one that is lost. */
  goOnTo({ asked, nextAsked, shows }: Look): void {
    this.#look = { asked, nextAsked };
    const first = this.#passed;
    while ((this.#bets[this.#passed]?.at ?? Number.POSITIVE_INFINITY) < nextAsked) this.#passed += 1;
    const since = this.#bets.slice(first, this.#passed);
    const lost = since.filter(({ request }, i) => i > 0 || !shows(request));
    this.unseen.push(...lost.filter(({ outcome }) => outcome.kind === 'placed'));
  }

  /** What the log asked for at this look, where it is the same. */
  sameAs(order: BackOrder): LoggedBet | undefined {
    const { asked, nextAsked } = this.#look;
    return this.#bets.find(({ at, request }) => at >= asked && at < nextAsked && isSameOrder(request, order));
  }
}

/** Whether an order is the one that the log asked for. */
const isSameOrder = (
  { marketId, selectionId, priceAsked, stake }: BetRequest,
  order: {
    readonly marketId: string;
    readonly selectionId: number;
    readonly price: number;
    readonly size: number;
  },
): boolean =>
  marketId === order.marketId &&
  selectionId === order.selectionId &&
  priceAsked === order.price &&
  stake === order.size;
