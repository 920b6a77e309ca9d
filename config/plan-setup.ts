import { z } from 'zod';
import { nearestName } from '../src/nearest-name.ts';
import { sayFileError } from '../src/say-file-error.ts';
import { KNOWN_VARIABLES } from './access.ts';
import type { Config } from './config.ts';
import { withVariables } from './dot-env-text.ts';
import type { Fault } from './fault.ts';
import { DEFAULT_FILE, loadConfig } from './load-config.ts';
import { SETTING_KEYS, withSettings } from './settings-text.ts';
import { isMissing, type ReadText, SECRET_VARIABLES } from './variables.ts';

/** Values as typed, by variable (`DISCORD_TOKEN`) or key (`betting.min_odds`); empty: to be unset. */
export type Answers = ReadonlyMap<string, string>;

interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** What is set or unset in it. */
  readonly names: readonly string[];
}

export type SetupPlan =
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | {
      readonly kind: 'plan';
      /** To be written, with the files as they would be; none where nothing changes. */
      readonly files: readonly PlannedFile[];
      /** What a start would read then. */
      readonly config: Config;
      /** Names whose values the environment has as well, which counts before the `.env` file. */
      readonly shadowed: readonly string[];
    };

export interface SetupSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: ReadText;
}

const DOT_ENV = '.env';

const VARIABLES: readonly string[] = [...KNOWN_VARIABLES, ...SECRET_VARIABLES.map((name) => `${name}_FILE`)];

/** What the answers make of `.env` and the configuration file, or everything that is wrong with them. Writes nothing. */
export function planSetup({ env, readFile }: SetupSources, answers: Answers): SetupPlan {
  const unknown = [...answers.keys()].filter(
    (name) => !VARIABLES.includes(name) && !SETTING_KEYS.includes(name),
  );
  if (unknown.length > 0) return { kind: 'faults', faults: unknown.map(unknownFault) };
  const ours = (names: readonly string[]) => new Map([...answers].filter(([name]) => names.includes(name)));
  const variables = ours(VARIABLES);
  const settings = ours(SETTING_KEYS);
  const faults: Fault[] = [];
  const rewrite = (path: string, names: Answers, otherwise: string, make: Rewrite): PlannedFile[] => {
    if (names.size === 0) return [];
    try {
      const before = readOr(readFile, path, otherwise);
      const text = make(before, names);
      const counts = (name: string) => text !== make(before, new Map([...names].filter(([n]) => n !== name)));
      return text === before ? [] : [{ path, text, names: [...names.keys()].filter(counts) }];
    } catch (error) {
      faults.push({ where: path, path: '', value: null, allowed: describe(error) });
      return [];
    }
  };
  const configFile = variables.get('CONFIG_FILE') || env['CONFIG_FILE'] || DEFAULT_FILE;
  const files = [
    ...rewrite(configFile, settings, '{}', withSettings),
    // Last, since it may name the other.
    ...rewrite(DOT_ENV, variables, '', withVariables),
  ];
  if (faults.length > 0) return { kind: 'faults', faults };
  const read: ReadText = (path) => files.find((file) => file.path === path)?.text ?? readFile(path);
  const loaded = loadConfig({ env, readFile: read, flags: [] });
  if (loaded.kind !== 'config')
    return { kind: 'faults', faults: loaded.kind === 'faults' ? loaded.faults : [] };
  const differs = ([name, value]: readonly [string, string]) =>
    env[name] !== undefined && env[name] !== value;
  const shadowed = [...variables].filter(differs).map(([name]) => name);
  return { kind: 'plan', files, config: loaded.config, shadowed };
}

type Rewrite = (before: string, changes: Answers) => string;

function describe(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  if (error instanceof SyntaxError || error instanceof z.ZodError)
    return 'is no JSON object: mend it, or move it away';
  return `cannot be read: ${sayFileError(error)}`;
}

function readOr(readFile: ReadText, path: string, otherwise: string): string {
  try {
    return readFile(path);
  } catch (error) {
    if (isMissing(error)) return otherwise;
    throw error;
  }
}

function unknownFault(path: string): Fault {
  const near = nearestName(path, [...VARIABLES, ...SETTING_KEYS]);
  const allowed = `no such variable or setting${near === null ? '' : `; did you mean ${near}?`}`;
  return { where: 'answers', path, value: null, allowed };
}
