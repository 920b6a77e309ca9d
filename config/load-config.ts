import { join } from 'node:path';
import type { Mode } from '../src/core/events.ts';
import { formatMoney } from '../src/core/money.ts';
import { nearestName } from '../src/nearest-name.ts';
import { sayFileError } from '../src/say-file-error.ts';
import { KNOWN_VARIABLES, readBetfair, readDashboard, readDiscord, readPingUrl } from './access.ts';
import type { BetfairAccess, Config, DiscordAccess } from './config.ts';
import type { Fault } from './fault.ts';
import { type ConfigFile, fileSchema } from './file-schema.ts';
import { type Flags, HELP, readFlags } from './flags.ts';
import { isLoopbackUrl } from './loopback.ts';
import { originsOf } from './origins.ts';
import { readConfigText } from './read-file.ts';
import { ADMIN_VARIABLE, type DatabaseAddress, readDatabase, readStore } from './store-access.ts';
import { tuned } from './tuned.ts';
import {
  dataDirIn,
  isMissing,
  type ReadText,
  readVariables,
  SECRET_VARIABLES,
  type Variables,
} from './variables.ts';

export const DEFAULT_FILE = 'config/betting_config.json';

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: ReadText;
  /** The command line without node and the program. */
  readonly flags: readonly string[];
}

export type Loaded =
  | { readonly kind: 'config'; readonly config: Config }
  /** Nothing may start: print `formatFaults(faults)` and exit with 2. */
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly kind: 'help'; readonly text: string };

/** Reads flags, environment, `.env` and configuration file into one frozen Config, or every fault there is. */
export function loadConfig({ env, readFile, flags }: ConfigSources): Loaded {
  const faults: Fault[] = [];
  const notes: string[] = [];
  const flag = readFlags(flags, faults);
  if (flag.help) return { kind: 'help', text: HELP };
  const is = readVariables(env, readFile, faults);
  const { file, given } = readConfigFile(is, readFile, faults, notes);
  const betfair = readBetfair(is, readFile, faults);
  const discord = readDiscord(is, faults);
  const dashboard = readDashboard(is, faults);
  const pingUrl = readPingUrl(is, faults);
  const database = readDatabase(is, 'STORE_URL', faults);
  const mode: Mode = betfair === null ? 'demo' : file?.system.dry_run === false ? 'live' : 'dry_run';
  const store = readStore(is, database, mode, faults);
  if (file) faults.push(...crossFaults(file, is, flag, betfair !== null));
  if (!file || faults.length > 0) return { kind: 'faults', faults };
  const dataDir = dataDirIn(is);
  const config: Config = {
    mode,
    ...tuned(file, flag),
    backups: backupsOf(file, dataDir),
    betfair,
    discord,
    dashboard,
    pingUrl,
    store,
    log: { level: LEVELS[file.system.log_level], dir: is.get('LOG_DIR') ?? join(dataDir, 'logs') },
    dataDir,
    console: flag.console,
    secrets: secretsIn(is, database),
    secretFiles: is.secretFiles,
    notes: [...notes, ...leftOut(betfair, discord), ...whereKept(store, database)],
    warnings: unread(is),
    origins: originsOf(given, is, flag),
  };
  return { kind: 'config', config: deepFreeze(config) };
}

/** Of an address also the password alone, as an error might show it. */
const secretsIn = (is: Variables, database: DatabaseAddress | null): readonly string[] => [
  ...new Set([...SECRET_VARIABLES.flatMap((name) => is.get(name) ?? []), ...(database?.secrets ?? [])]),
];

const backupsOf = ({ backups }: ConfigFile, dataDir: string): Config['backups'] => ({
  schedule: backups.schedule,
  keep: { count: backups.keep_count, days: backups.keep_days },
  folder: backups.folder ?? join(dataDir, 'backups'),
});

const LEVELS = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error' } as const;

function readConfigFile(is: Variables, readText: ReadText, faults: Fault[], notes: string[]) {
  const named = is.get('CONFIG_FILE');
  const name = named ?? DEFAULT_FILE;
  try {
    const read = readConfigText(readText(name), name);
    faults.push(...read.faults);
    return read;
  } catch (error) {
    if (named === undefined && isMissing(error))
      notes.push(`There is no ${DEFAULT_FILE}: every setting has its default.`);
    else if (named === undefined)
      faults.push({ where: name, path: '', value: null, allowed: `cannot be read: ${sayFileError(error)}` });
    else {
      const allowed = `the file cannot be read: ${sayFileError(error)}`;
      faults.push({ where: is.where('CONFIG_FILE'), path: 'CONFIG_FILE', value: name, allowed });
    }
    return { file: fileSchema.parse({}), given: new Map<string, unknown>() };
  }
}

/** What file, environment and flags forbid each other. */
function crossFaults(file: ConfigFile, is: Variables, flag: Flags, real: boolean): Fault[] {
  const faults: Fault[] = [];
  const name = is.get('CONFIG_FILE') ?? DEFAULT_FILE;
  const { initial_stake: stake } = file.betting;
  const { max_stake: most } = file.limits;
  if (most !== null && stake > most)
    faults.push({
      where: name,
      path: 'betting.initial_stake',
      value: formatMoney(stake),
      allowed: `at most limits.max_stake, which is ${formatMoney(most)}: betting would pause at once; change one of the two`,
    });
  const wait = file.result_checking.unknown_order_wait_seconds;
  if (wait < 120 && !isLoopbackUrl(is.get('BETFAIR_API_URL') ?? ''))
    faults.push({
      where: name,
      path: 'result_checking.unknown_order_wait_seconds',
      value: String(wait),
      allowed: 'allowed: at least 120 (less only where BETFAIR_API_URL is on this machine)',
    });
  const allowed = 'is for the demo, and BETFAIR variables are set; leave out one or the other';
  if (real && flag.speed !== null)
    faults.push({ where: 'command line', path: '--speed', value: null, allowed });
  if (real && flag.replay.length > 0)
    faults.push({ where: 'command line', path: '--replay', value: null, allowed });
  return faults;
}

function leftOut(betfair: BetfairAccess | null, discord: DiscordAccess | null): string[] {
  return [
    ...(betfair === null ? ['No BETFAIR variable is set: this is the demo, on an exchange of our own.'] : []),
    ...(discord === null ? ['DISCORD_TOKEN is not set: Discord is off.'] : []),
    ...(discord?.channelId === null ? ['DISCORD_CHANNEL_ID is not set: no notices go to Discord.'] : []),
  ];
}

const whereKept = (store: Config['store'], database: DatabaseAddress | null): string[] =>
  store === null
    ? []
    : [`The event log is the stream "${store.stream}" in the PostgreSQL at ${database?.host}.`];

/** Variables that look like ours and are not: a slip of the pen would otherwise go unseen. */
function unread(is: Variables): string[] {
  const secrets = [...SECRET_VARIABLES, ADMIN_VARIABLE];
  const known = [...KNOWN_VARIABLES, ADMIN_VARIABLE, ...secrets.map((name) => `${name}_FILE`)];
  return is.names
    .filter((name) => /^(BETFAIR|DISCORD|DASHBOARD|STORE)_/.test(name) && !known.includes(name))
    .map((name) => {
      const near = nearestName(name, known);
      return `The variable ${name} is not read by this program${near ? `; did you mean ${near}?` : '.'}`;
    });
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
