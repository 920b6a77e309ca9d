/** The lines that were typed, the oldest first, and where among them the arrow keys are. */
export interface TypedHistory {
  readonly lines: readonly string[];
  /** `lines.length` is the line being typed. */
  readonly place: number;
  /** What was being typed when the arrows left it. */
  readonly draft: string;
}

const KEPT = 50;

export const NOTHING_TYPED: TypedHistory = { lines: [], place: 0, draft: '' };

/** With one more line, unless it is the last one again. */
export function withLine({ lines }: TypedHistory, line: string): TypedHistory {
  const kept = lines.at(-1) === line ? lines : [...lines, line].slice(-KEPT);
  return { lines: kept, place: kept.length, draft: '' };
}

/** One line back (-1) or on (1) from what the box now has; null where there is none. */
export function moved(history: TypedHistory, by: -1 | 1, typed: string): [TypedHistory, line: string] | null {
  const { lines, place } = history;
  const next = place + by;
  if (next < 0 || next > lines.length) return null;
  const draft = place === lines.length ? typed : history.draft;
  return [{ lines, place: next, draft }, lines[next] ?? draft];
}
