import { formatMoney } from '../core/money.ts';
import { formatPrice } from '../core/odds.ts';
import type { Criteria } from './filters.ts';
import type { Funnelled } from './funnel.ts';
import type { FunnelStep } from './scan.ts';

/** How many selections entered the funnel. */
export const lookedAt = (steps: readonly FunnelStep[]): number => steps[0]?.entered ?? 0;

/** One sentence: why the first candidate is chosen, or why none is. */
export function explain({ candidates, nearestMiss, steps }: Funnelled, criteria: Criteria): string {
  const [best] = candidates;
  const range = `${formatPrice(criteria.minOdds)} to ${formatPrice(criteria.maxOdds)}`;
  if (best !== undefined) {
    const others =
      candidates.length === 1 ? 'the only candidate' : `the first to start of ${candidates.length}`;
    return `${best.selection} in ${best.event} at ${formatPrice(best.price)} is ${others} with odds of ${range}; ${formatMoney(best.size)} is offered at that price.`;
  }
  if (nearestMiss === null)
    return `No market of the kind looked for (${criteria.kind}) starts in the next ${criteria.hoursAhead} hours.`;
  const looked = lookedAt(steps);
  const verdict =
    looked === 1
      ? 'The one selection looked at does not fit'
      : `None of the ${looked} selections looked at fits`;
  return `${verdict}; nearest: ${nearestMiss.selection} in ${nearestMiss.event}, where ${nearestMiss.why}.`;
}
