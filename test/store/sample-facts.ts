import type { BetRequest, EventType, Fact, Settings } from '../../src/core/events.ts';
import { pennies } from '../../src/core/money.ts';
import { price } from '../../src/core/odds.ts';

const limits = {
  maxStake: pennies(50_000),
  maxDailyLoss: null,
  maxWeeklyLoss: null,
  maxTotalLoss: pennies(100_000),
  coolDownMinutes: 30,
  coolDownAfterLosses: 2,
};

const cycleSettings = {
  initialStake: pennies(100),
  target: pennies(5_000_000),
  staking: 'roll_all',
  commissionRate: 0.05,
} as const;

const settings: Settings = { ...cycleSettings, odds: { min: price(3), max: price(4) }, limits };

const request: BetRequest = {
  orderRef: 'r-0001',
  marketId: '1.131162806',
  marketVersion: 1_916_582_334,
  selectionId: 58_805,
  event: 'Bayern München v “1. FC Köln”',
  competition: null,
  selection: 'The Draw',
  startTime: '2026-11-23T15:00:00.000Z',
  priceAsked: price(3.5),
  stake: pennies(100),
  cycle: 1,
  leg: 1,
  commissionRate: 0.05,
  mode: 'demo',
  reason: 'The shortest spread of 3 markets; price 3.50 within 3.00 to 4.00',
  delayed: true,
};

const bet = { orderRef: 'r-0001', betId: '31242604945' };
const placed = { ...request, betId: bet.betId, priceMatched: price(3.4400000000000004) };

const won = {
  outcome: 'won',
  grossProfit: pennies(250),
  commission: pennies(13),
  netProfit: pennies(237),
} as const;
const lost = {
  outcome: 'dead_heat',
  grossProfit: pennies(-17),
  commission: pennies(0),
  netProfit: pennies(-17),
} as const;

/** One fact of every type, with every optional part somewhere present and somewhere absent. */
export const SAMPLE_FACTS: { readonly [T in EventType]: Extract<Fact, { type: T }> } = {
  BOT_STARTED: {
    type: 'BOT_STARTED',
    data: {
      version: '0.1.0',
      mode: 'demo',
      lastRun: { ended: 'none', seq: 0 },
      settings,
      demo: { seed: 1, speed: 600, recordings: ['1.131162806'], began: '2026-11-23T06:00:00.000Z' },
    },
  },
  BOT_STOPPED: { type: 'BOT_STOPPED', data: { reason: 'SIGTERM' } },
  BET_REQUESTED: { type: 'BET_REQUESTED', data: request },
  BET_PLACED: { type: 'BET_PLACED', data: placed },
  BET_REJECTED: { type: 'BET_REJECTED', data: { orderRef: 'r-0001', code: 'MARKET_SUSPENDED' } },
  BET_WON: {
    type: 'BET_WON',
    data: { ...bet, ...won, potBefore: pennies(100), potAfter: pennies(337), source: 'market_book' },
  },
  BET_LOST: {
    type: 'BET_LOST',
    data: {
      ...bet,
      ...lost,
      potBefore: pennies(100),
      potAfter: pennies(83),
      source: 'cleared_orders',
      estimated: true,
    },
  },
  BET_VOIDED: { type: 'BET_VOIDED', data: { ...bet, reason: 'all runners removed' } },
  BET_FOUND_LATE: { type: 'BET_FOUND_LATE', data: placed },
  RESULT_CORRECTED: {
    type: 'RESULT_CORRECTED',
    data: {
      ...bet,
      settledDate: '2026-11-23T17:00:00.000Z',
      from: won,
      to: { outcome: 'void', grossProfit: pennies(0), commission: pennies(0), netProfit: pennies(0) },
    },
  },
  TARGET_REACHED: {
    type: 'TARGET_REACHED',
    data: { cycle: 1, pot: pennies(5_676_828), target: pennies(5_000_000) },
  },
  SYSTEM_RESET: { type: 'SYSTEM_RESET', data: { initialStake: pennies(200) } },
  ODDS_RANGE_CHANGED: {
    type: 'ODDS_RANGE_CHANGED',
    data: { from: { min: price(3), max: price(4) }, to: { min: price(2.5), max: price(3.45) } },
  },
  FILE_RELOADED: {
    type: 'FILE_RELOADED',
    data: { settings, changed: [{ key: 'betting.min_odds', from: '3', to: '2.5' }] },
  },
  SETTINGS_CHANGED: {
    type: 'SETTINGS_CHANGED',
    data: { from: cycleSettings, to: { ...cycleSettings, staking: 'to_target' } },
  },
  LIMITS_CHANGED: {
    type: 'LIMITS_CHANGED',
    data: {
      from: limits,
      to: { ...limits, maxDailyLoss: pennies(300) },
      effectiveAt: '2026-11-24T06:00:00.000Z',
    },
  },
  BETTING_PAUSED: {
    type: 'BETTING_PAUSED',
    data: { by: 'maxDailyLoss', why: 'lost 3.00 today', until: null },
  },
  BETTING_RESUMED: { type: 'BETTING_RESUMED', data: { why: 'a person said so' } },
  MARKETS_SKIPPED: {
    type: 'MARKETS_SKIPPED',
    data: { what: 'team', name: '1. FC Köln', why: 'no reason given', until: '2026-11-24T06:00:00.000Z' },
  },
  SKIP_ENDED: { type: 'SKIP_ENDED', data: { what: 'market', name: '1.131162806' } },
  BOOKS_CHECKED: {
    type: 'BOOKS_CHECKED',
    data: {
      bets: 12,
      differences: [
        { ...bet, what: 'profit', ours: pennies(250), theirs: pennies(249) },
        { betId: '31242604946', orderRef: null, what: 'unknown', ours: null, theirs: pennies(-100) },
      ],
      available: pennies(103_420),
      atStake: pennies(337),
    },
  },
  NOTICES_CHANGED: {
    type: 'NOTICES_CHANGED',
    data: { to: { quiet: { from: '22:30', to: '07:00' }, loudness: { bets: 'silent', runs: 'off' } } },
  },
  LIVE_ARMED: { type: 'LIVE_ARMED', data: { until: '2026-11-23T08:00:00.000Z', keep: true } },
  LIVE_DISARMED: { type: 'LIVE_DISARMED', data: { why: 'the time was over' } },
};

/** A small fact for tests that do not care which. */
export const resumed = (why: string): Fact => ({ type: 'BETTING_RESUMED', data: { why } });

/** A fact that puts money at risk: its outcome must find written room. */
export const requested = SAMPLE_FACTS.BET_REQUESTED;
