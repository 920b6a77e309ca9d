import type { BookDifference } from './book-difference.ts';
import type { Pennies } from './money.ts';
import type { Price } from './odds.ts';

/** `demo`: an exchange of our own; `dry_run`: real prices, paper bets; `live`: real money. */
export const MODES = ['demo', 'dry_run', 'live'] as const;
export type Mode = (typeof MODES)[number];

/** Who caused an event. */
export type Actor = 'system' | 'config' | 'console' | 'dashboard' | `discord:${string}`;

export type Staking = 'roll_all' | 'to_target';

export interface OddsRange {
  readonly min: Price;
  readonly max: Price;
}

/** Null means no such limit. Losses are of a day or week in the operator's time zone, or of all time. */
export interface Limits {
  readonly maxStake: Pennies | null;
  readonly maxDailyLoss: Pennies | null;
  readonly maxWeeklyLoss: Pennies | null;
  readonly maxTotalLoss: Pennies | null;
  readonly coolDownMinutes: number;
  readonly coolDownAfterLosses: number;
}

/** What a cycle is opened with; holds from the next cycle on when changed. */
export interface Terms {
  readonly initialStake: Pennies;
  readonly target: Pennies;
}

/** The settings that change what the bot does, as a start finds them in the configuration file. */
export interface Settings extends Terms {
  readonly odds: OddsRange;
  readonly staking: Staking;
  /** A fraction, used where the market's own rate is unknown. */
  readonly commissionRate: number;
  readonly limits: Limits;
}

/** Where the demo's exchange came from: with it, the same markets are there again after a restart. */
export interface DemoWorld {
  readonly seed: number;
  readonly speed: number;
  readonly recordings: readonly string[];
  /** ISO time at which recorded and generated time began to run. */
  readonly began: string;
}

/** What is bet on. */
export interface PickedSelection {
  readonly marketId: string;
  readonly marketVersion: number;
  readonly selectionId: number;
  /** Names as the catalogue had them. */
  readonly event: string;
  readonly competition: string | null;
  readonly selection: string;
  /** ISO-8601 UTC. */
  readonly startTime: string;
}

export interface BetRequest extends PickedSelection {
  /** At most 32 characters, fresh for every request: the exchange's customerRef and customerOrderRef. */
  readonly orderRef: string;
  readonly priceAsked: Price;
  readonly stake: Pennies;
  readonly cycle: number;
  readonly leg: number;
  /** A fraction, after the discount. */
  readonly commissionRate: number;
  readonly mode: Mode;
  /** One sentence: why this bet. */
  readonly reason: string;
  /** True where the prices behind the choice were delayed ones. */
  readonly delayed?: true;
}

export interface PlacedBet extends BetRequest {
  readonly betId: string;
  /** The matched average, as the decimal that the exchange sent. */
  readonly priceMatched: Price;
}

export type Outcome = 'won' | 'lost' | 'dead_heat';

/** What a bet came to. A voided bet is all zeros. */
export interface Result {
  readonly outcome: Outcome | 'void';
  readonly grossProfit: Pennies;
  readonly commission: Pennies;
  readonly netProfit: Pennies;
}

export interface Settlement extends Result {
  readonly orderRef: string;
  readonly betId: string;
  readonly outcome: Outcome;
  /** Includes the stake. */
  readonly potBefore: Pennies;
  /** `potBefore + netProfit`, before it is kept, banked or a new cycle opens. */
  readonly potAfter: Pennies;
  readonly source: 'market_book' | 'cleared_orders';
  /** True where the commission is our own estimate although the exchange settled the bet. */
  readonly estimated?: true;
}

/** What is not bet on: a market by its id or its event's name, every market of a team, or a competition. */
export interface Skipped {
  readonly what: 'market' | 'team' | 'competition';
  readonly name: string;
}

type LimitName = keyof Limits;

