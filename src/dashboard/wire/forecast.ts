import { z } from 'zod';
import { fraction, money } from './values.ts';

const price = z.number();
/** A mean: no whole number. */
const expected = z.number().min(0);
/** Relative: 0.02, if bets win 1.02 times as often as 1 / price. */
const edge = z.number();
const plan = z.enum(['roll_all', 'to_target']);

const prospect = z.object({
  /** To reach the target. */
  chance: fraction,
  bets: expected,
  /** How many cycles kept money opens. */
  keptCycles: expected,
  /** What comes back on average. */
  back: money,
  /** The chance to end in a pot that no stake can leave. */
  stuck: fraction,
});

/** Null where the edge leaves no chance, or makes a win sure. */
const atEdge = z.object({ edge, here: fraction.nullable(), outlay: fraction.nullable() });

/** GET /api/forecast?at=&odds=&edge=&budget=&staking=: from where the pot is, exactly. */
export const forecast = z.object({
  assumed: z.object({
    staking: plan,
    /** Of every leg to come but the open one. */
    price,
    edge,
    commissionRate: fraction,
    maxStake: money.nullable(),
    initialStake: money,
    target: money,
  }),
  pot: money,
  /** Of the cycle under way. */
  target: money,
  here: prospect,
  /** Once the open bet is decided; null without one. */
  open: z.object({ win: fraction, ifWon: prospect, ifLost: prospect }).nullable(),
  /** What becomes of one outlay of the initial stake. */
  outlay: prospect,
  /** Expected from here to the target, a new outlay after each that is lost; null where it cannot be reached. */
  until: z
    .object({ cycles: expected, bets: expected, outlays: expected, outlay: money, back: money })
    .nullable(),
  /** What the pot is worth if betting stops, on average where a bet is open. */
  stop: money,
  budget: z.object({ amount: money, outlays: z.int(), chance: fraction }).nullable(),
  /** One outlay with each plan, at the lowest, the middle and the highest price of the range, or at the one asked for. */
  plans: z.array(z.object({ price, rollAll: fraction, toTarget: fraction })),
  /** The edge of the own bets with the ends of its 95 % interval; null without a decided one. */
  history: z
    .object({
      bets: z.int(),
      wins: z.int(),
      expectedWins: expected,
      low: atEdge,
      middle: atEdge,
      high: atEdge,
    })
    .nullable(),
  legs: z.array(
    z.object({
      leg: z.int(),
      pot: money,
      stake: money,
      price,
      win: fraction,
      /** It and all before it from here on. */
      allWon: fraction,
      /** From it on. */
      target: fraction,
    }),
  ),
  /** A pot that no stake can leave. */
  stuck: z
    .object({
      pot: money,
      stake: money,
      by: z.enum(['min_stake', 'max_stake']),
      limit: money,
      chance: fraction,
    })
    .nullable(),
});
