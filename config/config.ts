import type { BackupSchedule } from '../src/backups/plan-backup.ts';
import type { Mode, NoticeSettings, Settings } from '../src/core/events.ts';
import type { StakeRule } from '../src/core/intents.ts';
import type { Pennies } from '../src/core/money.ts';
import type { Keep } from '../store/backup/plan-pruning.ts';

/** Where a value came from. */
export type Origin = 'default' | 'file' | 'environment' | '.env' | 'command line';

export interface BetfairAccess {
  readonly appKey: string;
  readonly username: string;
  readonly password: string;
  /** Paths of PEM files. */
  readonly certFile: string;
  readonly keyFile: string;
  /** Null: the authorities that Node knows. */
  readonly caFile: string | null;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly certLoginUrl: string;
  readonly identityUrl: string;
}

export interface DiscordAccess {
  readonly token: string;
  /** Null: commands are registered globally. */
  readonly guildId: string | null;
  /** Null: nobody is told anything unasked. */
  readonly channelId: string | null;
  readonly auditChannelId: string | null;
  /** Null: nobody is owner on Discord. */
  readonly ownerId: string | null;
  /** Null: nobody is operator. */
  readonly operatorRoleId: string | null;
  /** Null: everyone in the guild may look. */
  readonly viewerRoleId: string | null;
  /** Without a slash at the end. */
  readonly apiUrl: string;
}

interface DashboardAccess {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Whoever shows it is operator; null: nobody is, or where both are null everybody. */
  readonly token: string | null;
  /** Whoever shows it may look. */
  readonly viewerToken: string | null;
}

/** Everything that can be tuned, read once at the start and frozen. */
export interface Config {
  readonly mode: Mode;
  /** What the core must know, as the file gives it. */
  readonly settings: Settings;
  readonly betting: {
    readonly currency: string;
    readonly stakeRule: StakeRule;
    /** The size offered must be at least the stake times this. */
    readonly liquidityFactor: number;
  };
  readonly markets: {
    readonly sportId: string;
    readonly marketType: string;
    /** 1..200: how many books one look may read. */
    readonly maxMarkets: number;
    readonly hoursAhead: number;
    readonly includeInPlay: boolean;
    readonly minTotalMatched: Pennies;
    readonly maxSpreadTicks: number | null;
    /** A fraction: 0.02 allows backing every runner to cost at most 1.02 for 1. */
    readonly maxOverround: number | null;
    /** An allowed interval. */
    readonly pollingIntervalMs: number;
  };
  readonly results: {
    /** An allowed interval. */
    readonly checkIntervalMs: number;
    readonly overdueAfterMs: number;
    readonly unknownOrderWaitMs: number;
  };
  readonly timeZone: string;
  readonly notices: NoticeSettings;
  /** When each is told, `HH:MM`, weeks on Monday; null: never. */
  readonly summaries: { readonly day: string | null; readonly week: string | null };
  readonly backups: {
    readonly schedule: BackupSchedule;
    readonly keep: Keep;
    /** A path. */
    readonly folder: string;
  };
  /** Whether what the bot sees is kept, and for how long. */
  readonly recorder: { readonly enabled: boolean; readonly keepDays: number };
  /** `recordings` are paths; none: generated fixtures. */
  readonly demo: { readonly seed: number; readonly speed: number; readonly recordings: readonly string[] };
  /** Null in demo. */
  readonly betfair: BetfairAccess | null;
  /** Null: without Discord. */
  readonly discord: DiscordAccess | null;
  readonly dashboard: DashboardAccess;
  /** Asked every minute while all is well, so that somebody calls where it is not; null: nobody does. */
  readonly pingUrl: string | null;
  /** The PostgreSQL that has the event log, and its stream there; null: the event file. */
  readonly store: { readonly url: string; readonly stream: string } | null;
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly dir: string };
  readonly dataDir: string;
  /** Commands are read from standard input. */
  readonly console: boolean;
  /** Values that must be shown nowhere. */
  readonly secrets: readonly string[];
  /** Paths, by what names them: `DISCORD_TOKEN_FILE`, or `.env`. */
  readonly secretFiles: Readonly<Record<string, string>>;
  /** Sentences that the start should say: what is missing or off. */
  readonly notes: readonly string[];
  /** Sentences about what was given and is not used: a slip of the pen, perhaps. */
  readonly warnings: readonly string[];
  /** By key (`betting.min_odds`) or variable (`DATA_DIR`): the value as a person would write it, secrets left out. */
  readonly origins: Readonly<Record<string, { readonly value: string; readonly origin: Origin }>>;
}
