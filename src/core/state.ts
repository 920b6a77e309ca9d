import type { BookDifference } from './book-difference.ts';
import type { Chain } from './chain.ts';
import type {
  Actor,
  BetRequest,
  DemoWorld,
  EventData,
  Limits,
  Mode,
  NoticeSettings,
  PlacedBet,
  Result,
  Settings,
  Terms,
} from './events.ts';
import type { Pennies } from './money.ts';
import type { Posted } from './posted.ts';
import type { Skip } from './skips.ts';

/** Counts and sums of an epoch or of all time, with results as corrected. */
export interface Figures {
  /** Cycles begun, the current one included. */
  readonly cycles: number;
  readonly bets: number;
  readonly wins: number;
  readonly losses: number;
  readonly voids: number;
  readonly targets: number;
  readonly outlay: Pennies;
  readonly banked: Pennies;
  /** Gross profits less gross losses. */
  readonly gross: Pennies;
  readonly commission: Pennies;
  readonly highestPot: Pennies;
  readonly furthestLeg: number;
  /** What the lost cycles cost: outlay less what came back of it. */
  readonly moneyLost: Pennies;
}

/** Cycles that were lost one after the other, and when the last was (ISO); a reset is no win: it ends no such run. */
export interface LosingRun {
  readonly cycles: number;
  readonly lastAt: string | null;
}

export interface Cycle {
  readonly epoch: number;
  readonly cycle: number;
  readonly legs: number;
  readonly wins: number;
  /** Money put in from outside. */
  readonly outlay: Pennies;
  /** Money that left it. */
  readonly banked: Pennies;
  readonly highestPot: Pennies;
  readonly startedAt: string;
  readonly end: CycleEnd | null;
}

interface CycleEnd {
  readonly how: 'lost' | 'target' | 'reset';
  readonly at: string;
}

export interface EndedCycle extends Cycle {
  readonly end: CycleEnd;
}

/** Where the money is. outlay + gross = pot + banked + commission, in the epoch and of all time. */
export interface Ledger {
  readonly epoch: number;
  /** Of the epoch, from 1; 0 before the first start. */
  readonly cycle: number;
  readonly leg: number;
  /** What the current cycle holds, stakes that are out included. */
  readonly pot: Pennies;
  readonly stakesOut: Pennies;
  /** What the current cycle was opened with. */
  readonly terms: Terms;
  /** What the next one will be opened with. */
  readonly nextTerms: Terms;
  readonly figures: Figures;
  readonly allTime: Figures;
  readonly current: Cycle;
  readonly ended: Chain<EndedCycle>;
  readonly losingRun: LosingRun;
}

/** One line of the journal: what moved money or cycles, and how things stood after it. */
export type JournalLine =
  | { readonly kind: 'terms'; readonly at: string; readonly terms: Terms; readonly opens: boolean }
  | { readonly kind: 'reset'; readonly at: string; readonly initialStake: Pennies }
  | PlacedLine
  | SettledLine;

export interface PlacedLine {
  readonly kind: 'placed';
  readonly at: string;
  readonly seq: number;
  readonly bet: PlacedBet;
  readonly late: boolean;
  /** ISO time of its request; null where it was found late. */
  readonly requestedAt: string | null;
  /** How things stood before it; kept now and then, so that a correction posts anew from there on only. */
  readonly opening: Ledger | null;
  /** As corrected, where the bet's own data tell what was believed. */
  readonly epoch: number;
  readonly cycle: number;
  readonly leg: number;
}

export interface SettledLine {
  readonly kind: 'settled';
  readonly at: string;
  readonly seq: number;
  readonly bet: PlacedBet;
  readonly placedAt: string;
  readonly result: Result;
  /** Voided by a person's word, not by the exchange. */
  readonly byUs: boolean;
  /** The first result, where the exchange changed it later. */
  readonly before: Result | null;
  /** The keys (settled dates) of the corrections already applied. */
  readonly corrections: readonly string[];
  readonly cycle: number;
  /** The target of its cycle. */
  readonly target: Pennies;
  readonly potAfter: Pennies;
  readonly targetReached: boolean;
  /** Net profit of all time up to here. */
  readonly runningTotal: Pennies;
}

interface Pause {
  readonly by: EventData['BETTING_PAUSED']['by'];
  readonly actor: Actor;
  readonly why: string;
  readonly since: string;
  readonly until: string | null;
}

export interface State {
  /** The last event folded. */
  readonly seq: number;
  readonly at: string | null;
  /** Its hash; null before the first. */
  readonly head: string | null;
  /** The hash of the first event, which tells one log from another. */
  readonly origin: string | null;
  /** When the log was begun; null before the first start. */
  readonly began: string | null;
  readonly mode: Mode | null;
  /** How the run now on record ended, or that it has not. */
  readonly run: 'none' | 'running' | 'stopped';
  /** The range and plan in force; stake and target of the cycles to come. */
  readonly settings: Settings;
  /**
   * As the file gave them when the log last took it over: only a difference from it counts as a change by file.
   * A start takes it over in its second append, so that one which nothing followed may not have come so far.
   */
  readonly fileSettings: Settings | null;
  /** The file at the last start, and that start's last event. */
  readonly startedWith: { readonly settings: Settings; readonly last: number } | null;
  /** ISO times of the latest starts that no orderly end has followed, the oldest first. */
  readonly unendedStarts: readonly string[];
  /** Raised limits that wait for their day. */
  readonly raisedLimits: { readonly to: Limits; readonly effectiveAt: string } | null;
  readonly paused: Pause | null;
  /** As a person wanted; null: as the file says. */
  readonly notices: NoticeSettings | null;
  /** What is not bet on; those whose time is over are forgotten with the next one. */
  readonly skips: readonly Skip[];
  readonly armed: { readonly until: string; readonly keep: boolean } | null;
  readonly demo: DemoWorld | null;
  /** Sent, or about to be, and its outcome unknown. */
  readonly request: (BetRequest & { readonly requestedAt: string; readonly eventId: string }) | null;
  /** Requests that the exchange did not know when it was asked, the newest first: their orders may still show. */
  readonly notFound: readonly BetRequest[];
  /** Bets whose result is awaited; more than one only where a bet was found late. */
  readonly openBets: readonly OpenBet[];
  readonly ledger: Ledger;
  readonly journal: Chain<JournalLine>;
  /** All that was ever posted, added up. */
  readonly posted: Posted;
  /** The last comparison with the exchange. */
  readonly booksChecked: BooksChecked | null;
  /** Bets of ours at the exchange that the log does not know, and for which betting is paused. */
  readonly strayOrders: readonly string[];
  /** Those that a person has let go: once they are settled they are asked after no more. */
  readonly setAside: readonly string[];
}

export interface BooksChecked {
  readonly at: string;
  readonly differences: readonly BookDifference[];
  /** What the account was worth, stakes that were out included. */
  readonly balance: Pennies;
  /** Net profit of all time, as the log had it then. */
  readonly net: Pennies;
}

export interface OpenBet extends PlacedBet {
  readonly placedAt: string;
  /** The id of the event that placed it. */
  readonly eventId: string;
}
