import { join } from 'node:path';
import { z } from 'zod';
import type { Mode } from '../src/core/events.ts';
import { type KeptValue, openKeptValue } from './kept-value.ts';

const time = z.iso.datetime().optional();
const summariesTold = z.object({ day: time, week: time });

/** ISO times at which the summaries were due that were told last. */
export type SummariesTold = z.output<typeof summariesTold>;

/** Of one mode's log: `summaries.<mode>.json` in the data folder. */
export function openSummariesTold(dataDir: string, mode: Mode): KeptValue<SummariesTold> {
  const example = { day: '2026-03-02T08:00:00.000Z', week: '2026-03-02T08:00:00.000Z' };
  return openKeptValue(join(dataDir, `summaries.${mode}.json`), summariesTold, example);
}
