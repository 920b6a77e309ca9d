import { newestFirst } from '../../src/core/chain.ts';
import { pennies } from '../../src/core/money.ts';
import {
  ANY,
  FAULT_KINDS,
  type FaultKind,
  kindsFor,
} from '../../src/exchange/emulator/server/fault-register.ts';
import { OPERATIONS, type OperationName } from '../../src/exchange/emulator/server/operations.ts';
import type { Random } from '../../src/random.ts';
import type { Kind } from './fault-kinds.ts';
import { between, type Happening, HOUR, MINUTE, pick, type World } from './world.ts';

const READS: readonly OperationName[] = [...OPERATIONS.betting, ...OPERATIONS.account].filter(
  (name) => name !== 'placeOrders' && name !== 'cancelOrders',
);

/** Half of them befall a placement. */
function wireFault(kind: FaultKind): Happening {
  return {
    everyMs: 12 * HOUR,
    happen({ exchange, note }, random) {
      const others = [...READS, ...OPERATIONS.identity].filter((name) => kindsFor(name).includes(kind));
      const operation = random() < 0.5 ? 'placeOrders' : (pick([...others, ANY] as const, random) ?? ANY);
      const times = operation === 'placeOrders' ? 1 : between(random, 1, 7);
      const ms = between(random, 1_000, 40_000);
      exchange.faults.set({ kind, operation, times, ms, taken: random() < 0.5 });
      note(`${kind} befalls ${operation} ${times} times`);
    },
  };
}

/** The market of an open bet. */
const openMarket = ({ witness }: World): string | undefined => witness.state().openBets[0]?.marketId;

function onOpenMarket(
  name: string,
  act: (world: World, marketId: string, random: Random) => void,
): Happening {
  return {
    everyMs: 10 * HOUR,
    happen(world, random) {
      const marketId = openMarket(world);
      if (marketId === undefined) return;
      world.note(`${name} of market ${marketId}`);
      tryTo(() => act(world, marketId, random));
    },
  };
}

/** What cannot be done any more, or not yet, is left. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

function runnersOf({ exchange, clock }: World, marketId: string): readonly number[] {
  return exchange.source.market(marketId, clock.now())?.runners.map(({ selectionId }) => selectionId) ?? [];
}

function winnersOf(world: World, marketId: string, random: Random, count: number): readonly number[] {
  const runners = runnersOf(world, marketId);
  const first = Math.floor(random() * runners.length);
  return Array.from({ length: count }, (_, n) => runners[(first + n) % runners.length]).filter(
    (id) => id !== undefined,
  );
}

/** A bet of the log that was settled within so many milliseconds. */
function settledWithin({ witness, clock }: World, ms: number, random: Random) {
  const since = new Date(clock.now() - ms).toISOString();
  const found = [];
  for (const line of newestFirst(witness.state().journal)) {
    if (line.at < since) break;
    if (line.kind === 'settled') found.push(line.bet);
  }
  return pick(found, random);
}

/** Most changes come soon; the bot looks for old ones at night only. */
const changedWithin = (random: Random): number => (random() < 0.8 ? 12 * HOUR : 96 * HOUR);

const correct: Happening = {
  everyMs: 10 * HOUR,
  happen(world, random) {
    const bet = settledWithin(world, changedWithin(random), random);
    if (bet === undefined) return;
    const { emulator } = world.exchange;
    const fate = random();
    world.note(`correction of market ${bet.marketId}`);
    tryTo(() => {
      if (fate < 0.15) emulator.void(bet.marketId);
      else emulator.correct(bet.marketId, winnersOf(world, bet.marketId, random, fate < 0.3 ? 2 : 1));
    });
  },
};

const voidBet: Happening = {
  everyMs: 12 * HOUR,
  happen(world, random) {
    const settled = settledWithin(world, changedWithin(random), random);
    const bet = random() < 0.3 && settled !== undefined ? settled : world.witness.state().openBets[0];
    const whole = random() < 0.3;
    const part = random();
    if (bet === undefined) return;
    const size = pennies(Math.max(1, Math.floor(bet.stake * part)));
    world.note(`void of ${whole ? 'all' : size} of bet ${bet.betId}`);
    tryTo(() => world.exchange.emulator.voidBet(bet.betId, whole ? undefined : size));
  },
};

const pace: Happening = {
  everyMs: 8 * HOUR,
  happen({ exchange, note }, random) {
    const lag = (most: number): number => (random() < 0.4 ? 0 : between(random, 0, most));
    const change = {
      settlementLag: lag(2 * HOUR),
      rollUpLag: lag(HOUR),
      voidLag: lag(HOUR),
      gap: random() < 0.5,
    };
    note(`pace ${JSON.stringify(exchange.emulator.paceSettlement(change))}`);
  },
};

const repeated: Happening = {
  everyMs: 9 * HOUR,
  happen({ exchange, note }, random) {
    const calls = between(random, 1, 40);
    note(`${calls} answers are repeated`);
    exchange.repeat(calls);
  },
};

/** A suspended market has to be closed by hand, too. */
const suspend = onOpenMarket('suspension', (world, marketId, random) => {
  const { emulator } = world.exchange;
  const winners = winnersOf(world, marketId, random, 1);
  emulator.suspend(marketId);
  world.later(between(random, 5 * MINUTE, 3 * HOUR), () => tryTo(() => emulator.close(marketId, winners)));
});

export const AT_EXCHANGE: Partial<Record<Kind, Happening>> = {
  ...Object.fromEntries(FAULT_KINDS.map((kind) => [kind, wireFault(kind)])),
  suspend,
  void: onOpenMarket('void', ({ exchange }, marketId) => exchange.emulator.void(marketId)),
  close: onOpenMarket('early end', (world, marketId, random) =>
    world.exchange.emulator.close(marketId, winnersOf(world, marketId, random, 1)),
  ),
  dead_heat: onOpenMarket('dead heat', (world, marketId, random) =>
    world.exchange.emulator.close(marketId, winnersOf(world, marketId, random, 2)),
  ),
  correct,
  void_bet: voidBet,
  pace,
  repeated,
};

/** Where machines take over from each other every few minutes, bets follow each other as soon. */
export const AT_BUSY_EXCHANGE: typeof AT_EXCHANGE = {
  ...AT_EXCHANGE,
  ...(AT_EXCHANGE.close && { close: { ...AT_EXCHANGE.close, everyMs: 15 * MINUTE } }),
};
