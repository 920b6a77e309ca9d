import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { Material, PlayWanted, TrialWanted } from './backtest.ts';
import { samplingFor } from './common-steps.ts';
import { createDecoder } from './decode-ahead.ts';
import { serveDecoder } from './decoder-port.ts';
import type { Findings } from './report/findings.ts';

/** What a thread is handed: trials to play over recordings that it is given decoded at the port. */
export type GroupOrder = Omit<PlayWanted, 'decoder' | 'openLog'> & { readonly port: MessagePort };

/** What came of all trials, in their order. */
export interface TriedAll {
  readonly material: Material;
  readonly findings: readonly Findings[];
}

export interface SweepInThreadsWanted extends Omit<GroupOrder, 'port' | 'strategies'> {
  readonly threads: number;
  /** The module whose `playGroup` takes a GroupOrder and resolves to a TriedAll. */
  readonly worker: URL;
  readonly onProgress: (files: number) => void;
}

/** Decodes each recording once and plays it for all trials, which the threads share among themselves. */
export async function sweepInThreads({
  threads,
  worker,
  trials,
  onProgress,
  ...wanted
}: SweepInThreadsWanted): Promise<TriedAll> {
  const strategies = trials.map(({ strategy }) => strategy);
  const groups = Array.from({ length: threads }, (_, group) =>
    trials.filter((_, i) => i % threads === group),
  );
  const decoder = createDecoder({
    files: wanted.recordings.map(({ file }) => file),
    sampling: samplingFor(strategies),
    readers: threads,
    onTaken: onProgress,
  });
  const pool = new Tinypool({
    ...{ filename: worker.href, name: 'playGroup', runtime: 'worker_threads' },
    ...{ minThreads: threads, maxThreads: threads },
  });
  const play = (group: readonly TrialWanted[]): Promise<TriedAll> => {
    const { port1, port2 } = new MessageChannel();
    serveDecoder(decoder, port1);
    const order: GroupOrder = { ...wanted, strategies, trials: group, port: port2 };
    return pool.run(order, { transferList: [port2] }).finally(() => port1.close());
  };
  try {
    const played = await Promise.all(groups.map(play));
    const [first] = played;
    if (first === undefined) throw new RangeError('there is nothing to play');
    const findings = trials.map((_, i) => played[i % threads]?.findings[Math.floor(i / threads)] as Findings);
    return { material: first.material, findings };
  } finally {
    await Promise.all([pool.destroy(), decoder.close()]);
  }
}
