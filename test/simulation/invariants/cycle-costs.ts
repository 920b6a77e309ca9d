import type { Event, Result } from '../../../src/core/events.ts';

/** A cycle that is over: what it cost, in pennies, is its outlay less what was banked; below zero it has gained. */
interface EndedCycle {
  readonly how: 'lost' | 'target' | 'reset';
  readonly at: string;
  readonly cost: number;
}

/** How things stand, with results as corrected so far; in pennies. */
interface Costs {
  /** The oldest first. */
  readonly ended: readonly EndedCycle[];
  /** Of the current cycle. */
  readonly outlay: number;
  readonly pot: number;
  /** What a cycle that is opened with money from outside is opened with. */
  readonly initialStake: number;
}

/** A sum of the log's events that has no part of the bot's own ledger. */
export interface CycleCosts {
  onEvent(event: Event): void;
  /** Adds all of the log up, once more for every call. */
  sum(): Costs;
}

interface Outcome {
  readonly outcome: Result['outcome'];
  readonly netProfit: number;
}

type Corrected = ReadonlyMap<string, Outcome>;

export function cycleCosts(): CycleCosts {
  const events: Event[] = [];
  const corrected = new Map<string, Outcome>();
  return {
    onEvent(event) {
      if (event.type === 'RESULT_CORRECTED') corrected.set(event.data.orderRef, event.data.to);
      else events.push(event);
    },
    sum() {
      const summing = beginSum();
      for (const event of events) add(summing, event, corrected);
      return { ...summing, initialStake: summing.next.initialStake };
    },
  };
}

interface Summing {
  readonly ended: EndedCycle[];
  outlay: number;
  banked: number;
  /** Stakes that are out included. */
  pot: number;
  /** Stakes that are out, by order reference. */
  readonly out: Map<string, number>;
  target: number;
  next: { readonly initialStake: number; readonly target: number };
}

function beginSum(): Summing {
  const next = { initialStake: 0, target: 0 };
  return { ended: [], outlay: 0, banked: 0, pot: 0, out: new Map(), target: 0, next };
}

function add(sum: Summing, event: Event, corrected: Corrected): void {
  switch (event.type) {
    case 'BOT_STARTED':
      if (sum.target > 0) return;
      sum.next = event.data.settings;
      open(sum, false);
      return;
    case 'SETTINGS_CHANGED':
      sum.next = event.data.to;
      return;
    case 'SYSTEM_RESET':
      sum.next = { ...sum.next, initialStake: event.data.initialStake };
      end(sum, 'reset', event.at, false);
      return;
    case 'BET_PLACED':
    case 'BET_FOUND_LATE':
      putIn(sum, Math.max(0, event.data.stake - free(sum)));
      sum.out.set(event.data.orderRef, event.data.stake);
      return;
    case 'BET_WON':
    case 'BET_LOST':
    case 'BET_VOIDED': {
      const first = 'outcome' in event.data ? event.data : { outcome: 'void' as const, netProfit: 0 };
      settle(sum, event.data.orderRef, corrected.get(event.data.orderRef) ?? first, event.at);
      return;
    }
    default:
      return;
  }
}

function settle(sum: Summing, orderRef: string, { outcome, netProfit }: Outcome, at: string): void {
  sum.out.delete(orderRef);
  sum.pot += netProfit;
  if (outcome === 'void') return;
  const isWon = outcome === 'won' || (outcome === 'dead_heat' && netProfit > 0);
  if (isWon && sum.pot < sum.target) return;
  end(sum, isWon ? 'target' : 'lost', at, !isWon && sum.pot >= sum.next.initialStake);
}

/** What is kept opens the next cycle; what is not is banked, and that one is opened with money from outside. */
function end(sum: Summing, how: EndedCycle['how'], at: string, isKept: boolean): void {
  if (!isKept) bank(sum);
  sum.ended.push({ how, at, cost: sum.outlay - sum.banked });
  open(sum, isKept);
}

function open(sum: Summing, isKept: boolean): void {
  sum.outlay = 0;
  sum.banked = 0;
  sum.target = sum.next.target;
  if (!isKept) putIn(sum, sum.next.initialStake);
}

const free = ({ pot, out }: Summing): number => [...out.values()].reduce((left, stake) => left - stake, pot);

function bank(sum: Summing): void {
  const amount = free(sum);
  sum.banked += amount;
  sum.pot -= amount;
}

function putIn(sum: Summing, amount: number): void {
  sum.outlay += amount;
  sum.pot += amount;
}
