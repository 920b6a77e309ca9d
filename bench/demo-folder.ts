import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DemoFolder {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A DATA_DIR of its own within `dir`, and the environment of a bot whose demo has these settings. */
export function demoFolder(dir: string, name: string, demo: object): DemoFolder {
  const dataDir = join(dir, name);
  mkdirSync(dataDir);
  const file = join(dataDir, 'config.json');
  writeFileSync(file, JSON.stringify({ demo }));
  return { dataDir, env: { CONFIG_FILE: file } };
}
