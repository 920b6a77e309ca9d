import { expect, it } from 'vitest';
import { rememberPrices } from '../../src/betting/price-memory.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';
import type { OpenBet } from '../../src/core/state.ts';
import type { Exchange, MarketBook } from '../../src/exchange/exchange.ts';
import { placedBet } from '../core/given.ts';
import { handClock } from '../exchange/hand-clock.ts';

const BET: OpenBet = { ...placedBet('a', 100), placedAt: '', eventId: '' };

const book = (back: number | null, status: MarketBook['status'] = 'OPEN'): MarketBook => ({
  marketId: BET.marketId,
  status,
  inPlay: false,
  betDelay: 0,
  version: 1,
  delayed: false,
  numberOfWinners: 1,
  totalMatched: pennies(0),
  runners: [
    {
      selectionId: BET.selectionId,
      status: 'ACTIVE',
      lastPriceTraded: null,
      back: back === null ? [] : [{ price: price(back), size: pennies(100) }],
      lay: [],
    },
  ],
});

function bench() {
  const clock = handClock();
  let shown = book(3.5);
  const inPlay: string[] = [];
  let open: readonly OpenBet[] = [BET];
  const memory = rememberPrices(
    { listBooks: async () => [shown] } as Partial<Exchange> as Exchange,
    () => open,
    clock,
    (orderRef, at) => inPlay.push(`${orderRef} ${at}`),
  );
  const look = (next: MarketBook) => {
    shown = next;
    return memory.exchange.listBooks([BET.marketId]);
  };
  return {
    memory,
    inPlay,
    look,
    backs: () => memory.pricesOf('a').map(({ back }) => back),
    close: () => (open = []),
  };
}

it('remembers what an open bet was offered at, whoever looked', async () => {
  const { look, backs, memory } = bench();
  await look(book(3.5));
  await look(book(null));
  await look(book(3.4));
  expect(backs()).toEqual([3.5, null, 3.4]);
  expect(memory.pricesOf('another')).toEqual([]);
});

it('takes nothing from a market that is not open', async () => {
  const { look, backs } = bench();
  await look(book(3.5, 'SUSPENDED'));
  expect(backs()).toEqual([]);
});

it('forgets a bet that is open no more', async () => {
  const { look, backs, close } = bench();
  await look(book(3.5));
  close();
  await look(book(3.4));
  expect(backs()).toEqual([]);
});

it('remembers the whole of a long wait, more coarsely', async () => {
  const { look, backs } = bench();
  for (let i = 0; i < 1_000; i++) await look(book(2 + i / 1_000));
  expect(backs().length).toBeLessThanOrEqual(400);
  expect(backs()[0]).toBeLessThan(2.01);
  expect(backs().at(-1)).toBe(2.999);
});

it('remembers since when the market of an open bet is in play, and says so once', async () => {
  const { look, memory, inPlay, close } = bench();
  await look(book(3.5));
  expect(memory.inPlaySince('a')).toBeNull();
  await look({ ...book(3.2), inPlay: true });
  await look({ ...book(3.1), inPlay: true });
  expect(inPlay).toHaveLength(1);
  expect(inPlay).toEqual([`a ${memory.inPlaySince('a')}`]);
  close();
  await look({ ...book(3.1), inPlay: true });
  expect(memory.inPlaySince('a')).toBeNull();
});
