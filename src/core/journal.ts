import { type Chain, newestFirst, prepend } from './chain.ts';
import type { Result } from './events.ts';
import { initialLedger } from './initial-state.ts';
import { openFirstCycle, place, resetLedger, settle } from './ledger.ts';
import { pennies } from './money.ts';
import type { JournalLine, Ledger, SettledLine } from './state.ts';

export interface Books {
  readonly ledger: Ledger;
  readonly journal: Chain<JournalLine>;
}

/** What a line must say before it is posted; the rest follows from the ledger. */
export type Entry =
  | Extract<JournalLine, { kind: 'terms' | 'reset' }>
  | Omit<Extract<JournalLine, { kind: 'placed' }>, 'epoch' | 'cycle' | 'leg' | 'opening'>
  | Omit<SettledLine, 'cycle' | 'target' | 'potAfter' | 'targetReached' | 'runningTotal'>;

/** The placing of every so many bets keeps the ledger before it. */
const OPENING_KEPT_EVERY = 16;

/** Enters a line in the books. */
export function post({ ledger, journal }: Books, entry: Entry): Books {
  const after = move(ledger, entry);
  return { ledger: after, journal: prepend(complete(entry, ledger, after), journal) };
}

/** The line of a bet's result, if it is decided. */
export function settledLine(journal: Chain<JournalLine>, orderRef: string): SettledLine | undefined {
  for (const line of newestFirst(journal))
    if (line.kind === 'settled' && line.bet.orderRef === orderRef) return line;
  return undefined;
}

/** Posts everything again with one bet's result as corrected, from the last opening kept before it. */
export function correct(
  journal: Chain<JournalLine>,
  orderRef: string,
  settledDate: string,
  to: Result,
): Books {
  const anew: Entry[] = [];
  let isPassed = false;
  for (let rest = journal; rest !== null; rest = rest.tail) {
    const line = rest.head;
    const isIt = line.kind === 'settled' && line.bet.orderRef === orderRef;
    isPassed ||= isIt;
    anew.push(isIt ? corrected(line, settledDate, to) : line);
    if (isPassed && line.kind === 'placed' && line.opening !== null)
      return anew.reduceRight(post, { ledger: line.opening, journal: rest.tail });
  }
  return anew.reduceRight(post, { ledger: initialLedger, journal: null });
}

const corrected = (line: SettledLine, settledDate: string, to: Result): Entry => ({
  ...line,
  result: to,
  before: line.before ?? line.result,
  corrections: [...line.corrections, settledDate],
});

function move(ledger: Ledger, entry: Entry): Ledger {
  switch (entry.kind) {
    case 'terms':
      return entry.opens
        ? openFirstCycle(ledger, entry.terms, entry.at)
        : { ...ledger, nextTerms: entry.terms };
    case 'reset':
      return resetLedger(ledger, { ...ledger.nextTerms, initialStake: entry.initialStake }, entry.at);
    case 'placed':
      return place(ledger, entry.bet.stake);
    case 'settled':
      return settle(ledger, entry.bet.stake, entry.result, entry.at);
  }
}

/** Field by field: an object that is spread out of one of several shapes gets a hidden class of its own in V8, which takes more memory than itself. */
function complete(entry: Entry, before: Ledger, after: Ledger): JournalLine {
  switch (entry.kind) {
    case 'terms':
    case 'reset':
      return entry;
    case 'placed': {
      const { kind, at, seq, bet, late, requestedAt } = entry;
      const { epoch, cycle, leg } = after;
      const opening = after.allTime.bets % OPENING_KEPT_EVERY === 0 ? before : null;
      return { kind, at, seq, bet, late, requestedAt, opening, epoch, cycle, leg };
    }
    case 'settled': {
      const { kind, at, seq, bet, placedAt, result, byUs, corrections } = entry;
      return {
        kind,
        at,
        seq,
        bet,
        placedAt,
        result,
        byUs,
        before: entry.before,
        corrections,
        cycle: before.cycle,
        target: before.terms.target,
        potAfter: pennies(before.pot + result.netProfit),
        targetReached: after.allTime.targets > before.allTime.targets,
        runningTotal: pennies(after.allTime.gross - after.allTime.commission),
      };
    }
  }
}
