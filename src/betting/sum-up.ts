import type { State } from '../core/state.ts';
import { betSums } from '../core/sums/bet-sums.ts';
import { furthestLegs } from '../core/sums/legs-reached.ts';
import { unhurried } from '../unhurried.ts';

/** Sums over all bets up to a state of the past, for which much may have to be read again; others have their turns meanwhile. */
export async function sumUp({ journal, ledger }: State): Promise<void> {
  for await (const _ of unhurried(betSums.prepare(journal)));
  for await (const _ of unhurried(furthestLegs.prepare(ledger.ended)));
}
