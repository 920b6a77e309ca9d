import { z } from 'zod';
import { formatMoney, type Pennies, pennies } from '../src/core/money.ts';
import {
  choice,
  decimal,
  hours,
  interval,
  ladderOdds,
  money,
  text,
  timeOfDay,
  timeOrHours,
  timeZone,
  whole,
  yesOrNo,
} from './keys.ts';
import { CURRENCIES, type Currency, MINIMUM_STAKES } from './minimum-stakes.ts';

const section = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'invalid_type' ? 'an object in braces' : undefined),
  });

const betting = section({
  initial_stake: money(0.01).prefault(1).describe('What a cycle starts with, in major units'),
  target_amount: money(0.01).prefault(50_000).describe('The pot that ends a cycle, in major units'),
  min_odds: ladderOdds().prefault(3).describe('The least decimal odds to back'),
  max_odds: ladderOdds().prefault(4).describe('The highest decimal odds to back'),
  liquidity_factor: decimal(0, 1_000)
    .default(1.1)
    .describe('The size offered must be at least the stake times this'),
  staking: choice(['roll_all', 'to_target'])
    .default('roll_all')
    .describe('The whole pot on each leg, or no more than reaches the target'),
  currency: choice(CURRENCIES).default('GBP').describe("The account's currency"),
  commission_rate: decimal(0, 0.99)
    .default(0.05)
    .describe("A fraction, used where the market's own rate is unknown"),
  min_stake: money(0.01).optional().describe('The least stake the exchange takes; default: by currency'),
  min_payout: money(0.01)
    .nullable()
    .optional()
    .describe(
      'A smaller stake is taken where stake x odds is at least this; null: never; default: by currency',
    ),
})
  .superRefine(
    (is, { issues, addIssue }) => {
      const sound = (...keys: string[]) => !issues.some(({ path }) => keys.includes(String(path?.[0])));
      const fault = (key: string, message: string) => addIssue({ code: 'custom', path: [key], message });
      if (sound('min_odds', 'max_odds') && is.min_odds > is.max_odds)
        fault('min_odds', `at most max_odds, which is ${is.max_odds}`);
      if (sound('initial_stake', 'target_amount') && is.initial_stake >= is.target_amount)
        fault('initial_stake', `below target_amount, which is ${formatMoney(is.target_amount)}`);
      if (!sound('initial_stake', 'currency', 'min_stake')) return;
      const least = leastStake(is.currency, is.min_stake);
      if (is.initial_stake < least)
        fault('initial_stake', `at least ${formatMoney(least)}, the minimum stake in ${is.currency}`);
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )
  .prefault({});

const marketSelection = section({
  max_markets: whole(1, 1_000)
    .default(10)
    .describe(
      'How many markets are read in one look; above 200, commission_rate stands for the rates of all but the pick',
    ),
  sport_id: text(/^\d{1,12}$/, 'the digits of an event type in quotes, such as "1" for football')
    .default('1')
    .describe("Betfair's event type"),
  market_type: text(/^[A-Z0-9_]+$/, 'a market type in capitals, such as "MATCH_ODDS"')
    .default('MATCH_ODDS')
    .describe("Betfair's market type"),
  polling_interval_seconds: interval(1_000).prefault(60).describe('How often a market is looked for'),
  hours_ahead: decimal(0.01, 720).default(24).describe('Only markets that start within so many hours'),
  include_inplay: yesOrNo().default(false).describe('Bet on markets that are in play'),
  min_total_matched: money(0).prefault(0).describe('Matched so far, at least; in major units'),
  max_spread_ticks: whole(1, 349).nullable().default(null).describe('Back to lay, in steps of the ladder'),
  max_overround: decimal(0, 10)
    .nullable()
    .default(null)
    .describe('A fraction: 0.02 allows backing every runner to cost at most 1.02 for 1'),
}).prefault({});

const resultChecking = section({
  check_interval_minutes: interval(60_000).prefault(5).describe('How often results are looked for'),
  event_timeout_hours: decimal(0.01, 720).default(12).describe('An open bet is overdue after so many hours'),
  unknown_order_wait_seconds: decimal(0, 86_400)
    .default(120)
    .describe('How long an order whose fate is unknown is looked for before it counts as not placed'),
}).prefault({});

const limit = () => money(0.01).nullable().default(null);

const limits = section({
  max_stake: limit().describe('No bet above this; in major units'),
  max_daily_loss: limit().describe(
    'No bet whose loss would bring that of the day above this; in major units',
  ),
  max_weekly_loss: limit().describe('The same for a week'),
  max_total_loss: limit().describe('The same for all time'),
  cool_down_minutes: whole(0, 525_600).default(0).describe('A rest of so long after lost cycles; 0: none'),
  cool_down_after_losses: whole(1, 1_000).default(1).describe('After so many lost cycles in a row'),
}).prefault({});

const system = section({
  dry_run: yesOrNo().default(true).describe('Real prices, paper bets'),
  log_level: choice(['DEBUG', 'INFO', 'WARNING', 'ERROR'])
    .default('INFO')
    .describe('The least that is logged'),
  time_zone: timeZone().default('UTC').describe('In which a day and a week begin'),
}).prefault({});

const demo = section({
  seed: whole(0, Number.MAX_SAFE_INTEGER).default(1).describe('The same seed makes the same fixtures'),
  speed: decimal(1, 100_000).default(600).describe('How much faster than life time runs'),
}).prefault({});

const backups = section({
  schedule: timeOrHours()
    .prefault('04:30')
    .describe(
      'When the event file is backed up: a time of day, or every so many hours; null: on /backup only',
    ),
  keep_count: whole(1, 100_000).default(7).describe('The newest so many are kept, however old they are'),
  keep_days: decimal(0, 36_500)
    .default(30)
    .describe('Younger ones are all kept; older ones go, beyond keep_count'),
  folder: text(/./, 'the path of a folder, or null')
    .nullable()
    .default(null)
    .describe('Where they are kept, best on another disk; null: in DATA_DIR/backups'),
}).prefault({});

const recorder = section({
  enabled: yesOrNo()
    .default(false)
    .describe('Keeps what the bot sees of the markets, for /whatif and backtests, in DATA_DIR/recordings'),
  keep_days: whole(1, 3_650).default(90).describe('Older recordings are deleted'),
}).prefault({});

const loudness = (what: string) => choice(['on', 'silent', 'off']).default('on').describe(what);

const notifications = section({
  quiet_hours: hours()
    .prefault(null)
    .describe('Hours such as "22:30-07:00" in which nothing but what needs a person makes a sound'),
  daily_summary: timeOfDay().default('08:00').describe('When the day before is summed up; null: never'),
  weekly_summary: timeOfDay()
    .default('08:00')
    .describe('When the week before is summed up, on Mondays; null: never'),
  bets: loudness('Bets placed: "on", "silent" (without a sound) or "off"'),
  refusals: loudness('Bets that the exchange did not take'),
  results: loudness('Won, lost, void, corrected'),
  cycles: loudness('Targets and resets'),
  pauses: loudness('Pauses and their ends'),
  settings: loudness('Changes of settings and limits, arming'),
  runs: loudness('Starts and stops'),
  books: loudness('Differences between log and exchange'),
  summaries: loudness('Daily and weekly summaries'),
  alerts: choice(['on', 'silent']).default('on').describe('What needs a person; never off'),
}).prefault({});

const sections = {
  betting,
  market_selection: marketSelection,
  result_checking: resultChecking,
  limits,
  system,
  demo,
  notifications,
  backups,
  recorder,
};

/** The configuration file: money in major units on disk, pennies when read; every key may be missing. */
export const fileSchema = section({ $schema: z.string().optional(), ...sections });

export type ConfigFile = z.output<typeof fileSchema>;

/** The keys that the file may have at its top, or in one of its sections. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const [, found] = Object.entries(sections).find(([name]) => name === path[0]) ?? [];
  return Object.keys(found ? found.unwrap().shape : fileSchema.shape);
}

/** The least stake: the file's own, or Betfair's for the currency. */
export function leastStake(currency: Currency, own: Pennies | undefined): Pennies {
  return own ?? pennies(MINIMUM_STAKES[currency][0] * 100);
}

/** The same as a JSON Schema, for editors. */
export function fileJsonSchema(): object {
  return z.toJSONSchema(fileSchema, { io: 'input', target: 'draft-7' });
}
