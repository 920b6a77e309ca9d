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
  for (const line of newestFirst(journal)) if (isResultOf(line, orderRef)) return line;
  return undefined;
}

/** The lines at or after a moment (ISO), the newest first. */
export function* linesSince(journal: Chain<JournalLine>, from: string): Generator<JournalLine> {
  for (const line of newestFirst(journal)) {
    if (line.at < from) return;
    yield line;
  }
}

/** The results among them. */
export function* settledSince(journal: Chain<JournalLine>, from: string): Generator<SettledLine> {
  for (const line of linesSince(journal, from)) if (line.kind === 'settled') yield line;
}

/** Matches the line of a bet's placing, by the exchange's number. */
export const isPlacingOf =
  (betId: string) =>
  (line: JournalLine): boolean =>
    line.kind === 'placed' && line.bet.betId === betId;

/** The lines that a correction of a bet's result posts again, the newest first, and the books before them. */
export function reopen(
  journal: Chain<JournalLine>,
  orderRef: string,
): { readonly lines: readonly JournalLine[]; readonly before: Books } {
  const lines: JournalLine[] = [];
  let isPassed = false;
  for (let rest = journal; rest !== null; rest = rest.tail) {
    const line = rest.head;
    isPassed ||= isResultOf(line, orderRef);
    lines.push(line);
    if (isPassed && line.kind === 'placed' && line.opening !== null)
      return { lines, before: { ledger: line.opening, journal: rest.tail } };
  }
  return { lines, before: { ledger: initialLedger, journal: null } };
}

/** Posts again what follows the last opening kept before a bet's result, which is as corrected. */
export function correct(
  journal: Chain<JournalLine>,
  orderRef: string,
  settledDate: string,
  to: Result,
): Books {
  const { lines, before } = reopen(journal, orderRef);
  const entryOf = (line: JournalLine) =>
    isResultOf(line, orderRef) ? corrected(line, settledDate, to) : line;
  return lines.map(entryOf).reduceRight(post, before);
}

const isResultOf = (line: JournalLine, orderRef: string): line is SettledLine =>
  line.kind === 'settled' && line.bet.orderRef === orderRef;

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
