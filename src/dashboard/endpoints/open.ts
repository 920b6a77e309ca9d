import { z } from 'zod';
import { ifWon } from '../../betting/views/status.ts';
import type { OpenBet } from '../../core/state.ts';
import type { MarketBook, MarketSummary, RunnerBook } from '../../exchange/exchange.ts';
import { defineEndpoint } from '../endpoint.ts';
import { openBetJson } from '../open-bet-json.ts';
import { open } from '../wire/open.ts';

export const openEndpoint = defineEndpoint({
  path: '/api/open',
  summary: 'The open bet and its market, as it was last looked at; null where no bet is open.',
  needs: 'viewer',
  query: z.strictObject({}),
  reply: open,
  answer: async ({ reader, openMarket }) => {
    const [bet] = reader.state().openBets;
    if (bet === undefined) return null;
    const { seen, market, why } = await openMarket.of(bet);
    return {
      bet: openBetJson(bet, ifWon(bet, reader.state().ledger.pot).pot),
      market: seen && marketJson(bet, seen.book, market),
      inPlaySince: seen?.inPlaySince ?? null,
      prices: reader.prices(bet.orderRef),
      why: seen === null ? (why ?? 'Its market has not been looked at yet.') : why,
    };
  },
});

function marketJson(bet: OpenBet, book: MarketBook, market: MarketSummary | null) {
  const names = new Map([
    ...(market?.runners.map(({ selectionId, name }) => [selectionId, name] as const) ?? []),
    [bet.selectionId, bet.selection] as const,
  ]);
  return {
    name: market?.marketName ?? bet.event,
    status: book.status,
    inPlay: book.inPlay,
    totalMatched: book.totalMatched,
    runners: book.runners.map((runner) => ({
      selectionId: runner.selectionId,
      name: names.get(runner.selectionId) ?? `runner ${runner.selectionId}`,
      status: runner.status,
      ours: runner.selectionId === bet.selectionId,
      back: best(runner.back),
      lay: best(runner.lay),
    })),
  };
}

const best = ([offer]: RunnerBook['back']) => offer ?? null;
