import { z } from 'zod';
import type { Fault } from './fault.ts';
import { type ConfigSources, DEFAULT_FILE, type Loaded, loadConfig } from './load-config.ts';

/** Values by key (`betting.min_odds`), as the file would have them. */
export type Overrides = Readonly<Record<string, unknown>>;

/**
 * The configuration as it would be if the file said these things as well; nothing else but the file is looked at: no
 * variables, no `.env`. A number where the file wants text is taken as text. Faults of what is overridden are named
 * `where`.
 */
export function loadWithOverrides(
  file: string | null,
  readFile: ConfigSources['readFile'],
  overrides: Overrides,
  where: string,
): Loaded {
  const loaded = load(file, readFile, overrides, where);
  if (loaded.kind !== 'faults') return loaded;
  const faulty = loaded.faults.map(({ path }) => path);
  const asText = Object.entries(overrides).map(([key, value]): [string, unknown] => [
    key,
    faulty.includes(key) && typeof value === 'number' ? String(value) : value,
  ]);
  const again = load(file, readFile, Object.fromEntries(asText), where);
  return again.kind === 'faults' ? loaded : again;
}

function load(
  file: string | null,
  readFile: ConfigSources['readFile'],
  overrides: Overrides,
  where: string,
): Loaded {
  const name = file ?? DEFAULT_FILE;
  const loaded = loadConfig({
    env: file === null ? {} : { CONFIG_FILE: file },
    readFile: (path) => {
      if (path === name) return overridden(textOf(readFile, name, file === null), overrides);
      throw Object.assign(new Error('left out'), { code: 'ENOENT' });
    },
    flags: [],
  });
  if (loaded.kind !== 'faults') return loaded;
  return { kind: 'faults', faults: loaded.faults.map((fault) => relocated(fault, overrides, where)) };
}

function textOf(readFile: ConfigSources['readFile'], name: string, mayBeMissing: boolean): string {
  try {
    return readFile(name);
  } catch (error) {
    if (mayBeMissing && error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
    throw error;
  }
}

const object = z.record(z.string(), z.unknown());

/** A text that is no JSON object stays as it is, to be complained of. */
function overridden(text: string, overrides: Overrides): string {
  if (Object.keys(overrides).length === 0) return text;
  let root: Record<string, unknown>;
  try {
    root = object.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return text;
  }
  for (const [key, value] of Object.entries(overrides)) root = withValue(root, key.split('.'), value);
  return JSON.stringify(root, null, 2);
}

function withValue(
  root: Record<string, unknown>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  if (rest.length === 0) return { ...root, [key]: value };
  const inner = object.safeParse(root[key]);
  return { ...root, [key]: withValue(inner.data ?? {}, rest, value) };
}

function relocated(fault: Fault, overrides: Overrides, where: string): Fault {
  const isOurs = Object.keys(overrides).some((key) => fault.path === key || key.startsWith(`${fault.path}.`));
  return isOurs && fault.path !== '' ? { ...fault, where } : fault;
}
