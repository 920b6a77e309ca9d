import { z } from 'zod';
import type { EdgeWanted, ForecastWanted } from './betting/views/forecast-view.ts';
import { fromMajor } from './core/money.ts';
import { price } from './core/odds.ts';
import { ladderPrice } from './option-schemas.ts';

const notABudget = { error: 'must be an amount of at least 0.01 with at most two decimals, such as 500' };
const notAnEdge = {
  error: 'must be an edge such as 2% or 0.02 (bets win 1.02 times as often as their prices say), or history',
};

/** What can be wanted of a forecast, as a person types it, on every surface and on the command line. */
export const FORECAST_OPTIONS = {
  odds: ladderPrice.describe('The price of every leg to come; the middle of the range unless told'),
  edge: z
    .string()
    .refine((text) => edgeIn(text) !== null, notAnEdge)
    .optional()
    .describe('Bets win more often than their prices say: by 2% or 0.02, or by history; none unless told'),
  budget: z.coerce
    .number(notABudget)
    .min(0.01, { ...notABudget, abort: true })
    .refine((major) => fromMajor(major) !== null, notABudget)
    .optional()
    .describe('Money for new outlays: the chance to reach the target with it'),
  staking: z
    .enum(['roll_all', 'to_target'], { error: 'must be roll_all or to_target' })
    .optional()
    .describe('The plan of stakes; the one in force unless told'),
};

type Typed = z.output<z.ZodObject<typeof FORECAST_OPTIONS>>;

export const forecastWanted = ({ odds, edge, budget, staking }: Typed): ForecastWanted => ({
  odds: odds === undefined ? undefined : price(odds),
  edge: edge === undefined ? undefined : (edgeIn(edge) ?? undefined),
  budget: budget === undefined ? undefined : (fromMajor(budget) ?? undefined),
  staking,
});

/** Null for what is none. A bare 2 could mean 2 % as well as 200 %: neither is guessed. */
function edgeIn(text: string): EdgeWanted | null {
  const typed = text.trim().toLowerCase();
  if (typed === 'history') return typed;
  const match = /^([+-]?\d*\.?\d+)\s*(%?)$/.exec(typed);
  if (match === null) return null;
  const [, digits, percent] = match;
  const edge = percent === '' ? Number(digits) : Number(digits) / 100;
  return percent === '' && Math.abs(edge) >= 1 ? null : edge;
}
