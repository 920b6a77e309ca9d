import { z } from 'zod';
import { type BetRecord, betsFrom } from '../../betting/views/history.ts';
import type { State } from '../../core/state.ts';
import { at, defineEndpoint, limit, offset, ordinal } from '../endpoint.ts';
import { type BetsWanted, betsAt, betsWanted } from '../wanted-bets.ts';
import { BET_COLUMNS, bets, RESULTS } from '../wire/bets.ts';

export const betsEndpoint = defineEndpoint({
  path: '/api/bets',
  summary: 'Every bet, the newest first unless sorted otherwise, with results as later corrected.',
  needs: 'viewer',
  query: z.strictObject({
    limit: limit(50),
    offset,
    sort: z.enum(BET_COLUMNS).optional(),
    direction: z.enum(['asc', 'desc']).default('desc'),
    search: z.string().max(100).optional(),
    result: z.enum(RESULTS).optional(),
    epoch: ordinal().optional(),
    cycle: ordinal().optional(),
    at,
  }),
  reply: bets,
  answer: async ({ stateAt }, { limit: most, offset: from, at: seq, ...wanted }) => {
    const state = await stateAt(seq);
    const total = state.ledger.allTime.bets;
    if (isAll(wanted)) {
      const page = wanted.direction === 'desc' ? betsFrom(state, from, most) : oldest(state, from, most);
      return { total, matching: total, bets: page.map(betJson) };
    }
    const found = await betsWanted(state, wanted);
    const page = await betsAt(state, found.slice(from, from + most));
    return { total, matching: found.length, bets: page.map(betJson) };
  },
});

/** From the first one on. */
function oldest(state: State, from: number, most: number): readonly BetRecord[] {
  const until = Math.max(0, state.ledger.allTime.bets - from);
  const index = Math.max(0, until - most);
  return betsFrom(state, index, until - index).toReversed();
}

/** In the order of their placing, whichever they are: nothing need be looked for. */
const isAll = ({ sort = 'time', search, result, epoch, cycle }: BetsWanted): boolean =>
  sort === 'time' && [search, result, epoch, cycle].every((each) => each === undefined || each === '');

function betJson({ seq, placedAt, bet, late, epoch, cycle, leg, settled }: BetRecord) {
  const { betId, event, competition, selection, startTime, stake, priceMatched } = bet;
  return {
    ...{ seq, betId, placedAt, event, competition, selection, startTime, stake, epoch, cycle, leg, late },
    price: priceMatched,
    result: settled?.result.outcome ?? ('open' as const),
    gross: settled?.result.grossProfit ?? null,
    commission: settled?.result.commission ?? null,
    net: settled?.result.netProfit ?? null,
    potAfter: settled?.potAfter ?? null,
    total: settled?.runningTotal ?? null,
    settledAt: settled?.at ?? null,
    corrected: (settled?.before ?? null) !== null,
    targetReached: settled?.targetReached ?? false,
  };
}
