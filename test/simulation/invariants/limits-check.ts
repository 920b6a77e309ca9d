import type { Event, EventOf, Limits } from '../../../src/core/events.ts';
import { Violation } from '../violation.ts';
import { type CycleCosts, cycleCosts } from './cycle-costs.ts';
import { limitsInForce } from './limits-in-force.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

type Costs = ReturnType<CycleCosts['sum']>;

/** No bet is requested that a limit forbids, or in a rest after lost cycles. Days and weeks are of the time zone. */
export function limitsCheck(timeZone: string): (event: Event) => void {
  const costs = cycleCosts();
  const limits = limitsInForce();
  const dayOf = dayIn(timeZone);
  return (event) => {
    limits.onEvent(event);
    costs.onEvent(event);
    if (event.type !== 'BET_REQUESTED') return;
    const inForce = limits.at(event.at);
    if (inForce === null) throw new Violation(`event ${event.seq} requests a bet before the first start`);
    const why = forbids(event, inForce, costs.sum(), dayOf);
    if (why !== null) throw new Violation(`event ${event.seq} requests a bet although ${why}`);
  };
}

function forbids(
  { at, data: { stake } }: EventOf<'BET_REQUESTED'>,
  limits: Limits,
  costs: Costs,
  dayOf: (at: string) => number,
): string | null {
  if (limits.maxStake !== null && stake > limits.maxStake) return 'its stake is above the limit';
  const today = dayOf(at);
  const monday = today - ((today + THURSDAY) % 7);
  const periods = [
    ['day', today, limits.maxDailyLoss],
    ['week', monday, limits.maxWeeklyLoss],
    ['time of all', Number.NEGATIVE_INFINITY, limits.maxTotalLoss],
  ] as const;
  for (const [period, from, limit] of periods) {
    if (limit === null) continue;
    const loss = costIfLost(costs, stake) + costSince(costs, (ended) => dayOf(ended) >= from);
    if (loss > limit) return `the ${period} could then cost ${loss}, more than ${limit}`;
  }
  const restEnds = restOf(costs, limits);
  return Date.parse(at) < restEnds ? `a rest lasts until ${new Date(restEnds).toISOString()}` : null;
}

/** 1970-01-01, from which days are counted, was one: so many days after its week's Monday. */
const THURSDAY = 3;

const NUMBERS = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

/** The day that a moment lies in there, in days since 1970-01-01. */
function dayIn(timeZone: string): (at: string) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, ...NUMBERS });
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(Date.parse(at)).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0 } = parts;
    return Date.UTC(year, month - 1, day) / DAY;
  };
}

function costSince({ ended }: Costs, isIn: (at: string) => boolean): number {
  const first = ended.findLastIndex(({ at }) => !isIn(at));
  return ended.slice(first + 1).reduce((sum, { cost }) => sum + cost, 0);
}

/** What is not staked opens the next cycle, or is banked where it could not. */
function costIfLost({ outlay, pot, initialStake }: Costs, stake: number): number {
  const left = pot - stake;
  return left >= initialStake ? outlay : outlay - left;
}

/** When the rest ends that the last lost cycle brings, in ms; a reset neither ends nor lengthens a losing run. */
function restOf({ ended }: Costs, { coolDownMinutes, coolDownAfterLosses }: Limits): number {
  const run = ended
    .slice(ended.findLastIndex(({ how }) => how === 'target') + 1)
    .filter(({ how }) => how === 'lost');
  const last = run.at(-1);
  if (last === undefined || run.length % coolDownAfterLosses > 0) return Number.NEGATIVE_INFINITY;
  return Date.parse(last.at) + coolDownMinutes * MINUTE;
}
