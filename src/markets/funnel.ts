import { type Criteria, type Entrant, FILTERS, type Miss, NOT_SKIPPED, spreadTicks } from './filters.ts';
import type { Candidate, FunnelStep, LeftOut } from './scan.ts';

export interface Funnelled {
  readonly steps: readonly FunnelStep[];
  readonly candidates: readonly Candidate[];
  readonly nearestMiss: LeftOut | null;
  readonly skipped: readonly LeftOut[];
}

/** Sends every entrant through every filter; counts are of selections. */
export function funnel(entrants: readonly Entrant[], criteria: Criteria): Funnelled {
  let left = entrants;
  const steps: FunnelStep[] = [];
  let nearestMiss: LeftOut | null = null;
  let skipped: readonly LeftOut[] = [];
  for (const { name, test } of FILTERS) {
    const passed: Entrant[] = [];
    const misses: Missed[] = [];
    for (const entrant of left) {
      const miss = test(entrant, criteria);
      if (miss === null) passed.push(entrant);
      else misses.push({ entrant, miss });
    }
    steps.push({ filter: name, entered: left.length, left: passed.length });
    nearestMiss = nearestOf(misses, name) ?? nearestMiss;
    if (name === NOT_SKIPPED) skipped = misses.map((missed) => leftOut(missed, name));
    left = passed;
  }
  return { steps, candidates: left.map(candidate).sort(byRank), nearestMiss, skipped };
}

/**
 * The first to start comes first, since a cycle goes on only with its result; then the market with more
 * matched, the selection with more offered, and the lower ids.
 */
function byRank(a: Candidate, b: Candidate): number {
  return (
    compare(a.startTime, b.startTime) ||
    b.totalMatched - a.totalMatched ||
    b.size - a.size ||
    compare(a.marketId, b.marketId) ||
    a.selectionId - b.selectionId
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Missed {
  readonly entrant: Entrant;
  readonly miss: Miss;
}

/** The first of those that are equally near. */
function nearestOf(misses: readonly Missed[], filter: string): LeftOut | null {
  let [nearest] = misses;
  if (nearest === undefined) return null;
  for (const missed of misses) if (missed.miss.distance < nearest.miss.distance) nearest = missed;
  return leftOut(nearest, filter);
}

const leftOut = ({ entrant, miss }: Missed, filter: string): LeftOut => ({
  event: entrant.market.event,
  selection: entrant.name,
  filter,
  why: miss.why,
});

function candidate({ market, book, runner, name, overround, commissionRate }: Entrant): Candidate {
  const [best] = runner.back;
  if (best === undefined) throw new TypeError(`no price offered for ${name} in ${market.marketId}`);
  return {
    marketId: market.marketId,
    marketVersion: book.version,
    selectionId: runner.selectionId,
    event: market.event,
    competition: market.competition,
    selection: name,
    startTime: market.startTime,
    inPlay: book.inPlay,
    status: book.status,
    delayed: book.delayed,
    betDelay: book.betDelay,
    price: best.price,
    size: best.size,
    totalMatched: book.totalMatched,
    overround,
    commissionRate,
    spreadTicks: spreadTicks(runner),
  };
}
