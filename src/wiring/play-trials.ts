import { availableParallelism } from 'node:os';
import { type Backtested, backtest } from '../backtest/backtest.ts';
import { findingsOf } from '../backtest/report/findings.ts';
import { type SweepInThreadsWanted, sweepInThreads, type TriedAll } from '../backtest/sweep-in-threads.ts';
import { paperLog } from './paper-log.ts';
import { program } from './program.ts';

export type TrialsWanted = Pick<SweepInThreadsWanted, 'recordings' | 'leftOut' | 'trials' | 'onProgress'>;

/** Null where the program runs from its sources, which Node cannot read in another thread. */
const WORKER = import.meta.url.endsWith('.js') ? new URL('./play-group.js', import.meta.url) : null;

/**
 * With fewer trials a recording takes longer to decode, which is on all cores anyway, than to play; with fewer
 * recordings played in all the threads take longer to start than they save.
 */
const WORTH_THREADS = { trials: 60, played: 10_000 };

/** Plays the recordings once for all trials, and keeps all that happened. */
export const playTrials = (wanted: TrialsWanted): Promise<Backtested> =>
  backtest({ ...wanted, version: program.version, openLog: paperLog });

/** The same on all cores where there is much to do; keeps what came of each trial. */
export async function sweepTrials(wanted: TrialsWanted): Promise<TriedAll> {
  const { recordings, trials } = wanted;
  const threads = availableParallelism();
  const isWorth =
    trials.length >= WORTH_THREADS.trials && trials.length * recordings.length >= WORTH_THREADS.played;
  if (WORKER !== null && threads > 1 && isWorth)
    return sweepInThreads({ ...wanted, version: program.version, threads, worker: WORKER });
  const { material, tried } = await playTrials(wanted);
  return { material, findings: tried.map(findingsOf) };
}