/** What notices are about. */
export const NOTICE_KINDS = [
  'bets',
  'refusals',
  'results',
  'cycles',
  'pauses',
  'settings',
  'runs',
  'books',
  'summaries',
  'alerts',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `silent` is told without a sound, `off` not at all. */
export type Loudness = 'on' | 'silent' | 'off';

/** How a person wants to be told. */
export interface NoticeSettings {
  /** Wall-clock `HH:MM` in the operator's time zone; `to` may lie on the next day. Null: never quiet. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  /** A kind that is missing is on. */
  readonly loudness: Readonly<Partial<Record<NoticeKind, Loudness>>>;
}

/** The data of each event, by type. A new shape of one is a new version of it and an upcast on reading. */
export interface EventData {
  readonly BOT_STARTED: {
    readonly version: string;
    readonly mode: Mode;
    /** How the run before this one ended; `seq` is its last event. */
    readonly lastRun: { readonly ended: 'none' | 'in_order' | 'died'; readonly seq: number };
    readonly settings: Settings;
    readonly demo?: DemoWorld;
  };
  readonly BOT_STOPPED: { readonly reason: string };
  readonly BET_REQUESTED: BetRequest;
  readonly BET_PLACED: PlacedBet;
  readonly BET_REJECTED: { readonly orderRef: string; readonly code: string };
  readonly BET_WON: Settlement;
  readonly BET_LOST: Settlement;
  readonly BET_VOIDED: { readonly orderRef: string; readonly betId: string; readonly reason: string };
  readonly BET_FOUND_LATE: PlacedBet;
  readonly RESULT_CORRECTED: {
    readonly orderRef: string;
    readonly betId: string;
    readonly settledDate: string;
    readonly from: Result;
    readonly to: Result;
  };
  readonly TARGET_REACHED: { readonly cycle: number; readonly pot: Pennies; readonly target: Pennies };
  readonly SYSTEM_RESET: { readonly initialStake: Pennies };
  readonly ODDS_RANGE_CHANGED: { readonly from: OddsRange; readonly to: OddsRange };
  /** The configuration file was read again while the bot ran; what came of it follows in the same append. */
  readonly FILE_RELOADED: {
    readonly settings: Settings;
    /** What the file says otherwise, by key, as a person would write it. */
    readonly changed: readonly { readonly key: string; readonly from: string; readonly to: string }[];
  };
  readonly SETTINGS_CHANGED: { readonly from: CycleSettings; readonly to: CycleSettings };
  readonly LIMITS_CHANGED: {
    readonly from: Limits;
    readonly to: Limits;
    /** Lowered limits hold at once, raised ones a day later. */
    readonly effectiveAt: string;
  };
  readonly BETTING_PAUSED: {
    /** A person, the limit that was met, or an order that the log does not know. */
    readonly by: 'person' | LimitName | 'minStake' | 'unknownOrder';
    readonly why: string;
    /** ISO time of the automatic end; null: until somebody resumes. */
    readonly until: string | null;
  };
  readonly BETTING_RESUMED: { readonly why: string };
  readonly MARKETS_SKIPPED: Skipped & {
    readonly why: string;
    /** ISO time of the automatic end; null: until somebody ends it. */
    readonly until: string | null;
  };
  readonly SKIP_ENDED: Skipped;
  /** The log was compared with the exchange's cleared orders. */
  readonly BOOKS_CHECKED: {
    /** How many settled bets were compared. */
    readonly bets: number;
    readonly differences: readonly BookDifference[];
    /** The account at that moment: what could be bet, and what was at stake (zero or above). */
    readonly available: Pennies;
    readonly atStake: Pennies;
  };
  /** Null: as the configuration file says. */
  readonly NOTICES_CHANGED: { readonly to: NoticeSettings | null };
  readonly LIVE_ARMED: { readonly until: string; readonly keep: boolean };
  readonly LIVE_DISARMED: { readonly why: string };
}

/** The settings that SETTINGS_CHANGED carries; odds and limits have events of their own. */
export type CycleSettings = Omit<Settings, 'odds' | 'limits'>;

export type EventType = keyof EventData;

/** A fact to be appended: the log adds number, time, id and hash. */
export type Fact = { [T in EventType]: { readonly type: T; readonly data: EventData[T] } }[EventType];

export interface Envelope {
  /** 1, 2, 3, ... without gaps. */
  readonly seq: number;
  /** The seq of the last event of the same append. */
  readonly last: number;
  /** UUID version 7. */
  readonly id: string;
  /** Of this type's schema. */
  readonly version: number;
  /** ISO-8601 UTC with milliseconds; never goes back along the log. */
  readonly at: string;
  readonly actor: Actor;
  /** The id of the command or event that led to it. */
  readonly cause: string;
  /** Lower-case hex SHA-256 of the previous event's hash and this event's line up to the hash. */
  readonly hash: string;
}

export type EventOf<T extends EventType> = Envelope & { readonly type: T; readonly data: EventData[T] };

export type Event = { [T in EventType]: EventOf<T> }[EventType];
