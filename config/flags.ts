import { parseArgs } from 'node:util';
import { nearestName } from '../src/nearest-name.ts';
import type { Fault } from './fault.ts';

export interface Flags {
  readonly console: boolean;
  readonly help: boolean;
  readonly speed: number | null;
  /** Paths of recorded markets. */
  readonly replay: readonly string[];
}

export const HELP = `Rollover runs betting cycles on the Betfair Exchange.

  npm start -- [flags]        node dist/src/main.js [flags]

  --console         also read commands from standard input, one a line
  --speed N         demo: run N times as fast as life (default: demo.speed, 600)
  --replay FILE...  demo: recorded markets instead of generated ones, plain or .bz2
  --help            print this and end

Everything else comes from the environment, a .env file and config/betting_config.json.`;

const OPTIONS = {
  console: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  speed: { type: 'string' },
  replay: { type: 'string', multiple: true },
} as const;

const KNOWN = Object.keys(OPTIONS);

/** Reads the command line (without node and the program). */
export function readFlags(args: readonly string[], faults: Fault[]): Flags {
  const given = group(args);
  for (const { name, as, values } of given) {
    const allowed = judge(name, values);
    if (allowed !== null) faults.push({ where: 'command line', path: as, value: null, allowed });
  }
  if (given.filter(({ name }) => name === 'speed').length > 1)
    faults.push({
      where: 'command line',
      path: '--speed',
      value: null,
      allowed: 'is given twice; keep one of them',
    });
  const valuesOf = (name: string) =>
    given.filter((flag) => flag.name === name).flatMap(({ values }) => values);
  const speed = valuesOf('speed').at(-1);
  return {
    console: given.some(({ name }) => name === 'console'),
    help: given.some(({ name }) => name === 'help'),
    speed: speed === undefined ? null : Number(speed),
    replay: valuesOf('replay'),
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
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  const given: Given[] = [];
  for (const token of tokens) {
    if (token.kind === 'option')
      given.push({ name: token.name, as: token.rawName, values: token.value ? [token.value] : [] });
    if (token.kind !== 'positional') continue;
    const flag = given.at(-1);
    if (flag) flag.values.push(token.value);
    else given.push({ name: '', as: token.value, values: [] });
  }
  return given;
}

/** What is wrong with a flag; null where nothing is. */
function judge(name: string, values: readonly string[]): string | null {
  const known = KNOWN.map((flag) => `--${flag}`).join(', ');
  const isSpeed = (value: string) => Number(value) >= 1 && Number(value) <= 100_000;
  switch (name) {
    case 'console':
    case 'help':
      return values.length === 0 ? null : `takes no value, and was given ${values.join(' ')}`;
    case 'speed':
      return values.length === 1 && values.every(isSpeed) ? null : 'allowed: one number from 1 to 100000';
    case 'replay':
      return values.length > 0 ? null : 'needs at least one file';
    case '':
      return `belongs to no flag; known: ${known}`;
    default: {
      const near = nearestName(name, KNOWN);
      return `no such flag;${near ? ` did you mean --${near}?` : ''} known: ${known}`;
    }
  }
}
