import { lookedAt } from '../../markets/explain.ts';
import type { LeftOut, Scan } from '../../markets/scan.ts';
import type { Field, Table } from '../../reply.ts';
import { counted, plainName, sentence } from './wording.ts';

/** Filter by filter, how many selections came to it and how many passed. */
export const funnelTable = ({ steps }: Scan): Table => ({
  columns: [
    { name: 'Filter', align: 'left' },
    { name: 'Selections', align: 'right' },
    { name: 'Passed', align: 'right' },
  ],
  rows: steps.map(({ filter, entered, left }) => [filter, String(entered), String(left)]),
});

/** What came furthest and failed, and what would have let it through; empty where there was nothing. */
export function nearestMissField({ nearestMiss: miss }: Scan): readonly Field[] {
  if (miss === null) return [];
  return [{ name: 'Nearest miss', value: `${nameOf(miss)} (${miss.filter}): ${sentence(miss.why)}` }];
}

/** `6 candidates among 30 selections of 10 markets` */
export const candidatesText = ({ candidates, steps, markets }: Scan): string =>
  `${counted(candidates.length, 'candidate')} among ${counted(lookedAt(steps), 'selection')} of ${counted(markets, 'market')}`;

const SHOWN = 5;

/** What would have been a candidate, had nobody skipped it; empty where there was nothing. */
export function skippedField({ skipped }: Scan): readonly Field[] {
  if (skipped.length === 0) return [];
  const lines = skipped.slice(0, SHOWN).map((each) => `${nameOf(each)}: ${sentence(each.why)}`);
  const more = skipped.length > SHOWN ? [`... and ${skipped.length - SHOWN} more.`] : [];
  const name = `Left out because skipped: ${counted(skipped.length, 'selection')}`;
  return [{ name, value: [...lines, ...more].join('\n') }];
}

const nameOf = ({ event, selection }: LeftOut): string =>
  selection === null ? plainName(event) : `${plainName(selection)} in ${plainName(event)}`;
