import type { Event } from '../../../src/core/events.ts';
import type { Emulator } from '../../../src/exchange/emulator/emulator.ts';
import { type CommandCheck, commandCheck } from './command-check.ts';
import { ledgerCheck } from './ledger-check.ts';
import { limitsCheck } from './limits-check.ts';
import { type NoticeCheck, noticeCheck } from './notice-check.ts';
import { type PlacingCheck, placingCheck } from './placing-check.ts';
import { type ResultsCheck, resultsCheck } from './results-check.ts';
import { createWitness, type Witness } from './witness.ts';

/** All that must hold, whatever befalls the bot. Each throws a Violation. */
export interface Invariants {
  readonly witness: Witness;
  readonly placing: PlacingCheck;
  readonly notices: NoticeCheck;
  readonly commands: CommandCheck;
  results(emulator: Emulator): ResultsCheck;
}

interface Circumstances {
  /** What the account began with, in pennies. */
  readonly balance: number;
  readonly currency: string;
  readonly timeZone: string;
  /** Milliseconds until an order of unclear outcome is on the exchange's lists. */
  readonly appearsAfter: number;
  /** Whether the log is a stream in a database. */
  readonly isStream: boolean;
  /** The true time, in milliseconds. */
  readonly now: () => number;
}

/** `tell` is given each event of the log, for people. */
export function createInvariants(
  { balance, currency, timeZone, appearsAfter, isStream, now }: Circumstances,
  tell: (event: Event) => void,
): Invariants {
  const placing = placingCheck(appearsAfter, now);
  const notices = noticeCheck(currency);
  const commands = commandCheck(isStream);
  const checkLedger = ledgerCheck();
  const checkLimits = limitsCheck(timeZone);
  let results: ResultsCheck | null = null;
  const witness = createWitness((events, states) => {
    commands.onAppend(events);
    for (const [index, event] of events.entries()) {
      tell(event);
      const [before, after] = [states[index], states[index + 1]];
      if (before === undefined || after === undefined) continue;
      placing.onEvent(event, before);
      checkLedger(event, before, after);
      checkLimits(event);
      results?.onEvent(event);
    }
    const [first, last] = [states[0], states.at(-1)];
    if (first !== undefined && last !== undefined) notices.onAppend(events, first, last);
  });
  return {
    witness,
    placing,
    notices,
    commands,
    results: (emulator) => {
      results = resultsCheck(emulator, balance);
      return results;
    },
  };
}
