import { ROW, type Timeline } from './timeline.ts';

/** A market's life out of two recordings, the second of which goes on where the first ends; null where they overlap. */
export function joinTimelines(first: Timeline, second: Timeline): Timeline | null {
  if (second.firstPt < first.lastPt) return null;
  const runners = [...new Set([...first.runners, ...second.runners])];
  const columns = second.runners.map((id) => runners.indexOf(id));
  return {
    marketId: first.marketId,
    definitions: [...first.definitions, ...second.definitions],
    runners,
    rows: [...first.rows, ...second.rows.map((row) => moved(row, columns, first.definitions.length))],
    onlyTraded: first.onlyTraded && second.onlyTraded,
    beginsWhole: first.beginsWhole,
    firstPt: first.firstPt,
    lastPt: second.lastPt,
  };
}

function moved(row: Float64Array, columns: readonly number[], definitions: number): Float64Array {
  const width = Math.max(0, ...columns.map((column) => column + 1));
  const made = new Float64Array(ROW.runners + width * ROW.perRunner).fill(Number.NaN);
  made[ROW.at] = row[ROW.at] as number;
  made[ROW.definition] = (row[ROW.definition] as number) + definitions;
  made[ROW.volume] = row[ROW.volume] as number;
  columns.forEach((to, from) => {
    const at = ROW.runners + from * ROW.perRunner;
    made.set(row.subarray(at, at + ROW.perRunner), ROW.runners + to * ROW.perRunner);
  });
  return made;
}
