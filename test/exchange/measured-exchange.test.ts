import { expect, it } from 'vitest';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import { type CallSeen, measured } from '../../src/exchange/measured-exchange.ts';

function bench(answers: Partial<Exchange>) {
  const seen: CallSeen[] = [];
  let now = 0;
  const clock = { monotonic: () => (now += 5) };
  const asked = new Proxy(answers as Exchange, {
    get: (known, name: keyof Exchange) => known[name] ?? (async () => []),
  });
  return { seen, exchange: measured(asked, clock, (call) => seen.push(call)) };
}

it('gives each answer as it came, and tells of the call with how long it took', async () => {
  const { exchange, seen } = bench({ listBooks: async (ids) => ids as never });
  expect(await exchange.listBooks(['1.1'])).toEqual(['1.1']);
  await exchange.clearedOrders('SETTLED', {} as never);
  expect(seen).toEqual([
    { operation: 'listBooks', outcome: 'ok', ms: 5 },
    { operation: 'clearedOrders', outcome: 'ok', ms: 5 },
  ]);
});

it('tells what became of an order, and the code of what failed', async () => {
  const busy = new ExchangeError('SERVICE_BUSY', 'funds', 'retry', 'busy');
  const { exchange, seen } = bench({
    place: async () => ({ kind: 'rejected', code: 'X' }) as never,
    funds: () => Promise.reject(busy),
    cancel: () => Promise.reject(new TypeError('a fault')),
  });
  await exchange.place({} as never);
  await expect(exchange.funds()).rejects.toBe(busy);
  await expect(exchange.cancel({} as never)).rejects.toThrow('a fault');
  expect(seen.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    'place rejected',
    'funds SERVICE_BUSY',
    'cancel fault',
  ]);
});
