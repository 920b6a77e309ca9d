import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { createMovedClock } from '../../src/backtest/moved-clock.ts';
import type { MarketSelection } from '../../src/betting/analyse-markets.ts';
import { createBettor } from '../../src/betting/bettor.ts';
import { createHandler } from '../../src/betting/handle.ts';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import type { Intent } from '../../src/core/intents.ts';
import { pennies } from '../../src/core/money.ts';
import type { State } from '../../src/core/state.ts';
import { createBetfairExchange } from '../../src/exchange/betfair/betfair-exchange.ts';
import { createEmulator } from '../../src/exchange/emulator/emulator.ts';
import { createGeneratedSource } from '../../src/exchange/emulator/sources/generated/generated-source.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { alone } from '../../src/leadership.ts';
import { createRecorder } from '../../src/recorder/recorder.ts';
import type { WhatIfParts } from '../../src/what-if/what-if.ts';
import { sealEvent } from '../../store/codec/event-codec.ts';
import { memoryEventLog } from '../../store/memory-event-log.ts';
import { keepRecordings } from '../../store/recordings.ts';
import { strategy } from '../backtest/handmade.ts';

/** So that midnight comes in between. */
const BEGAN = Date.UTC(2026, 4, 2, 23);
/** Wall-clock ms between two looks; at this speed five minutes of the exchange's. */
const LOOK = 5_000;
const SPEED = 60;
/** How long the exchange takes to show its books: long enough for a match to begin. */
const READING = 700;

/** At which look a person does what. */
export type Meanwhile = (look: number, state: State) => object | null;

export interface BotsDays {
  readonly parts: WhatIfParts;
  readonly events: readonly Event[];
  readonly began: string;
  readonly selection: MarketSelection;
}

/** The real bettor with a recorder, for so many looks at generated football. */
export async function daysOfABot(
  seed: number,
  looks: number,
  meanwhile: Meanwhile = () => null,
): Promise<BotsDays> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollover-days-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { settings, selection, currency, timeZone } = strategy();
  const clock = createMovedClock();
  clock.set(BEGAN);
  const emulator = createEmulator({
    source: createGeneratedSource({ seed, began: BEGAN, speed: SPEED }),
    clock,
    account: { currency, balance: pennies(10_000_000) },
  });
  const exchange = createBetfairExchange({ call: emulator.call, strategyRef: 'rollover' });
  const events: Event[] = [];
  const log = memoryEventLog({ clock, newId: () => v7(), events, seal: sealEvent });
  const handler = createHandler(log, initialState);
  const kept = keepRecordings({
    dataDir,
    mode: 'demo',
    keepDays: 10,
    now: clock.now,
    onFault: fail,
    onLost: () => undefined,
  });
  const slow: Exchange = {
    ...exchange,
    listBooks: async (ids) => {
      clock.set(clock.now() + READING);
      return exchange.listBooks(ids);
    },
  };
  const recorder = createRecorder({
    exchange: slow,
    clock,
    speed: SPEED,
    earlier: async () => [],
    selection: () => selection,
    write: kept.write,
  });
  const silent = (): void => undefined;
  const bettor = createBettor({
    ...{ handler, exchange: recorder.exchange, clock, newId: () => v7(), mode: 'demo', currency, timeZone },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    alerts: { raise: silent, clear: silent },
    leadership: alone,
    ending: new AbortController().signal,
    selection: () => selection,
    overdueAfterMs: () => Number.POSITIVE_INFINITY,
    unknownOrderWaitMs: 120_000,
    onLook: recorder.looked,
  });
  const handle = (intent: object) =>
    handler.handle({ ...intent, now: new Date(clock.now()).toISOString() } as Intent, {
      actor: 'console',
      id: v7(),
    });
  await handle({ kind: 'start', version: 'test', mode: 'demo', settings });
  for (let look = 1; look <= looks; look += 1) {
    clock.set(BEGAN + look * LOOK);
    await bettor.selectMarket();
    const intent = meanwhile(look, handler.state());
    clock.set(BEGAN + look * LOOK + 1_000);
    if (intent !== null) await handle(intent);
    clock.set(BEGAN + look * LOOK + 2_000);
    if (look % 2 === 0) await bettor.checkResults();
    if (look % 2 === 0) await recorder.followUp();
  }
  const parts: WhatIfParts = {
    ...{ files: kept.files, events: log.read, currency, timeZone },
    past: async (point) =>
      events.filter(({ at }) => 'at' in point && at <= point.at).reduce(evolve, initialState),
  };
  return { parts, events, began: new Date(BEGAN).toISOString(), selection };
}

function fail(error: unknown): never {
  throw error;
}
