import { z } from 'zod';
import { NOTICE_KINDS } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';

const money = z.int().transform(pennies);
const odds = z.number().gt(1).transform(price);
const fraction = z.number().min(0).max(1);
const count = z.int().nonnegative();
const time = z.iso.datetime({ offset: true });
const orderRef = z.string().min(1).max(32);
const mode = z.enum(['demo', 'dry_run', 'live']);

const oddsRange = z.strictObject({ min: odds, max: odds });

const limits = z.strictObject({
  maxStake: money.nullable(),
  maxDailyLoss: money.nullable(),
  maxWeeklyLoss: money.nullable(),
  maxTotalLoss: money.nullable(),
  coolDownMinutes: z.number().nonnegative(),
  coolDownAfterLosses: count,
});

const cycleSettings = z.strictObject({
  initialStake: money,
  target: money,
  staking: z.enum(['roll_all', 'to_target']),
  commissionRate: fraction,
});

const settings = cycleSettings.extend({ odds: oddsRange, limits });

const botStarted = z.strictObject({
  version: z.string(),
  mode,
  lastRun: z.strictObject({ ended: z.enum(['none', 'in_order', 'died']), seq: count }),
  settings,
  demo: z
    .strictObject({
      seed: z.int(),
      speed: z.number().positive(),
      recordings: z.array(z.string()),
      began: time,
    })
    .exactOptional(),
});

const betRequest = z.strictObject({
  orderRef,
  marketId: z.string(),
  marketVersion: z.int(),
  selectionId: z.int(),
  event: z.string(),
  competition: z.string().nullable(),
  selection: z.string(),
  startTime: time,
  priceAsked: odds,
  stake: money,
  cycle: count,
  leg: count,
  commissionRate: fraction,
  mode,
  reason: z.string(),
  delayed: z.literal(true).exactOptional(),
});

const placedBet = betRequest.extend({ betId: z.string(), priceMatched: odds });

const settlement = z.strictObject({
  orderRef,
  betId: z.string(),
  outcome: z.enum(['won', 'lost', 'dead_heat']),
  grossProfit: money,
  commission: money,
  netProfit: money,
  potBefore: money,
  potAfter: money,
  source: z.enum(['market_book', 'cleared_orders']),
  estimated: z.literal(true).exactOptional(),
});

const result = z.strictObject({
  outcome: z.enum(['won', 'lost', 'dead_heat', 'void']),
  grossProfit: money,
  commission: money,
  netProfit: money,
});

const pausedBy = z.enum([
  'person',
  'maxStake',
  'maxDailyLoss',
  'maxWeeklyLoss',
  'maxTotalLoss',
  'coolDownMinutes',
  'coolDownAfterLosses',
  'minStake',
  'unknownOrder',
]);

const skipped = z.strictObject({ what: z.enum(['market', 'team', 'competition']), name: z.string() });

const bookDifference = z.strictObject({
  betId: z.string(),
  orderRef: orderRef.nullable(),
  what: z.enum(['profit', 'commission', 'missing', 'unknown']),
  ours: money.nullable(),
  theirs: money.nullable(),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const noticeSettings = z.strictObject({
  quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable(),
  loudness: z.partialRecord(z.enum(NOTICE_KINDS), z.enum(['on', 'silent', 'off'])),
});

/** What the newest version of each event carries: money in pennies, prices as decimals, times in ISO-8601. */
export const EVENT_DATA_SCHEMAS = {
  BOT_STARTED: botStarted,
  BOT_STOPPED: z.strictObject({ reason: z.string() }),
  BET_REQUESTED: betRequest,
  BET_PLACED: placedBet,
  BET_REJECTED: z.strictObject({ orderRef, code: z.string() }),
  BET_WON: settlement,
  BET_LOST: settlement,
  BET_VOIDED: z.strictObject({ orderRef, betId: z.string(), reason: z.string() }),
  BET_FOUND_LATE: placedBet,
  RESULT_CORRECTED: z.strictObject({
    orderRef,
    betId: z.string(),
    settledDate: z.string().min(1),
    from: result,
    to: result,
  }),
  TARGET_REACHED: z.strictObject({ cycle: count, pot: money, target: money }),
  SYSTEM_RESET: z.strictObject({ initialStake: money }),
  ODDS_RANGE_CHANGED: z.strictObject({ from: oddsRange, to: oddsRange }),
  FILE_RELOADED: z.strictObject({
    settings,
    changed: z.array(z.strictObject({ key: z.string(), from: z.string(), to: z.string() })),
  }),
  SETTINGS_CHANGED: z.strictObject({ from: cycleSettings, to: cycleSettings }),
  LIMITS_CHANGED: z.strictObject({ from: limits, to: limits, effectiveAt: time }),
  BETTING_PAUSED: z.strictObject({ by: pausedBy, why: z.string(), until: time.nullable() }),
  BETTING_RESUMED: z.strictObject({ why: z.string() }),
  MARKETS_SKIPPED: skipped.extend({ why: z.string(), until: time.nullable() }),
  SKIP_ENDED: skipped,
  BOOKS_CHECKED: z.strictObject({
    bets: count,
    differences: z.array(bookDifference),
    available: money,
    atStake: money,
  }),
  NOTICES_CHANGED: z.strictObject({ to: noticeSettings.nullable() }),
  LIVE_ARMED: z.strictObject({ until: time, keep: z.boolean() }),
  LIVE_DISARMED: z.strictObject({ why: z.string() }),
};
