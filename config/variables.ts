import { parse } from 'dotenv';
import { sayFileError } from '../src/say-file-error.ts';
import type { Origin } from './config.ts';
import type { Fault } from './fault.ts';

/** Returns a text file's content; throws as `node:fs` does. */
export type ReadText = (path: string) => string;

export interface Variables {
  /** The value; undefined where it is missing or empty. */
  get(name: string): string | undefined;
  where(name: string): Origin;
  readonly names: readonly string[];
  /** The files that secrets came from, by what names them: `DISCORD_TOKEN_FILE`, or `.env`. */
  readonly secretFiles: Readonly<Record<string, string>>;
}

/** These may also come as a mounted file that `NAME_FILE` names; their values are secrets. */
export const SECRET_VARIABLES = [
  'BETFAIR_APP_KEY',
  'BETFAIR_USERNAME',
  'BETFAIR_PASSWORD',
  'DISCORD_TOKEN',
  'DASHBOARD_TOKEN',
  'DASHBOARD_VIEWER_TOKEN',
  'PING_URL',
  'STORE_URL',
] as const;

/**
 * The environment, and what a `.env` file adds to it; empty values count as missing, and one in the
 * environment keeps the file's out. Those `secrets` that come
 * as files are read here, so that nobody else need know.
 */
export function readVariables(
  env: Readonly<Record<string, string | undefined>>,
  readText: ReadText,
  faults: Fault[],
  secrets: readonly string[] = SECRET_VARIABLES,
): Variables {
  const values = new Map<string, { value: string; origin: Origin }>();
  const secretFiles: Record<string, string> = {};
  const dotEnv = Object.entries(readDotEnv(readText, faults));
  if (dotEnv.length > 0) secretFiles['.env'] = '.env';
  for (const [name, value] of dotEnv)
    if (value && env[name] === undefined) values.set(name, { value, origin: '.env' });
  for (const [name, value] of Object.entries(env))
    if (value) values.set(name, { value, origin: 'environment' });
  for (const name of secrets) {
    const file = values.get(`${name}_FILE`);
    if (!file) continue;
    secretFiles[`${name}_FILE`] = file.value;
    const where = file.origin;
    if (values.has(name))
      faults.push({
        where,
        path: name,
        value: null,
        allowed: `${name} and ${name}_FILE are both set; unset one`,
      });
    const value = readSecret(file.value, readText, (allowed) =>
      faults.push({ where, path: `${name}_FILE`, value: file.value, allowed }),
    );
    values.set(name, { value, origin: where });
  }
  return {
    get: (name) => values.get(name)?.value,
    where: (name) => values.get(name)?.origin ?? 'environment',
    names: [...values.keys()],
    secretFiles,
  };
}

/** Where the bot keeps its record: a path. */
export const dataDirIn = (is: Variables): string => is.get('DATA_DIR') ?? 'data';

function readDotEnv(readText: ReadText, faults: Fault[]): Record<string, string> {
  try {
    return parse(readText('.env'));
  } catch (error) {
    if (isMissing(error)) return {};
    faults.push({ where: '.env', path: '', value: null, allowed: `cannot be read: ${sayFileError(error)}` });
    return {};
  }
}

function readSecret(file: string, readText: ReadText, fault: (allowed: string) => void): string {
  try {
    const value = readText(file).trim();
    if (value === '') fault('the file is empty');
    return value;
  } catch (error) {
    fault(`the file cannot be read: ${sayFileError(error)}`);
    return '';
  }
}

/** True for the error that `node:fs` throws where nothing is. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
