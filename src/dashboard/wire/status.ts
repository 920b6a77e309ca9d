import { z } from 'zod';
import { openBet } from './open.ts';
import { selection } from './selection.ts';
import { text } from './text.ts';
import { fraction, money, time } from './values.ts';

const figures = z.object({
  cycles: z.int(),
  bets: z.int(),
  wins: z.int(),
  losses: z.int(),
  voids: z.int(),
  targets: z.int(),
  outlay: money,
  banked: money,
  gross: money,
  commission: money,
  highestPot: money,
  furthestLeg: z.int(),
  winRate: fraction.nullable(),
  moneyLost: money,
});

const openRequest = selection.extend({
  orderRef: z.string(),
  stake: money,
  priceAsked: z.number(),
  cycle: z.int(),
  leg: z.int(),
  requestedAt: time,
  reason: z.string(),
});

/** How near betting is to a limit; `used` may be below zero (a profit). */
const gauge = z.object({
  key: z.enum(['maxStake', 'maxDailyLoss', 'maxWeeklyLoss', 'maxTotalLoss']),
  words: z.string(),
  used: money.nullable(),
  limit: money.nullable(),
  /** It lets no next bet pass. */
  stops: z.boolean(),
  /** When what is used begins anew; null where it never does. */
  until: time.nullable(),
});

/** GET /api/status?at=SEQ. With `at` as the log had it after that event: `betting` is then not known. */
export const status = z.object({
  version: z.string(),
  mode: z.enum(['demo', 'dry_run', 'live']),
  currency: z.string(),
  timeZone: z.string(),
  /** The server's time. */
  now: time,
  /** Of the last event that is counted in. */
  seq: z.int(),
  at: time.nullable(),
  head: z.string(),
  /** The last event of the log. */
  lastSeq: z.int(),
  /** What the caller may do: `viewer` or `operator`. */
  role: z.enum(['viewer', 'operator']),
  /** Whether there is a login, which can be left. */
  login: z.boolean(),
  cycle: z.int(),
  leg: z.int(),
  pot: money,
  target: money,
  initialStake: money,
  nextStake: money,
  odds: z.object({ min: z.number(), max: z.number() }),
  betting: z.object({
    on: z.boolean(),
    why: z.string(),
    /** `open`: a bet is open or being placed; `paused`: none will follow; `alarm`: a person is needed. */
    tone: z.enum(['ready', 'open', 'paused', 'alarm']),
  }),
  /** `text`: who or what paused it, since when, why and until when, to follow "paused". */
  paused: z.object({ why: z.string(), since: time, until: time.nullable(), text }).nullable(),
  armedUntil: time.nullable(),
  openBet: openBet.nullable(),
  openRequest: openRequest.nullable(),
  limits: z.object({
    gauges: z.array(gauge),
    losingRun: z.int(),
    restsUntil: time.nullable(),
  }),
  epochNumber: z.int(),
  epoch: figures,
  allTime: figures,
});
