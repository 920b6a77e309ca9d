import type { State } from '../core/state.ts';
import { unhurried } from '../unhurried.ts';
import { type BetRecord, betRecords } from './views/history.ts';

/** The bet of the exchange's number; undefined where the log has none, which takes seconds in a log of many years. */
export async function findByBetId(state: State, betId: string): Promise<BetRecord | undefined> {
  for await (const record of unhurried(betRecords(state))) if (record.bet.betId === betId) return record;
  return undefined;
}
