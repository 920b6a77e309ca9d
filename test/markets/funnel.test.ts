import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pennies } from '../../src/core/money.ts';
import { explain } from '../../src/markets/explain.ts';
import type { Criteria, Entrant } from '../../src/markets/filters.ts';
import { FILTERS } from '../../src/markets/filters.ts';
import { funnel } from '../../src/markets/funnel.ts';
import { selectionNames } from '../../src/markets/selection-names.ts';
import { CRITERIA, entrant, market, offer } from './entrants.ts';

const missOf = (one: Entrant, more: Partial<Criteria> = {}) => {
  const { nearestMiss, candidates } = funnel([one], { ...CRITERIA, ...more });
  expect(candidates).toEqual([]);
  return nearestMiss;
};

describe('a runner leaves the funnel', () => {
  test.each<[string, Entrant, Partial<Criteria>, RegExp]>([
    ['open', entrant({ book: { status: 'SUSPENDED' } }), {}, /suspended, not open/],
    ['not in play', entrant({ book: { inPlay: true } }), {}, /in play/],
    [
      'starts in the window',
      entrant({ market: { startTime: '2026-01-03T00:00:00.000Z' } }),
      {},
      /hours_ahead/,
    ],
    [
      'starts in the window',
      entrant({ market: { startTime: '2026-01-01T11:00:00.000Z' } }),
      {},
      /has passed/,
    ],
    [
      'matched volume',
      entrant(),
      { minTotalMatched: pennies(1_000_001) },
      /10,000\.00 is matched.*10,000\.01/,
    ],
    ['overround', entrant({ overround: 0.285714 }), { maxOverround: 0.05 }, /128\.5714 %.*105 %/],
    ['selection active', entrant({ runner: { status: 'REMOVED' } }), {}, /removed/],
    [
      'price in range',
      entrant({ runner: { back: [offer(4.1, 1)] } }),
      {},
      /4\.10 is offered, above the range 3\.00 to 4\.00/,
    ],
    ['price in range', entrant({ runner: { back: [offer(2.98, 1)] } }), {}, /2\.98 is offered, below/],
    ['price in range', entrant({ runner: { back: [] } }), {}, /nobody offers/],
    [
      'enough offered',
      entrant({ runner: { back: [offer(3.5, 10_999)] } }),
      {},
      /109\.99 is offered at 3\.50; the stake of 100\.00 asks for 110\.00/,
    ],
    [
      'spread',
      entrant({ runner: { lay: [offer(3.8, 1)] } }),
      { maxSpreadTicks: 5 },
      /6 price steps apart.*allows 5/,
    ],
    ['spread', entrant({ runner: { lay: [] } }), { maxSpreadTicks: 5 }, /nobody lays/],
  ])('at "%s" with the reason', (filter, one, more, why) => {
    expect(missOf(one, more)).toMatchObject({ filter, event: 'Ashford v Bexley', selection: 'The Draw' });
    expect(missOf(one, more)?.why).toMatch(why);
  });
});

describe('a runner passes', () => {
  test.each<[string, Entrant, Partial<Criteria>]>([
    [
      'in play where that is allowed, though its start has passed',
      entrant({ book: { inPlay: true }, market: { startTime: '2026-01-01T11:00:00.000Z' } }),
      { includeInPlay: true },
    ],
    ['with exactly the size that is asked for', entrant({ runner: { back: [offer(3.5, 11_000)] } }), {}],
    ['with a full book within the overround', entrant(), { maxOverround: 0 }],
    ['within the spread', entrant(), { maxSpreadTicks: 1 }],
    ['at the ends of the range', entrant({ runner: { back: [offer(4, 50_000)] } }), {}],
  ])('%s', (_, one, more) => {
    expect(funnel([one], { ...CRITERIA, ...more }).candidates).toHaveLength(1);
  });
});

test('the funnel counts selections, so that the last filter lets through as many as there are candidates', () => {
  const two = [
    entrant(),
    entrant({ runner: { selectionId: 1, back: [offer(9, 100)] } }),
    entrant({ market: { marketId: '1.2' }, runner: { back: [] } }),
  ];
  const { steps, candidates } = funnel(two, CRITERIA);
  expect(steps.map(({ filter }) => filter)).toEqual(FILTERS.map(({ name }) => name));
  expect(steps[0]).toEqual({ filter: 'open', entered: 3, left: 3 });
  expect(steps.find(({ filter }) => filter === 'price in range')).toMatchObject({ entered: 3, left: 1 });
  expect(steps.at(-1)?.left).toBe(candidates.length);
});

