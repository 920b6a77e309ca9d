import { v7 as uuid } from 'uuid';
import { onTestFinished } from 'vitest';
import type { MarketSelection } from '../../src/betting/analyse-markets.ts';
import { type Bettor, type BettorParts, createBettor } from '../../src/betting/bettor.ts';
import { createHandler, type Handler } from '../../src/betting/handle.ts';
import type { Event, Mode, Settings } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import { createBetfairExchange } from '../../src/exchange/betfair/betfair-exchange.ts';
import type { Call } from '../../src/exchange/betfair/call.ts';
import { createEmulator, type Emulator } from '../../src/exchange/emulator/emulator.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { alone } from '../../src/leadership.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { EventLogWanted } from '../../store/lowdb-event-log.ts';
import { SETTINGS } from '../core/given.ts';
import { type HandClock, handClock } from '../exchange/hand-clock.ts';
import { type Script, scriptedSource } from '../exchange/scripted-source.ts';
import { type AtTheEnd, openLog, readAll, silent, tempDir } from '../store/temp-log.ts';

export const MARKET = '1.100';
export const HOUR = 3_600_000;

export interface Bench {
  /** The folder of its log. */
  readonly dir: string;
  readonly clock: HandClock;
  readonly handler: Handler;
  readonly bettor: Bettor;
  readonly emulator: Emulator;
  readonly exchange: Exchange;
  readonly log: Pick<EventLog, 'read' | 'head' | 'subscribe'>;
  /** What a person was told, oldest first: `+key` and `-key`. */
  readonly alerts: readonly string[];
  /** What passed to the exchange, by operation. */
  readonly calls: string[];
  /** The exchange's orders as it knows them. */
  orders(): ReturnType<Emulator['books']>['orders'];
  events(): Promise<readonly Event[]>;
  types(): Promise<readonly string[]>;
  /** Runs before each call of an operation, instead of it where it throws, until it is called with null. */
  before(operation: string, hook: (() => void) | null): void;
  close(): Promise<void>;
}

export interface BenchWanted {
  readonly steps?: Script['steps'];
  readonly scripts?: readonly Omit<Script, 'start'>[];
  readonly settings?: Partial<Settings>;
  readonly mode?: Mode;
  readonly dir?: string;
  readonly clock?: HandClock;
  readonly emulator?: Emulator;
  /** The way to the exchange; into the emulator in process unless given. */
  readonly call?: Call;
  readonly log?: Partial<EventLogWanted>;
  readonly bettor?: Partial<BettorParts>;
  /** Operations that are never answered. */
  readonly silent?: readonly string[];
  readonly atTheEnd?: AtTheEnd;
  /** False to leave the start to the test. */
  readonly begin?: boolean;
}

export const BENCH_SELECTION: MarketSelection = {
  sportId: '1',
  marketType: 'MATCH_ODDS',
  maxMarkets: 10,
  hoursAhead: 24,
  includeInPlay: false,
  minTotalMatched: pennies(0),
  maxSpreadTicks: null,
  maxOverround: null,
  liquidityFactor: 1.1,
  stakeRule: { minStake: pennies(100), minPayout: pennies(1000) },
};

/** A call that is never answered. */
export const lost = (): never => {
  throw new Error('no answer');
};

/** The betting loop over a real log in a folder and the emulator, on a clock that the test moves. */
export async function loopBench(wanted: BenchWanted = {}): Promise<Bench> {
  const clock = wanted.clock ?? handClock();
  const { mode = 'demo' } = wanted;
  const scripts = wanted.scripts ?? [{ marketId: MARKET, steps: wanted.steps ?? [] }];
  const source = scriptedSource(scripts.map((script) => ({ ...script, start: clock.now() })));
  const account = { currency: 'GBP', balance: pennies(100_000) };
  const emulator = wanted.emulator ?? createEmulator({ source, clock, account });
  const hooks = new Map<string, () => void>();
  const calls: string[] = [];
  const call: Call = async (operation, params, options) => {
    calls.push(operation);
    hooks.get(operation)?.();
    if (wanted.silent?.includes(operation)) return new Promise(() => {});
    return (wanted.call ?? emulator.call)(operation, params, options);
  };
  const exchange = createBetfairExchange({ call, strategyRef: 'rollover' });
  const { atTheEnd = onTestFinished } = wanted;
  const { dir = tempDir(atTheEnd) } = wanted;
  const log = await openLog(dir, { mode, clock, ...wanted.log }, atTheEnd);
  const handler = createHandler(log, (await readAll(log)).reduce(evolve, initialState));
  const alerts: string[] = [];
  const raised = new Set<string>();
  const ending = new AbortController();
  atTheEnd(() => ending.abort());
  const bettor = createBettor({
    handler,
    exchange,
    clock,
    logger: silent,
    alerts: {
      raise: (key) => {
        if (!raised.has(key)) alerts.push(`+${key.split(':')[0]}`);
        raised.add(key);
      },
      clear: (key) => {
        if (raised.delete(key)) alerts.push(`-${key.split(':')[0]}`);
      },
    },
    newId: () => uuid(),
    mode,
    leadership: alone,
    ending: ending.signal,
    selection: () => BENCH_SELECTION,
    currency: 'GBP',
    timeZone: 'UTC',
    overdueAfterMs: () => 12 * HOUR,
    unknownOrderWaitMs: 120_000,
    ...wanted.bettor,
  });
  if (wanted.begin !== false) {
    const now = new Date(clock.now()).toISOString();
    const settings = { ...SETTINGS, ...wanted.settings };
    const found = await bettor.findLeftOpen();
    await handler.handle(
      { kind: 'start', now, version: '1', mode, settings, ...(found && { found }) },
      { actor: 'system', id: uuid() },
    );
  }
  return {
    dir,
    clock,
    handler,
    bettor,
    emulator,
    exchange,
    log,
    alerts,
    calls,
    orders: () => emulator.books().orders,
    events: () => readAll(log),
    types: async () => (await readAll(log)).map(({ type }) => type),
    before: (operation, hook) => void (hook ? hooks.set(operation, hook) : hooks.delete(operation)),
    close: () => log.close(),
  };
}
