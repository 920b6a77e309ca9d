import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/clock.ts';
import { pennies } from '../src/core/money.ts';
import { createEmulator } from '../src/exchange/emulator/emulator.ts';
import type { EmulatedMarket } from '../src/exchange/emulator/market-source.ts';
import { startExchangeServer } from '../src/exchange/emulator/server/start-exchange-server.ts';
import { AWAY, DRAW, HOME, market, runner } from '../test/exchange/scripted-source.ts';

/**
 * Serves so many markets that do not change: `MARKETS`. Sends what a client needs, and for each message what was asked
 * since the last one, by operation.
 */
const [count = ''] = process.argv.slice(2);

const start = Date.now() + 3_600_000;
const runners = [
  runner(HOME, { back: [[2.1, 900]], lay: [[2.12, 900]] }),
  runner(AWAY, { back: [[3.9, 900]], lay: [[3.95, 900]] }),
  runner(DRAW, { back: [[3.45, 900]], lay: [[3.5, 900]] }),
];
const markets = new Map<string, EmulatedMarket>(
  Array.from({ length: Number(count) }, (_, i) => `1.${100_000 + i}`).map((id, i) => [
    id,
    { ...market(id, start + i * 1_000), runners },
  ]),
);
const emulator = createEmulator({
  source: { list: () => [...markets.values()], market: (id) => markets.get(id) },
  clock: systemClock,
  account: { currency: 'GBP', balance: pennies(100_000) },
});

/** Milliseconds that an answer is on its way, as over some hundred miles. */
const FAR_MS = 20;

let asked: Record<string, number> = {};
const call: typeof emulator.call = async (operation, params) => {
  asked[operation] = (asked[operation] ?? 0) + 1;
  await sleep(FAR_MS);
  return emulator.call(operation, params);
};

const { env, close } = await startExchangeServer({ emulator: { ...emulator, call } });
process.on('message', () => {
  process.send?.(asked);
  asked = {};
});
process.once('disconnect', () => void close());
process.send?.(env);
