import type { EndedCycle } from '../state.ts';
import { createRunningSum } from './running-sum.ts';

/** How many of the cycles that were lost or reached the target came to a leg and no further, by leg; at 0 those without a leg. */
export type FurthestLegs = readonly number[];

/** Over the cycles that have ended. */
export const furthestLegs = createRunningSum<EndedCycle, FurthestLegs>([], (counts, cycles) => {
  const counted = [...counts];
  for (const { end, wins } of cycles) {
    if (end.how === 'reset') continue;
    const furthest = end.how === 'lost' ? wins + 1 : wins;
    counted[furthest] = (counted[furthest] ?? 0) + 1;
  }
  return Array.from(counted, (count) => count ?? 0);
});
