import { resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import { pennies } from '../core/money.ts';
import type { State } from '../core/state.ts';
import { createBetfairExchange } from '../exchange/betfair/betfair-exchange.ts';
import { createEmulator } from '../exchange/emulator/emulator.ts';
import { openSource } from '../exchange/emulator/sources/open-source.ts';
import { type OpenExchange, PLAY_MONEY, STRATEGY_REF } from './open-exchange.ts';

export interface DemoWanted {
  readonly seed: number;
  readonly speed: number;
  /** Paths of recorded markets; none: generated football. */
  readonly recordings: readonly string[];
  readonly currency: string;
}

/**
 * The exchange of the demo: markets out of seed and time, the account out of the log. While something is open
 * on it, the world of that time goes on. Throws RecordingRefused for a recording that cannot be read.
 */
export async function openDemoExchange(
  wanted: DemoWanted,
  state: State,
  clock: Clock,
): Promise<OpenExchange> {
  const { world, goesOn } = worldOf(wanted, state, clock.now());
  const { source, notes } = await openSource({ ...world, began: () => Date.parse(world.began) });
  const { gross, commission } = state.ledger.allTime;
  const emulator = createEmulator({
    source,
    clock,
    account: { currency: wanted.currency, balance: pennies(PLAY_MONEY + gross - commission) },
    openOrders: openOrders(state),
  });
  return {
    exchange: createBetfairExchange({ call: emulator.call, strategyRef: STRATEGY_REF }),
    demo: world,
    notes: goesOn ? [...notes, GOES_ON] : notes,
    keepAlive: null,
    close: async () => {},
  };
}

const GOES_ON =
  'A bet is open on these markets: they go on from the last run, with its seed, speed and recordings.';

function worldOf({ seed, speed, recordings }: DemoWanted, state: State, now: number) {
  const open = state.openBets.length > 0 || state.request !== null;
  if (open && state.demo !== null) return { world: state.demo, goesOn: true };
  const paths = recordings.map((path) => resolve(path));
  return {
    world: { seed, speed, recordings: paths, began: new Date(now).toISOString() },
    goesOn: false,
  };
}

const openOrders = ({ openBets }: State) =>
  openBets.map((bet) => ({
    betId: bet.betId,
    marketId: bet.marketId,
    selectionId: bet.selectionId,
    customerOrderRef: bet.orderRef,
    customerStrategyRef: STRATEGY_REF,
    priceAsked: bet.priceAsked,
    priceMatched: bet.priceMatched,
    size: bet.stake,
    placedAt: Date.parse(bet.placedAt),
  }));
