/** Something that keeps the program from starting; all are told at once. */
export interface Fault {
  /** The file (with the line where it is known), `environment`, `.env` or `command line`. */
  readonly where: string;
  /** The key or variable, such as `betting.min_odds`; empty where the whole of it is at fault. */
  readonly path: string;
  /** What stands there; null where nothing does, or where it is a secret. */
  readonly value: string | null;
  /** What is allowed, or what is wrong and what to do. */
  readonly allowed: string;
}

/** What goes on in the sentence that the path begins. */
const PREDICATE = /^(is|belongs|cannot|reaches) /;

/** A list for people: one fault a line, below what it means that there are any. */
export function formatFaults(faults: readonly Fault[], effect = 'Nothing was started'): string {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const lines = faults.map((fault) => `  ${formatFault(fault)}`);
  return [`${effect}: the configuration has ${count}.`, ...lines].join('\n');
}

/** One fault in a line. */
export function formatFault({ where, path, value, allowed }: Fault): string {
  const subject = [path, value === null ? '' : `is ${value}`].filter(Boolean).join(' ');
  const joint = value === null && PREDICATE.test(allowed) ? ' ' : '; ';
  return `${where}: ${[subject, allowed].filter(Boolean).join(joint)}`;
}

/** Any value as a fault shows it, cut where it is long. */
export function showValue(value: unknown): string | null {
  if (value === undefined) return null;
  const shown = JSON.stringify(value);
  return shown.length > 80 ? `${shown.slice(0, 77)}...` : shown;
}
