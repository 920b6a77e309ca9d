import { z } from 'zod';
import { type KeptTexts, type KeptValue, openKeptValue } from './kept-value.ts';

const time = z.iso.datetime().optional();
const summariesTold = z.object({ day: time, week: time });

/** ISO times at which the summaries were due that were told last. */
export type SummariesTold = z.output<typeof summariesTold>;

/** Kept as `summaries`. */
export function openSummariesTold(texts: KeptTexts): KeptValue<SummariesTold> {
  const example = { day: '2026-03-02T08:00:00.000Z', week: '2026-03-02T08:00:00.000Z' };
  return openKeptValue(texts, 'summaries', summariesTold, example);
}
