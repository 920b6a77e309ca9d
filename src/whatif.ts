import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Fault, formatFaults } from '../config/fault.ts';
import { dataDirIn, readVariables, type Variables } from '../config/variables.ts';
import { loadWithOverrides } from '../config/with-overrides.ts';
import { peekEvents } from '../store/peek-events.ts';
import { keepRecordings } from '../store/recordings.ts';
import { whatIfReply } from './betting/views/what-if-reply.ts';
import { renderReply } from './console/render-reply.ts';
import { type Event, MODES, type Mode } from './core/events.ts';
import { evolve } from './core/evolve.ts';
import { initialState } from './core/initial-state.ts';
import { formatPrice, type Price, price } from './core/odds.ts';
import { ladderPrice } from './option-schemas.ts';
import { sayFileError } from './say-file-error.ts';
import { typedMoment } from './typed-moment.ts';
import type { Changed } from './what-if/play-days.ts';
import { whatIf } from './what-if/what-if.ts';
import { WrongCall } from './wrong-call.ts';

const USAGE = `What a bot's own days would have brought with another odds range, from what it recorded (recorder.enabled).

  npm run whatif -- [flags]        node dist/src/whatif.js [flags]

  --data-dir DIR     the bot's DATA_DIR (default: the bot's own, as the environment or .env has it); a running bot may go on in it, nothing is changed
  --mode MODE        demo, dry_run or live (default: the first of them of which there are recordings)
  --min P, --max P   the odds range; both left out: as it was, one left out: as it is now
  --from T           from this moment on: ISO-8601, such as 2026-05-01 (default: everything that is recorded)
  --config F         the configuration file (default: the bot's own)
  --help             print this and end

Exit codes: 0 done, 2 wrong call or configuration.`;

const OPTIONS = {
  'data-dir': { type: 'string' },
  mode: { type: 'string' },
  min: { type: 'string' },
  max: { type: 'string' },
  from: { type: 'string' },
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The same as those of the bot. */
const EXIT = { done: 0, broken: 1, usage: 2 } as const;

async function run(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) return USAGE;
  const since = new Date(values.from === undefined ? 0 : typedMoment('--from', values.from)).toISOString();
  const own = ownVariables();
  const dataDir = values['data-dir'] ?? dataDirIn(own);
  const loaded = loadWithOverrides(
    values.config ?? own.get('CONFIG_FILE') ?? null,
    (path) => readFileSync(path, 'utf8'),
    {},
    '',
  );
  if (loaded.kind !== 'config')
    throw new WrongCall(
      loaded.kind === 'faults' ? formatFaults(loaded.faults.map(byFlag(values.config))) : USAGE,
    );
  const { config } = loaded;
  const { mode, files } = await recordedMode(dataDir, values.mode);
  const events: Event[] = [];
  if (!(await peekEvents(dataDir, mode, (event) => events.push(event))))
    throw new WrongCall(`There is no event file of mode ${mode} in ${dataDir}.`);
  const changed = changedBy(values, events.reduce(evolve, initialState).settings.odds);
  const parts = {
    files: async () => files,
    past: async (point: { readonly seq: number } | { readonly at: string }) =>
      events
        .filter(({ seq, at }) => ('seq' in point ? seq <= point.seq : at <= point.at))
        .reduce(evolve, initialState),
    events: async function* (after: number) {
      yield* events.filter(({ seq }) => seq > after);
    },
    currency: config.betting.currency,
    timeZone: config.timeZone,
  };
  const found = await whatIf(parts, changed, since);
  if (found === null) throw new WrongCall(`No look since ${values.from} is recorded in ${dataDir}.`);
  const { columns = Number.POSITIVE_INFINITY, isTTY } = process.stdout;
  const look = { width: columns, colour: isTTY === true, timeZone: config.timeZone, now: Date.now() };
  return renderReply(whatIfReply(parts, found, changed), look);
}

/** A file that was named with a flag is complained of by that name. */
const byFlag =
  (named: string | undefined) =>
  (fault: Fault): Fault =>
    named !== undefined && fault.path === 'CONFIG_FILE'
      ? { ...fault, where: 'flags', path: '--config' }
      : fault;

/** Secrets that cannot be read are no concern of this. */
function ownVariables(): Variables {
  const faults: Fault[] = [];
  const own = readVariables(process.env, (path) => readFileSync(path, 'utf8'), faults);
  const dotEnv = faults.filter(({ path }) => path === '');
  if (dotEnv.length > 0) throw new WrongCall(formatFaults(dotEnv));
  return own;
}

async function recordedMode(dataDir: string, wanted: string | undefined) {
  const modes = MODES.filter((mode) => wanted === undefined || mode === wanted);
  if (modes.length === 0) throw new WrongCall(`--mode ${wanted}: expected demo, dry_run or live.`);
  for (const mode of modes) {
    const files = await filesOf(dataDir, mode);
    if (files.length > 0) return { mode, files };
  }
  throw new WrongCall(
    `There are no recordings of ${modes.join(', ')} in ${dataDir}. Set recorder.enabled to true and start the bot again; from then on its looks are kept.`,
  );
}

const filesOf = (dataDir: string, mode: Mode): Promise<readonly string[]> =>
  keepRecordings({
    dataDir,
    mode,
    keepDays: 0,
    now: Date.now,
    onFault: () => undefined,
    onLost: () => undefined,
  }).files();

function changedBy(
  { min, max }: { readonly min?: string | undefined; readonly max?: string | undefined },
  present: { readonly min: Price; readonly max: Price },
): Changed {
  if (min === undefined && max === undefined) return {};
  const odds = { min: priceIn('--min', min) ?? present.min, max: priceIn('--max', max) ?? present.max };
  if (odds.min > odds.max) {
    const [low, high] = [`--min ${formatPrice(odds.min)}`, `--max ${formatPrice(odds.max)}`];
    const of = (flag: string, given: string | undefined) =>
      given === undefined ? `${flag}, as it is now` : flag;
    throw new WrongCall(`${of(low, min)}, is above ${of(high, max)}.`);
  }
  return { odds };
}

function priceIn(flag: string, text: string | undefined): Price | null {
  const { data, error } = ladderPrice.safeParse(text);
  if (error) throw new WrongCall(`${flag} ${error.issues.map(({ message }) => message).join('; ')}.`);
  return data === undefined ? null : price(data);
}

process.exitCode = await run(process.argv.slice(2)).then(
  (text) => {
    process.stdout.write(`${text}\n`);
    return EXIT.done;
  },
  (error: unknown) => {
    process.stderr.write(`${sayFileError(error)}\n`);
    const isCall =
      error instanceof WrongCall ||
      error instanceof RangeError ||
      (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    if (error instanceof Error && 'code' in error && isCall) process.stderr.write(`${USAGE}\n`);
    return isCall ? EXIT.usage : EXIT.broken;
  },
);
