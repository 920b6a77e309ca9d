import type { Scan } from '../../markets/scan.ts';
import type { Field, Table } from '../../reply.ts';
import { plainName, sentence } from './wording.ts';

/** Filter by filter, what was looked at and what passed. */
export const funnelTable = ({ steps }: Scan): Table => ({
  columns: [
    { name: 'Filter', align: 'left' },
    { name: 'Looked at', align: 'right' },
    { name: 'Passed', align: 'right' },
  ],
  rows: steps.map(({ filter, entered, left }) => [filter, String(entered), String(left)]),
});

/** What came furthest and failed, and what would have let it through; empty where there was nothing. */
export function nearestMissField({ nearestMiss: miss }: Scan): readonly Field[] {
  if (miss === null) return [];
  const what =
    miss.selection === null
      ? plainName(miss.event)
      : `${plainName(miss.selection)} in ${plainName(miss.event)}`;
  return [{ name: 'Nearest miss', value: `${what} (${miss.filter}): ${sentence(miss.why)}` }];
}
