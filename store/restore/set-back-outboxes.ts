import { readdir } from 'node:fs/promises';
import type { Mode } from '../../src/core/events.ts';
import { keptInFolder } from '../kept-value.ts';
import { openOutboxPosition } from '../outbox-position.ts';

/**
 * Lets no surface of a mode stand beyond the log's last event, or, with `all`, anywhere but there: what is appended from
 * then on would be taken for told. Gives the names of those that were set back.
 */
export async function setBackOutboxes(
  dataDir: string,
  mode: Mode,
  { seq, all }: { readonly seq: number; readonly all: boolean },
): Promise<readonly string[]> {
  const setBack: string[] = [];
  for (const file of await readdir(dataDir)) {
    const [, sink, ofMode] = /^outbox\.(.+)\.(demo|dry_run|live)\.json$/.exec(file) ?? [];
    if (sink === undefined || ofMode !== mode) continue;
    const position = openOutboxPosition(keptInFolder(dataDir, mode), sink);
    // One that cannot be read begins anew with the next start.
    const told = await position.read().catch(() => null);
    if (told === null || told === seq || (told < seq && !all)) continue;
    await position.write(seq);
    setBack.push(sink);
  }
  return setBack;
}
