import type { Backtested } from '../backtest.ts';
import type { Strategy } from '../strategy.ts';
import { ranked } from '../sweep.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { SweepReport } from './sweep-sections.ts';

/** The report of one run as plain data: money in integer minor units, prices as decimal odds, times in ISO-8601 UTC. */
export function reportJson({ material, tried, fates }: Backtested, tookMs: number) {
  const [first] = tried;
  if (first === undefined) throw new RangeError('no strategy was tried');
  const { records, ...findings } = findingsOf(first);
  return {
    material,
    tookMs: Math.round(tookMs),
    strategy: strategyJson(first.strategy),
    result: findings,
    bets: records.map(betJson),
    passedOver: fates.filter(({ filter }) => filter !== null),
  };
}

const strategyJson = ({ settings, selection, lookEveryMs, checkEveryMs }: Strategy) => ({
  ...settings,
  ...selection,
  lookEveryMs,
  checkEveryMs,
});

const betJson = ({ placedAt, cycle, leg, bet, settled }: Findings['records'][number]) => ({
  ...{ placedAt, cycle, leg, orderRef: bet.orderRef, marketId: bet.marketId, selectionId: bet.selectionId },
  ...{ event: bet.event, selection: bet.selection, startTime: bet.startTime, reason: bet.reason },
  ...{ priceAsked: bet.priceAsked, priceMatched: bet.priceMatched, stake: bet.stake },
  ...{ commissionRate: bet.commissionRate, settledAt: settled?.at ?? null, result: settled?.result ?? null },
  potAfter: settled?.potAfter ?? null,
});

/** The report of a sweep as plain data, the best of the first half first. */
export function sweepJson({ material, swept, keys, refused, tookMs }: SweepReport) {
  return {
    material,
    tookMs: Math.round(tookMs),
    keys,
    combinations: swept.length,
    refused,
    results: ranked(swept).map(({ values, whole, halves }) => ({
      values,
      whole: inShort(whole),
      firstHalf: halves && inShort(halves.first),
      secondHalf: halves && inShort(halves.second),
    })),
  };
}

const inShort = ({ records: _, ...findings }: Findings) => findings;
