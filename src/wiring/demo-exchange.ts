import { resolve } from 'node:path';
import { sentence } from '../betting/views/wording.ts';
import type { Clock } from '../clock.ts';
import type { DemoWorld } from '../core/events.ts';
import { pennies } from '../core/money.ts';
import type { State } from '../core/state.ts';
import { createBetfairExchange } from '../exchange/betfair/betfair-exchange.ts';
import { createEmulator } from '../exchange/emulator/emulator.ts';
import { type OpenSource, openSource } from '../exchange/emulator/sources/open-source.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type OpenExchange, playBalance, STRATEGY_REF } from './open-exchange.ts';

export interface DemoWanted {
  readonly seed: number;
  readonly speed: number;
  /** Paths of recorded markets; none: generated football. */
  readonly recordings: readonly string[];
  readonly currency: string;
  /** What is bet on. */
  readonly sportId: string;
  readonly marketType: string;
}

/** The markets that an open bet stands on are not there any more. */
export class DemoGone extends Error {
  override readonly name = 'DemoGone';
}

/**
 * The exchange of the demo: markets out of seed and time, the account out of the log, as `state` has it at each moment. While something is open
 * on it, the world of that time goes on. Throws RecordingRefused for a recording that cannot be read, and
 * DemoGone where an open bet stands on it.
 */
export async function openDemoExchange(
  wanted: DemoWanted,
  state: () => State,
  clock: Clock,
): Promise<OpenExchange> {
  const wish = worldOf(wanted, clock.now());
  const { openBets, request, demo } = state();
  const old = openBets.length > 0 || request !== null ? demo : null;
  const world = old ?? wish;
  const { emulator, notes, kinds } = await openWorld(world, wanted, state(), clock).catch(
    (error: unknown) => {
      throw old === null ? error : gone(error);
    },
  );
  const isShown = kinds.some(
    ({ eventTypeId, marketType }) => eventTypeId === wanted.sportId && marketType === wanted.marketType,
  );
  return {
    exchange: withAccountOf(state, createBetfairExchange({ call: emulator.call, strategyRef: STRATEGY_REF })),
    demo: world,
    notes,
    warnings: [
      ...(old !== null && !isSame(old, wish) ? [goesOn(old, wish)] : []),
      ...(isShown ? [] : [nothingToSee(kinds, wanted)]),
    ],
    keepAlive: null,
    sessionAt: null,
    certificateEnds: null,
    cut: () => undefined,
    close: async () => {},
  };
}

/** An operator may cancel a bet, or reset it away, which the exchange's own account would never learn. */
const withAccountOf = (state: () => State, exchange: Exchange): Exchange => ({
  ...exchange,
  funds: async () => {
    const { currency, discountRate } = await exchange.funds();
    const { stakesOut } = state().ledger;
    const available = pennies(playBalance(state()) - stakesOut);
    return { available, exposure: pennies(0 - stakesOut), currency, discountRate };
  },
});

async function openWorld(world: DemoWorld, { currency }: DemoWanted, state: State, clock: Clock) {
  const opened = await openSource({ ...world, began: () => Date.parse(world.began) });
  const emulator = createEmulator({
    source: opened.source,
    clock,
    account: { currency, balance: playBalance(state) },
    openOrders: openOrders(state),
  });
  return { emulator, ...opened };
}

const worldOf = ({ seed, speed, recordings }: DemoWanted, now: number): DemoWorld => ({
  seed,
  speed,
  recordings: recordings.map((path) => resolve(path)),
  began: new Date(now).toISOString(),
});

const isSame = (a: DemoWorld, b: DemoWorld): boolean => describe(a) === describe(b);

const describe = ({ seed, speed, recordings }: DemoWorld): string =>
  `${recordings.length === 0 ? `generated football with seed ${seed}` : recordings.join(', ')} at speed ${speed}`;

const goesOn = (old: DemoWorld, wish: DemoWorld): string =>
  `A bet is open in the demo of the last run, so that this run goes on in it: ${describe(old)}. What was asked for is not used yet: ${describe(wish)}. For that, pause, wait for the result and start again; or name another DATA_DIR.`;

const gone = (cause: unknown): DemoGone =>
  new DemoGone(
    `A bet is open in the demo of the last run, and its markets cannot be shown any more: ${sentence(cause instanceof Error ? cause.message : String(cause))} Put back what is missing, or start with another DATA_DIR.`,
    { cause },
  );

const nothingToSee = (kinds: OpenSource['kinds'], { sportId, marketType }: DemoWanted): string => {
  const shown = [...new Set(kinds.map((kind) => `${kind.marketType} of sport "${kind.eventTypeId}"`))];
  return `Nothing here will be bet on: there is ${shown.join(', ')}, and the configuration asks for ${marketType} of sport "${sportId}" (market_selection.market_type and sport_id).`;
};

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
