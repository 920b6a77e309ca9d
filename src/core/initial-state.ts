import type { Limits, Settings } from './events.ts';
import { NO_MONEY, pennies } from './money.ts';
import { price } from './odds.ts';
import { NOTHING_POSTED } from './posted.ts';
import type { Cycle, Figures, Ledger, LosingRun, State } from './state.ts';

export const NO_LIMITS: Limits = {
  maxStake: null,
  maxDailyLoss: null,
  maxWeeklyLoss: null,
  maxTotalLoss: null,
  coolDownMinutes: 0,
  coolDownAfterLosses: 1,
};

const DEFAULT_SETTINGS: Settings = {
  initialStake: pennies(100),
  target: pennies(5_000_000),
  odds: { min: price(3), max: price(4) },
  staking: 'roll_all',
  commissionRate: 0.05,
  limits: NO_LIMITS,
};

export const NO_FIGURES: Figures = {
  cycles: 0,
  bets: 0,
  wins: 0,
  losses: 0,
  voids: 0,
  targets: 0,
  outlay: NO_MONEY,
  banked: NO_MONEY,
  gross: NO_MONEY,
  commission: NO_MONEY,
  highestPot: NO_MONEY,
  furthestLeg: 0,
  moneyLost: NO_MONEY,
};

export const NO_RUN: LosingRun = { cycles: 0, lastAt: null };

export const NO_CYCLE: Cycle = {
  epoch: 1,
  cycle: 0,
  legs: 0,
  wins: 0,
  outlay: NO_MONEY,
  banked: NO_MONEY,
  highestPot: NO_MONEY,
  startedAt: '',
  end: null,
};

/** Before the first start: no cycle is open and no money is anywhere. */
export const initialLedger: Ledger = {
  epoch: 1,
  cycle: 0,
  leg: 0,
  pot: NO_MONEY,
  stakesOut: NO_MONEY,
  terms: DEFAULT_SETTINGS,
  nextTerms: DEFAULT_SETTINGS,
  figures: NO_FIGURES,
  allTime: NO_FIGURES,
  current: NO_CYCLE,
  ended: null,
  losingRun: NO_RUN,
};

export const initialState: State = {
  seq: 0,
  at: null,
  head: null,
  origin: null,
  began: null,
  mode: null,
  run: 'none',
  settings: DEFAULT_SETTINGS,
  fileSettings: null,
  startedWith: null,
  unendedStarts: [],
  raisedLimits: null,
  paused: null,
  notices: null,
  skips: [],
  armed: null,
  demo: null,
  request: null,
  notFound: [],
  openBets: [],
  ledger: initialLedger,
  journal: null,
  posted: NOTHING_POSTED,
  booksChecked: null,
  strayOrders: [],
  setAside: [],
};
