import type { BackupDone } from '../store/backup/keep-backup.ts';
import type { AnchorsRead } from './anchors/anchor.ts';
import type { Checked } from './betting/bettor.ts';
import type { Comparison } from './betting/books/compare-books.ts';
import type { BookSeen, PriceSeen } from './betting/price-memory.ts';
import type { FoundOrder } from './betting/sweep-orders.ts';
import type { Draw } from './charts/draw.ts';
import type { By, Command, Refused } from './command.ts';
import type { Event, Mode, NoticeSettings, Settings } from './core/events.ts';
import type { Intent, StakeRule } from './core/intents.ts';
import type { Pennies } from './core/money.ts';
import type { State } from './core/state.ts';
import type { Point } from './core/state-history.ts';
import type { AccountFunds, MarketBook, MarketSummary } from './exchange/exchange.ts';
import type { ComponentHealth } from './health.ts';
import type { LinesWanted, LogLine } from './logging/newest-lines.ts';
import type { Scan } from './markets/scan.ts';
import type { Changed } from './what-if/play-days.ts';
import type { WhatIf } from './what-if/what-if.ts';

/** Whether the bot would bet now, and the sentence that explains it; `pause` where that is what stops it. */
export interface Betting {
  readonly on: boolean;
  readonly why: string;
  readonly pause?: NonNullable<State['paused']>;
}

/** Each key of the file and each variable that is set. */
type Configuration = Readonly<Record<string, { readonly value: string; readonly origin: string }>>;

/** One key of the configuration that says otherwise than before; values as a person would write them. */
export interface ConfigChange {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** What reading the configuration again came to. */
export type Reread =
  /** It is wrong, line by line, and nothing was changed. */
  | { readonly kind: 'faults'; readonly text: string }
  | {
      readonly kind: 'read';
      readonly settings: Settings;
      /** What can hold at once, by `adopt`. */
      readonly held: readonly ConfigChange[];
      /** What only a restart brings. */
      readonly waiting: readonly ConfigChange[];
      adopt(): void;
    };

/** What a reload led to. */
export type Reloaded =
  | Refused
  | Exclude<Reread, { kind: 'read' }>
  | (Pick<Extract<Reread, { kind: 'read' }>, 'held' | 'waiting'> & { readonly kind: 'reloaded' });

/** What a command may see and do: nothing else reaches the bot from a surface. */
export interface App {
  readonly version: string;
  readonly mode: Mode;
  /** ISO currency code, for display. */
  readonly currency: string;
  /** IANA name: in it a day and a week begin. */
  readonly timeZone: string;
  /** The least stake the exchange takes, whatever the price. */
  readonly minStake: Pennies;
  /** The same with the smaller stakes that it takes where they pay enough. */
  readonly stakeRule: StakeRule;
  readonly commands: readonly Command[];
  /** As the configuration file wants notices told; what a person wanted since is in the state. */
  fileNotices(): NoticeSettings;
  /** By key or variable, as read last: the value as a person would write it, and where it came from. */
  configuration(): Configuration;
  /** Wall-clock milliseconds. */
  now(): number;
  state(): State;
  /** The state as the log had it at a past point. Rejects where the log cannot be read. */
  past(point: Point): Promise<State>;
  /**
   * Plays what the bot saw since a moment (ISO-8601 UTC) once more with other settings; null where none of it is
   * recorded. Rejects where log or recordings cannot be read.
   */
  whatIf(changed: Changed, since: string): Promise<WhatIf | null>;
  /** The last event of the file, and the hash that all before it lead to. */
  head(): { readonly seq: number; readonly hash: string };
  betting(): Betting;
  /** The last look at the markets; null before the first. */
  lastScan(): Scan | null;
  /** The last looks since the start of the program, the newest first, as many as are kept. */
  scans(): readonly Scan[];
  /** Every market that was listed then, the first to start first; none before the first look. */
  lastCatalogue(): readonly MarketSummary[];
  /** Looks at the markets now, without betting. Rejects with an ExchangeError. */
  scan(): Promise<Scan>;
  /** Asks the exchange for results now, as the job does, after what runs already. */
  checkResults(): Promise<Checked>;
  /** Rejects with an ExchangeError. */
  books(marketIds: readonly string[]): Promise<readonly MarketBook[]>;
  /** The market as the catalogue lists it, or listed it when it was bet on; null where it is not known. Rejects with an ExchangeError. */
  market(marketId: string): Promise<MarketSummary | null>;
  /** What an open bet's selection was offered at, as seen since the start of the program, oldest first. */
  prices(orderRef: string): readonly PriceSeen[];
  /** The market of an open bet as somebody last looked at it; null where nobody has since the start of the program. */
  bookSeen(orderRef: string): BookSeen | null;
  /** Draws one picture at a time. */
  readonly draw: Draw;
  /** Orders at the exchange that bear the bot's reference and that its log does not know, as last seen. */
  unknownOrders(): readonly FoundOrder[];
  /** Every event after that one (all, unless told), oldest first, read from the log. Rejects where it cannot be read. */
  events(after?: number): AsyncIterable<Event>;
  /**
   * Reads the event file from its beginning as a start would, handing each append to `see`: exit code 0 where it is
   * whole, and what was found, in lines.
   */
  verify(see?: (append: readonly Event[]) => void): Promise<{
    readonly exitCode: number;
    readonly out: readonly string[];
    readonly err: readonly string[];
  }>;
  /** Backs the event file up now, after a backup that is underway; why not, where it cannot be done. */
  backUp(): Promise<BackupDone | Refused>;
  /** What can be read back of the anchors; null where they are posted nowhere. */
  anchors(): Promise<AnchorsRead | null>;
  /** Of each part of the program, as it is now. */
  health(): readonly ComponentHealth[];
  /** The program's own log, the newest line first, without secrets. Rejects where its files cannot be read. */
  logs(wanted: LinesWanted): Promise<readonly LogLine[]>;
  /** The account; the paper one where bets are paper. Rejects with an ExchangeError. */
  funds(): Promise<AccountFunds>;
  /** The books beside the exchange's; null where bets are paper. Rejects with an ExchangeError. */
  compareBooks(): Promise<Comparison | null>;
  /** Asks the core to decide; the events that it led to, or why nothing happened. */
  submit(intent: Intent, by: By): Promise<readonly Event[] | Refused>;
  /** Reads the configuration again and goes on with what can hold at once, all of it or, where it is wrong, nothing. */
  reload(by: By): Promise<Reloaded>;
  /** Begins the orderly end; resolves at once. */
  requestStop(reason: string): void;
}

/** What a surface may read by itself: nothing of it changes anything. */
export type Reader = Omit<App, 'submit' | 'reload' | 'requestStop' | 'scan' | 'checkResults' | 'backUp'>;
