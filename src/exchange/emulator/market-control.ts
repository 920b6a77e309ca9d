import type { Clock } from '../../clock.ts';
import type { EmulatedMarket, EmulatedRunner, MarketSource } from './market-source.ts';

/** What an operator of the exchange may do to a market. Each throws a RangeError that says what was wrong. */
export interface MarketControl {
  /** Suspends an open market until it is closed or void. */
  suspend(marketId: string): void;
  /** Closes a market with all runners removed; a closed one is corrected to that. */
  void(marketId: string): void;
  /** Closes a market with these winners; every other runner that was not removed loses. */
  close(marketId: string, winners: readonly number[]): void;
  /** Settles a closed market once more, with other winners and a new settled date. */
  correct(marketId: string, winners: readonly number[]): void;
}

type Change = (market: EmulatedMarket) => EmulatedMarket;
type Status = EmulatedRunner['status'];

/** The source as it is, with what `control` did laid over it from that moment on; each change is a new version. */
export function controlMarkets(
  source: MarketSource,
  clock: Pick<Clock, 'now'>,
): { readonly source: MarketSource; readonly control: MarketControl } {
  const changes = new Map<string, { readonly change: Change; readonly times: number }>();

  function changed(market: EmulatedMarket): EmulatedMarket {
    const laid = changes.get(market.marketId);
    return laid ? { ...laid.change(market), version: market.version + laid.times } : market;
  }

  function known(marketId: string): EmulatedMarket {
    const market = source.market(marketId, clock.now());
    if (market === undefined) throw new RangeError(`no market ${marketId} is on show`);
    return changed(market);
  }

  function lay(marketId: string, change: Change): void {
    changes.set(marketId, { change, times: (changes.get(marketId)?.times ?? 0) + 1 });
  }

  return {
    source: {
      list: (at) => source.list(at).map(changed).filter(isNotClosed),
      market(marketId, at) {
        const market = source.market(marketId, at);
        return market && changed(market);
      },
    },
    control: controlWith(known, lay, clock),
  };
}

function controlWith(
  known: (marketId: string) => EmulatedMarket,
  lay: (marketId: string, change: Change) => void,
  clock: Pick<Clock, 'now'>,
): MarketControl {
  return {
    suspend(marketId) {
      if (known(marketId).status === 'CLOSED') throw new RangeError(`market ${marketId} is closed`);
      lay(marketId, (market) => ({ ...market, status: 'SUSPENDED' }));
    },
    void(marketId) {
      lay(
        marketId,
        closing(known(marketId), clock, () => 'REMOVED'),
      );
    },
    close(marketId, winners) {
      const market = known(marketId);
      if (market.status === 'CLOSED')
        throw new RangeError(`market ${marketId} is closed: correct it instead`);
      lay(marketId, closing(market, clock, resultOf(market, winners)));
    },
    correct(marketId, winners) {
      const market = known(marketId);
      if (market.status !== 'CLOSED') throw new RangeError(`market ${marketId} is not closed yet`);
      lay(marketId, closing(market, clock, resultOf(market, winners)));
    },
  };
}

/** Settled dates are told to the second, so a correction is a second later at least. */
function closing(
  market: EmulatedMarket,
  clock: Pick<Clock, 'now'>,
  statusOf: (runner: EmulatedRunner) => Status,
): Change {
  const closedAt = Math.max(clock.now(), (market.closedAt ?? 0) + 1_000);
  return (current) => ({
    ...current,
    status: 'CLOSED',
    closedAt,
    runners: current.runners.map((runner) => ({ ...runner, status: statusOf(runner), back: [], lay: [] })),
  });
}

function resultOf(market: EmulatedMarket, winners: readonly number[]): (runner: EmulatedRunner) => Status {
  const stranger = winners.find((id) => !market.runners.some((runner) => runner.selectionId === id));
  if (stranger !== undefined) throw new RangeError(`${stranger} is no runner of market ${market.marketId}`);
  return (runner) => {
    if (runner.status === 'REMOVED') return 'REMOVED';
    return winners.includes(runner.selectionId) ? 'WINNER' : 'LOSER';
  };
}

const isNotClosed = (market: EmulatedMarket): boolean => market.status !== 'CLOSED';