test('what would be a candidate is left out where somebody skips it, and named', () => {
  const skip = { actor: 'console', why: 'a new coach', since: '', until: null, seq: 2 } as const;
  const skips = [{ ...skip, what: 'team', name: 'bexley' } as const];
  const other = { marketId: '1.2', event: 'Cirencester v Didcot', runners: [] };
  const dear = entrant({ market: { marketId: '1.3' }, runner: { back: [offer(9, 100)] } });
  const found = funnel([entrant(), entrant({ market: other }), dear], { ...CRITERIA, skips });
  expect(found.candidates.map(({ marketId }) => marketId)).toEqual(['1.2']);
  expect(found.steps.at(-1)).toEqual({ filter: 'not skipped', entered: 2, left: 1 });
  const miss = {
    event: 'Ashford v Bexley',
    selection: 'The Draw',
    filter: 'not skipped',
    why: 'the team bexley is skipped (a new coach)',
  };
  expect(found.skipped).toEqual([miss]);
  expect(found.nearestMiss).toEqual(miss);
});

test('a team is found among the runners of a market', () => {
  const skip = { actor: 'console', why: 'x', since: '', until: null, seq: 2 } as const;
  const runners = [{ selectionId: 1, name: 'Bexley', sortPriority: 1 }];
  const one = entrant({ market: { event: 'The final', runners } });
  const skips = [{ ...skip, what: 'team', name: 'Bexley' } as const];
  expect(funnel([one], { ...CRITERIA, skips }).candidates).toEqual([]);
});

test('the nearest miss is the one that came furthest, and of those the nearest', () => {
  const far = entrant({ name: 'far', runner: { back: [offer(9, 1)] } });
  const near = entrant({ name: 'near', runner: { back: [offer(4.2, 1)] } });
  const shut = entrant({ name: 'shut', book: { status: 'SUSPENDED' } });
  expect(funnel([far, shut, near], CRITERIA).nearestMiss).toMatchObject({ selection: 'near' });
});

test('candidates rank by start, matched volume, size and ids, in whatever order they come', () => {
  const ranked = [
    entrant({ market: { marketId: '1.5', startTime: '2026-01-01T13:00:00.000Z' } }),
    entrant({ market: { marketId: '1.9' }, book: { totalMatched: pennies(2_000_000) } }),
    entrant({ market: { marketId: '1.8' }, runner: { back: [offer(3.5, 60_000)] } }),
    entrant({ market: { marketId: '1.2' }, runner: { selectionId: 1 } }),
    entrant({ market: { marketId: '1.2' }, runner: { selectionId: 2 } }),
    entrant({ market: { marketId: '1.3' }, runner: { selectionId: 1 } }),
  ];
  const ids = (entrants: readonly Entrant[]) =>
    funnel(entrants, CRITERIA).candidates.map(({ marketId, selectionId }) => `${marketId}/${selectionId}`);
  fc.assert(
    fc.property(fc.shuffledSubarray(ranked, { minLength: ranked.length }), (shuffled) => {
      expect(ids(shuffled)).toEqual(['1.5/58805', '1.9/58805', '1.8/58805', '1.2/1', '1.2/2', '1.3/1']);
    }),
  );
});

test('a pick carries what the bet will record', () => {
  expect(funnel([entrant()], CRITERIA).candidates[0]).toEqual({
    marketId: '1.1',
    marketVersion: 7,
    selectionId: 58805,
    event: 'Ashford v Bexley',
    competition: 'County League',
    selection: 'The Draw',
    startTime: '2026-01-01T15:00:00.000Z',
    inPlay: false,
    status: 'OPEN',
    delayed: false,
    price: 3.5,
    size: 50_000,
    totalMatched: 1_000_000,
    overround: 0,
    commissionRate: 0.05,
    betDelay: 0,
    spreadTicks: 1,
  });
});

test('each scan is explained in one sentence', () => {
  const said = (entrants: readonly Entrant[]) => explain(funnel(entrants, CRITERIA), CRITERIA);
  expect(said([])).toBe(
    'No market of the kind looked for (MATCH_ODDS of sport "1") starts in the next 24 hours.',
  );
  expect(said([entrant()])).toBe(
    'The Draw in Ashford v Bexley at 3.50 is the only candidate with odds of 3.00 to 4.00; 500.00 is offered at that price.',
  );
  expect(said([entrant(), entrant({ market: { marketId: '1.2' } })])).toContain('is the first to start of 2');
  expect(said([entrant({ runner: { back: [offer(6.2, 1)] } })])).toBe(
    'The one selection looked at does not fit; nearest: The Draw in Ashford v Bexley, where 6.20 is offered, above the range 3.00 to 4.00.',
  );
  expect(
    said([entrant({ runner: { back: [] } }), entrant({ market: { marketId: '1.2' }, runner: { back: [] } })]),
  ).toMatch(/^None of the 2 selections looked at fits; nearest:/);
});

test('names are joined by market and selection, and missing ones are honest', () => {
  const nameOf = selectionNames([market()]);
  expect(nameOf('1.1', 58805)).toBe('The Draw');
  expect(nameOf('1.1', 7)).toBe('Selection 7');
});
