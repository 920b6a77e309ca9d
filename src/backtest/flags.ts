import { parseArgs } from 'node:util';
import { sayFileError } from '../say-file-error.ts';
import { typedMoment } from '../typed-moment.ts';
import { type GridAxis, gridAxis, valueIn } from './grid.ts';
import { ALL_TIME, type Period } from './trial.ts';

export const HELP = `What the configured strategy would have done on recorded markets: the bot's own decisions, paper bets.

  npm run backtest -- FILES... [flags]        node dist/src/backtest.js FILES... [flags]

  FILES                  recordings of Betfair's stream (BASIC, ADVANCED, PRO, or recorded by yourself): plain,
                         .bz2, .gz, .tar of them, or folders
  --config F             the configuration file (default: config/betting_config.json)
  --set KEY=VALUE        as if the file said so, such as --set betting.min_odds=3.2; may be repeated
  --from T, --to T       bet only from this moment on, or up to it: ISO-8601, such as 2026-05-01
  --grid KEY=A..B:STEP   try each value, and each combination of several keys; also KEY=A,B,C; may be repeated
  --json                 the report as JSON
  --html FILE            the report also as one self-contained page
  --help                 print this and end

Exit codes: 0 done, 2 wrong call or configuration.`;

export interface Flags {
  readonly files: readonly string[];
  readonly config: string | null;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly period: Period;
  /** None: one run. */
  readonly grid: readonly GridAxis[];
  readonly json: boolean;
  readonly html: string | null;
}

export type Read =
  | { readonly kind: 'help' }
  /** Sentences. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] }
  | { readonly kind: 'flags'; readonly flags: Flags };

const OPTIONS = {
  config: { type: 'string' },
  set: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  grid: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  html: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the command line without node and the program. */
export function readFlags(args: readonly string[]): Read {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    if (positionals.length === 0) throw new RangeError('Name at least one recording, or a folder with some.');
    // `--grid A=1..2 B=3..4` reads as one flag and a file.
    const { grid: axes = [], set: settings = [] } = values;
    const [more, files] = parted(positionals, axes.length > 0);
    if (files.length === 0) throw new RangeError('Name at least one recording, or a folder with some.');
    const grid = [...axes, ...more].map(gridAxis);
    const twice = grid.find(({ key }, i) => grid.findIndex((axis) => axis.key === key) < i);
    if (twice !== undefined)
      throw new RangeError(
        `--grid names ${twice.key} twice; give all its values at once: ${twice.key}=A,B,C.`,
      );
    const period = {
      from: values.from === undefined ? ALL_TIME.from : typedMoment('--from', values.from),
      to: values.to === undefined ? ALL_TIME.to : typedMoment('--to', values.to),
    };
    if (period.from >= period.to) throw new RangeError('--from must be before --to.');
    const { config = null, html = null, json = false } = values;
    return {
      kind: 'flags',
      flags: {
        files,
        config,
        overrides: Object.fromEntries(settings.map(setting)),
        period,
        grid,
        json,
        html,
      },
    };
  } catch (error) {
    return { kind: 'faults', faults: [sayFileError(error)] };
  }
}

const AXIS = /^[a-z_]+\.[a-z_]+=/;

const parted = (words: readonly string[], hasGrid: boolean): [axes: string[], files: string[]] => [
  words.filter((word) => hasGrid && AXIS.test(word)),
  words.filter((word) => !hasGrid || !AXIS.test(word)),
];

function setting(text: string): readonly [key: string, value: unknown] {
  const [, key, value] = /^([a-z_.]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined)
    throw new RangeError(`--set ${text}: expected KEY=VALUE, such as betting.min_odds=3.2.`);
  return [key, valueIn(value)];
}
