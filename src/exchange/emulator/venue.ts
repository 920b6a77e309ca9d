import type { Clock } from '../../clock.ts';
import type { StakeLimits } from './currency-limits.ts';
import type { CustomerRefs } from './customer-refs.ts';
import type { Ledger } from './ledger.ts';
import type { EmulatedMarket, MarketSource } from './market-source.ts';
import type { SettlementPace } from './settlement-pace.ts';

/** What every operation works on. */
export interface Venue {
  readonly source: MarketSource;
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly ledger: Ledger;
  readonly refs: CustomerRefs;
  readonly currency: string;
  readonly limits: StakeLimits;
  readonly pace: SettlementPace;
  /** A fraction. */
  readonly discountRate: number;
  /** True where prices are said to come with a delay. */
  readonly delayed: boolean;
  nextBetId(): string;
}

const READABLE_FOR = 90 * 86_400_000;

/** The market now; a closed one for 90 days (API reference guide, "listMarketBook"). */
export function marketNow(venue: Venue, marketId: string): EmulatedMarket | undefined {
  const now = venue.clock.now();
  const market = venue.source.market(marketId, now);
  const gone = market?.status === 'CLOSED' && now - (market.closedAt ?? now) > READABLE_FOR;
  return gone ? undefined : market;
}
