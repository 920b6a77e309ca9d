import { parseArgs } from 'node:util';
import { CONTROL_PATHS } from './control-paths.ts';

export interface Flags {
  /** 0: any that is free. */
  readonly port: number;
  /** null: a new temporary folder. */
  readonly dir: string | null;
  readonly seed: number;
  readonly speed: number;
  /** Paths of recorded markets; none: generated football. */
  readonly replay: readonly string[];
}

export type ReadFlags =
  | { readonly kind: 'flags'; readonly flags: Flags }
  | { readonly kind: 'help' }
  /** Every fault, each a sentence. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

export const HELP = `An exchange on this machine that speaks Betfair's API over HTTPS.

  npm run exchange -- [flags]

  --port N          the port on 127.0.0.1, 0 to 65535 (default 0: any that is free)
  --dir D           where the certificates go, and the account's app-key, username and password, each as a file
                    (default: a new temporary folder for the certificates, removed at the end)
  --seed S          generated football: a whole number, the same gives the same matches (default 1)
  --speed N         run N times as fast as life, 1 to 100000 (default 1)
  --replay FILE...  recorded markets instead of generated ones, plain or .bz2
  --help            print this and end

Prints one line of JSON: { "env": the BETFAIR_ variables for a client, "control": URL }. The control takes:

${CONTROL_PATHS.map((path) => `  ${path}`).join('\n')}

Sizes and profits are in pounds, to the penny. Of the lags, in milliseconds, lagMs is from a market's closing to its
SETTLED rows, rollUpLagMs from there to its commission, voidLagMs from there to its VOIDED rows; with "gap": true
a bet is on no list from the closing until it is cleared.`;

interface Rule {
  readonly allowed: string;
  isAllowed(values: readonly string[]): boolean;
}

const isWhole = (text: string): boolean => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));
const one = (isAllowed: (value: string) => boolean) => (values: readonly string[]) =>
  values.length === 1 && values.every((value) => value !== '' && isAllowed(value));

const RULES: ReadonlyMap<string, Rule> = new Map([
  [
    'port',
    {
      allowed: 'a whole number from 0 to 65535',
      isAllowed: one((text) => /^\d+$/.test(text) && Number(text) <= 65_535),
    },
  ],
  ['dir', { allowed: 'the path of a folder', isAllowed: one(() => true) }],
  ['seed', { allowed: 'a whole number', isAllowed: one(isWhole) }],
  [
    'speed',
    {
      allowed: 'a number from 1 to 100000',
      isAllowed: one((text) => Number(text) >= 1 && Number(text) <= 100_000),
    },
  ],
  [
    'replay',
    { allowed: 'the paths of recorded markets, at least one', isAllowed: (paths) => paths.length > 0 },
  ],
  ['help', { allowed: 'nothing behind it', isAllowed: (values) => values.length === 0 }],
]);

/** Reads the command line, without node and the program. */
export function readFlags(args: readonly string[]): ReadFlags {
  const given = group(args);
  const faults = given.flatMap(({ name, as, values }) => {
    const rule = RULES.get(name);
    if (rule === undefined)
      return [`${as} is not known: ${[...RULES.keys()].map((key) => `--${key}`).join(', ')} are.`];
    return rule.isAllowed(values) ? [] : [`${[as, ...values].join(' ')}: expected ${rule.allowed}.`];
  });
  if (faults.length > 0) return { kind: 'faults', faults };
  const values = new Map(given.map((flag) => [flag.name, flag.values]));
  const last = (name: string) => values.get(name)?.at(-1);
  if (values.has('help')) return { kind: 'help' };
  return {
    kind: 'flags',
    flags: {
      port: Number(last('port') ?? 0),
      dir: last('dir') ?? null,
      seed: Number(last('seed') ?? 1),
      speed: Number(last('speed') ?? 1),
      replay: given.filter(({ name }) => name === 'replay').flatMap((flag) => flag.values),
    },
  };
}

interface Given {
  /** Empty for values that follow no flag. */
  readonly name: string;
  /** As typed. */
  readonly as: string;
  readonly values: string[];
}

/** Each flag with the values up to the next one. */
function group(args: readonly string[]): readonly Given[] {
  const given: Given[] = [];
  const options = {
    port: { type: 'string' },
    dir: { type: 'string' },
    seed: { type: 'string' },
    speed: { type: 'string' },
    replay: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  for (const token of parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens) {
    if (token.kind === 'option') {
      given.push({
        name: token.name,
        as: token.rawName,
        values: token.value === undefined ? [] : [token.value],
      });
    }
    if (token.kind !== 'positional') continue;
    const flag = given.at(-1);
    if (flag) flag.values.push(token.value);
    else given.push({ name: '', as: token.value, values: [] });
  }
  return given;
}
