import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Fault, formatFaults } from '../config/fault.ts';
import { fileSchema } from '../config/file-schema.ts';
import { readFlags } from '../config/flags.ts';
import { DEFAULT_FILE } from '../config/load-config.ts';
import { readConfigText } from '../config/read-file.ts';
import { tuned } from '../config/tuned.ts';
import { isMissing, readVariables } from '../config/variables.ts';
import { BackupRefused } from '../store/backup/backup-refused.ts';
import { replayFile } from '../store/backup/replay-file.ts';
import { forecastJson } from './betting/views/forecast-json.ts';
import { forecastReply } from './betting/views/forecast-reply.ts';
import { forecastView } from './betting/views/forecast-view.ts';
import { renderReply } from './console/render-reply.ts';
import type { Settings } from './core/events.ts';
import { initialState } from './core/initial-state.ts';
import { openFirstCycle } from './core/ledger.ts';
import type { State } from './core/state.ts';
import { FORECAST_OPTIONS, forecastWanted } from './forecast-options.ts';
import { sayFileError } from './say-file-error.ts';
import { WrongCall } from './wrong-call.ts';

const USAGE = `Usage: npm run forecast -- [flags]        node dist/src/forecast.js [flags]

  --config FILE     the settings; unless given, the bot's own, as the environment or .env has it
  --log FILE        goes on from this event file, or a copy of it, as it stands, with the settings in force there;
                    unless given, a new cycle
  --odds PRICE      of every leg to come; the middle of the range unless given
  --staking PLAN    roll_all or to_target; the one in force unless given
  --edge EDGE       2% or 0.02: bets win 1.02 times as often as their prices say (--edge=-2% for less); history: as
                    those of the log did; none unless given
  --budget MONEY    for new outlays: the chance to reach the target with it
  --json            figures for programs: money in pennies, chances as fractions

No bot need be running, no account is needed, and nothing is changed. Exit codes: 0 done, 2 wrong call or
configuration, 4 event file refused.`;

const OPTIONS = {
  config: { type: 'string' },
  log: { type: 'string' },
  odds: { type: 'string' },
  staking: { type: 'string' },
  edge: { type: 'string' },
  budget: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The same as those of the bot. */
const EXIT = { done: 0, broken: 1, usage: 2, refused: 4 } as const;

/** So wrong that the usage helps. */
class WrongUse extends WrongCall {}

async function run(args: readonly string[]): Promise<number> {
  const { config: file, log, json, help, ...typed } = readArgs(args);
  if (help) return say(USAGE);
  const { settings, betting, timeZone } = settingsIn(file);
  const state = log === undefined ? newCycle(settings) : await replayLog(log);
  const now = Date.now();
  const view = forecastView(state, wantedIn(typed), { rule: betting.stakeRule, now });
  if ('refused' in view) throw new WrongCall(view.message);
  if (json) return say(JSON.stringify(forecastJson(view), null, 2));
  const { columns, isTTY } = process.stdout;
  const look = { width: columns ?? Number.POSITIVE_INFINITY, colour: isTTY === true, timeZone, now };
  return say(renderReply(forecastReply(view, betting.currency), look));
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return EXIT.done;
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new WrongUse(sayFileError(cause), { cause });
  }
}

function wantedIn(typed: Readonly<Record<string, unknown>>) {
  const parsed = z.object(FORECAST_OPTIONS).safeParse(typed);
  if (parsed.success) return forecastWanted(parsed.data);
  throw new WrongCall(
    parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}.`).join('\n'),
  );
}

/** A default file that is not there leaves every setting at its default. */
function settingsIn(given: string | undefined) {
  const named = given ?? ownFile();
  const name = named ?? DEFAULT_FILE;
  try {
    const { file, faults } = readConfigText(readFileSync(name, 'utf8'), name);
    if (file === null || faults.length > 0) throw new WrongCall(formatFaults(faults));
    return tuned(file, readFlags([], []));
  } catch (cause) {
    if (cause instanceof WrongCall) throw cause;
    if (named === undefined && isMissing(cause)) return tuned(fileSchema.parse({}), readFlags([], []));
    throw new WrongCall(`${name} cannot be read: ${sayFileError(cause)}.`, { cause });
  }
}

/** Secrets that cannot be read are no concern of this. */
function ownFile(): string | undefined {
  const faults: Fault[] = [];
  const is = readVariables(process.env, (path) => readFileSync(path, 'utf8'), faults);
  const dotEnv = faults.filter(({ path }) => path === '');
  if (dotEnv.length > 0) throw new WrongCall(formatFaults(dotEnv));
  return is.get('CONFIG_FILE');
}

/** As the bot's first start would find it. */
function newCycle(settings: Settings): State {
  const { initialStake, target } = settings;
  const ledger = openFirstCycle(initialState.ledger, { initialStake, target }, '');
  return { ...initialState, settings, ledger };
}

async function replayLog(path: string): Promise<State> {
  try {
    return await replayFile(path);
  } catch (cause) {
    if (cause instanceof BackupRefused) throw new BackupRefused(`${path} ${cause.message}.`, { cause });
    throw new WrongCall(`${path} cannot be read: ${sayFileError(cause)}.`, { cause });
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof BackupRefused) return EXIT.refused;
  return error instanceof WrongCall ? EXIT.usage : EXIT.broken;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${sayFileError(error)}\n`);
  if (error instanceof WrongUse) process.stderr.write(`${USAGE}\n`);
  return exitCodeOf(error);
});
