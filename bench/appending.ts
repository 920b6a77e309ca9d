import { jsonLine, ourLog, ourLogInFlight, stockLowdb, type Trial } from './contenders.ts';
import { median, type Run } from './measure.ts';

const CONTENDERS = {
  'one JSON line + fdatasync': (trial: Trial) => jsonLine(trial),
  'this event log': (trial: Trial) => ourLog(trial),
  'this event log, 64 in flight': (trial: Trial) => ourLogInFlight(trial, 64),
  'stock lowdb JSONFile (no sync)': (trial: Trial) => stockLowdb(trial),
} as const;

export interface AppendResult {
  readonly contender: string;
  readonly existing: number;
  /** Medians over the rounds. */
  readonly perSecond: number;
  readonly p50Ms: number;
  /** Sums over the rounds: what was reported as written, and what the files had afterwards. */
  readonly acknowledged: number;
  readonly onDisk: number;
  /** Against one JSON line + fdatasync in the same rounds. */
  readonly ratio: number;
}

/** Every contender in turn, so many rounds: absolute figures move with the machine, ratios less. */
export async function benchAppends(trial: Trial, rounds: number): Promise<AppendResult[]> {
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, run] of Object.entries(CONTENDERS)) {
      runs.set(contender, [...(runs.get(contender) ?? []), await run(trial)]);
    }
  }
  const perSecond = (contender: string): number =>
    median((runs.get(contender) ?? []).map((run) => run.perSecond));
  const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
  return [...runs].map(([contender, all]) => ({
    contender,
    existing: trial.existing,
    perSecond: perSecond(contender),
    p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
    acknowledged: sum(all.map(({ acknowledged }) => acknowledged)),
    onDisk: sum(all.map(({ onDisk }) => onDisk)),
    ratio: perSecond(contender) / perSecond('one JSON line + fdatasync'),
  }));
}
