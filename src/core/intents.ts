import type {
  DemoWorld,
  EventData,
  Fact,
  Limits,
  Mode,
  NoticeSettings,
  OddsRange,
  Outcome,
  PickedSelection,
  PlacedBet,
  Result,
  Settings,
  Skipped,
} from './events.ts';
import type { Pennies } from './money.ts';
import type { Price } from './odds.ts';

/** What the exchange takes at least, in the account's currency. */
export interface StakeRule {
  readonly minStake: Pennies;
  /** A smaller stake is taken where stake x price is at least this; null where that is not allowed. */
  readonly minPayout: Pennies | null;
}

/** The market and price that a bet is wanted at, as just read from the exchange. */
export interface Proposal extends PickedSelection {
  readonly price: Price;
  readonly size: Pennies;
  readonly commissionRate: number;
  /** The market's: a fraction above a full book. */
  readonly overround: number;
  readonly status: string;
  readonly inPlay: boolean;
  readonly delayed: boolean;
  readonly reason: string;
  /** ISO time of the reading. */
  readonly readAt: string;
}

/** What the guards must know beside the log. */
export interface BettingConditions {
  readonly stakeRule: StakeRule;
  readonly liquidityFactor: number;
  readonly includeInPlay: boolean;
  /** A fraction above a full book; null: any. */
  readonly maxOverround: number | null;
  /** ISO beginnings of the operator's day and week. */
  readonly dayStart: string;
  readonly weekStart: string;
  /** ISO ends of them. */
  readonly dayEnd: string;
  readonly weekEnd: string;
  /** ISO time before which prices are stale. */
  readonly freshSince: string;
  /** ISO end of the rest that the last lost cycle would bring; not after now where none was lost. */
  readonly coolDownUntil: string;
  readonly available: Pennies;
  readonly currency: string;
  readonly expectedCurrency: string;
}

/** What became of the open request. */
export type RecordOutcome =
  | {
      readonly kind: 'record_placed';
      readonly orderRef: string;
      readonly betId: string;
      readonly matched: Pennies;
      readonly priceMatched: Price;
    }
  | { readonly kind: 'record_rejected'; readonly orderRef: string; readonly code: string };

/** What the core is asked to decide. `now` is ISO-8601 UTC with milliseconds. */
export type Intent = { readonly now: string } & (
  | {
      readonly kind: 'start';
      readonly version: string;
      readonly mode: Mode;
      readonly settings: Settings;
      readonly demo?: DemoWorld;
      /** What was found out of a request that the last run left open. */
      readonly found?: RecordOutcome;
    }
  /** Takes over what the configuration file says differently from the last start's. */
  | { readonly kind: 'adopt_file'; readonly settings: Settings; readonly raisesHoldFrom: string }
  /** The same while the bot runs. */
  | ({ readonly kind: 'reload_file'; readonly raisesHoldFrom: string } & EventData['FILE_RELOADED'])
  | { readonly kind: 'stop'; readonly reason: string }
  | {
      readonly kind: 'request_bet';
      readonly orderRef: string;
      readonly proposal: Proposal;
      readonly conditions: BettingConditions;
    }
  | RecordOutcome
  | {
      readonly kind: 'record_result';
      readonly orderRef: string;
      readonly outcome: Outcome;
      readonly grossProfit: Pennies;
      readonly commission: Pennies;
      readonly source: 'market_book' | 'cleared_orders';
      readonly estimated?: true;
    }
  | { readonly kind: 'record_void'; readonly orderRef: string; readonly reason: string }
  | {
      readonly kind: 'correct_result';
      readonly orderRef: string;
      readonly settledDate: string;
      readonly to: Result;
    }
  /** `since`: ISO time at or after which the bet's placing would be in the log, were it there. */
  | { readonly kind: 'record_found_late'; readonly bet: PlacedBet; readonly since: string }
  /** An order of ours that the log does not know: betting stops until a person has looked. The bet's id is the cause. */
  | { readonly kind: 'stop_for_order'; readonly betId: string; readonly why: string }
  | ({ readonly kind: 'record_books' } & EventData['BOOKS_CHECKED'])
  | { readonly kind: 'reset'; readonly initialStake: Pennies; readonly minStake: Pennies }
  /** A person's word, where bets are paper: open bets are void. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'change_odds'; readonly to: OddsRange }
  /** `raisesHoldFrom`: ISO time, a day after `now`. */
  | { readonly kind: 'change_limits'; readonly to: Limits; readonly raisesHoldFrom: string }
  | { readonly kind: 'change_notices'; readonly to: NoticeSettings | null }
  | { readonly kind: 'pause'; readonly why: string; readonly until: string | null }
  | { readonly kind: 'resume'; readonly why: string }
  | ({ readonly kind: 'skip' } & EventData['MARKETS_SKIPPED'])
  | ({ readonly kind: 'end_skip' } & Skipped)
  | { readonly kind: 'arm'; readonly until: string; readonly keep: boolean }
  | { readonly kind: 'disarm'; readonly why: string }
);

export type IntentOf<K extends Intent['kind']> = Extract<Intent, { kind: K }>;

/** Nothing happened, and why: a value, for the surface to print. */
export interface Refusal {
  readonly refused: string;
  readonly message: string;
}

/** The facts to append, all or none, or why nothing happens. */
export type Decision = readonly [Fact, ...Fact[]] | Refusal;

export const refuse = (refused: string, message: string): Refusal => ({ refused, message });
