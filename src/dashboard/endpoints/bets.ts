import { z } from 'zod';
import { type BetRecord, betRecords } from '../../betting/views/history.ts';
import { sliceOf } from '../../betting/views/pages.ts';
import { at, defineEndpoint, limit, offset, ordinal } from '../endpoint.ts';
import { type BetsWanted, betsWanted } from '../wanted-bets.ts';
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
    if (isAll(wanted) && from < FEW) {
      const page = sliceOf(betRecords(state), from, most);
      return { total, matching: total, bets: page.map(betJson) };
    }
    const found = betsWanted(state, wanted);
    return { total, matching: found.length, bets: found.slice(from, from + most).map(betJson) };
  },
});

/** So many are read from the log's own list each time; for more it is read whole, once. */
const FEW = 5_000;

/** The newest first, whichever they are: the list need not be walked to its end. */
const isAll = ({ sort = 'time', direction, search, result, epoch, cycle }: BetsWanted): boolean =>
  sort === 'time' &&
  direction === 'desc' &&
  [search, result, epoch, cycle].every((each) => each === undefined || each === '');

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
