import { playDecoded } from '../backtest/backtest.ts';
import { decoderBehind } from '../backtest/decoder-port.ts';
import { findingsOf } from '../backtest/report/findings.ts';
import type { GroupOrder, TriedAll } from '../backtest/sweep-in-threads.ts';
import { paperLog } from './paper-log.ts';

/** Plays some trials of a sweep; for a thread of its own, which is handed one value. */
export async function playGroup({ port, ...order }: GroupOrder): Promise<TriedAll> {
  const played = await playDecoded({ ...order, decoder: decoderBehind(port), openLog: paperLog });
  return { material: played.material, findings: played.tried.map(findingsOf) };
}
