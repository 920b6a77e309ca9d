import type { Sampling } from '../recordings/timeline.ts';
import type { Strategy } from './strategy.ts';

/** The widest step whose multiples are all looks and checks of the strategies, ms. At least one strategy. */
export const stepOf = (strategies: readonly Strategy[]): number =>
  strategies.flatMap(({ lookEveryMs, checkEveryMs }) => [lookEveryMs, checkEveryMs]).reduce(commonDivisor);

/** What must be remembered of a market so that any of the strategies can look at it. */
export const samplingFor = (strategies: readonly Strategy[]): Sampling => ({
  stepMs: strategies.map(({ lookEveryMs }) => lookEveryMs).reduce(commonDivisor),
  hoursAhead: Math.max(...strategies.map(({ selection }) => selection.hoursAhead)),
  inPlay: strategies.some(({ selection }) => selection.includeInPlay),
});

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
