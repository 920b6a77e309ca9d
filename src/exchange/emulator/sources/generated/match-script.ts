import { type Random, randomFrom } from '../../../../random.ts';
import type { Fixture } from './fixture.ts';
import { poissonMoments } from './goal-model.ts';
import { type PlayClock, playClock } from './play-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A stretch of a market's life that begins at `from` (generated ms) and lasts until the next. */
export interface Phase {
  readonly from: number;
  readonly status: 'OPEN' | 'SUSPENDED' | 'CLOSED';
  readonly inPlay: boolean;
  readonly version: number;
}

interface Goal {
  readonly at: number;
  readonly side: 'home' | 'away';
}

/** All that will happen in a match and to its market. */
export interface MatchScript {
  /** Ascending; the first is there from before the market is on show, the last is CLOSED. */
  readonly phases: readonly Phase[];
  /** Ascending. */
  readonly goals: readonly Goal[];
  readonly closedAt: number;
  readonly result: 'home' | 'away' | 'draw' | 'void';
  /** How much has been played at that moment, 0 to 1. */
  playedAt(moment: number): number;
}

/** How a match ends: played to the final whistle, or its market void because of what came between. */
interface Ending {
  readonly whistle: number;
  readonly closedAt: number;
  readonly void: boolean;
}

type Step = Omit<Phase, 'version'>;

const EVENTS = 4;

/** One match in so many is postponed or abandoned, half of them each. */
const VOID_ONE_IN = 60;

/** Plays a match: results come from the same goal process that its prices are made of. */
export function scriptMatch(seed: number, fixture: Fixture): MatchScript {
  const random = randomFrom(seed, EVENTS, fixture.index);
  const fate = random() * VOID_ONE_IN;
  const off = fixture.kickOff + lateness(random);
  const start = off + Math.round((5 + 15 * random()) * SECOND);
  const clock = playClock(start, random);
  const ending = endingOf(fate, fixture.kickOff, clock, random);
  const goals = [
    ...poissonMoments(fixture.rates.home, random).map((played) => ({ played, side: 'home' as const })),
    ...poissonMoments(fixture.rates.away, random).map((played) => ({ played, side: 'away' as const })),
  ]
    .map(({ played, side }): Goal => ({ at: clock.momentOf(played), side }))
    .filter(({ at }) => at < ending.whistle)
    .sort((a, b) => a.at - b.at);
  const steps = [...lifeUpTo(ending, off, start, goals, random), ...endOf(ending, start)];
  return {
    phases: withVersions(steps, fixture.index, random),
    goals,
    closedAt: ending.closedAt,
    result: ending.void ? 'void' : resultOf(goals),
    playedAt: clock.playedAt,
  };
}

/** Most matches start within a minute and a half, one in twelve 3 to 20 minutes late. */
function lateness(random: Random): number {
  const late = random() < 1 / 12;
  return Math.round(late ? (3 + 17 * random()) * MINUTE : 90 * SECOND * random());
}

function endingOf(fate: number, kickOff: number, clock: PlayClock, random: Random): Ending {
  const between = (low: number, high: number) => Math.round((low + (high - low) * random()) * MINUTE);
  if (fate < 0.5) {
    return { whistle: kickOff - between(5, 45), closedAt: kickOff + between(30, 150), void: true };
  }
  if (fate < 1) {
    const whistle = clock.momentOf(0.02 + 0.96 * random());
    return { whistle, closedAt: whistle + between(60, 180), void: true };
  }
  return { whistle: clock.end, closedAt: clock.end + between(1, 2), void: false };
}

/** Open, suspended at the off, open in-play, suspended at every goal: up to the whistle. */
function lifeUpTo(
  { whistle }: Ending,
  off: number,
  start: number,
  goals: readonly Goal[],
  random: Random,
): Step[] {
  const steps: Step[] = [{ from: Number.NEGATIVE_INFINITY, status: 'OPEN', inPlay: false }];
  if (whistle < off) return steps;
  steps.push(
    { from: off, status: 'SUSPENDED', inPlay: false },
    { from: start, status: 'OPEN', inPlay: true },
  );
  for (const [number, { at }] of goals.entries()) {
    const reopens = at + Math.round((25 + 65 * random()) * SECOND);
    steps.push({ from: at, status: 'SUSPENDED', inPlay: true });
    const next = goals[number + 1]?.at ?? whistle;
    if (reopens < next) steps.push({ from: reopens, status: 'OPEN', inPlay: true });
  }
  return steps;
}

function endOf({ whistle, closedAt }: Ending, start: number): Step[] {
  const inPlay = whistle >= start;
  return [
    { from: whistle, status: 'SUSPENDED', inPlay },
    { from: closedAt, status: 'CLOSED', inPlay },
  ];
}

function withVersions(steps: readonly Step[], index: number, random: Random): Phase[] {
  let version = 6_000_000_000 + (index % 100_000_000) * 10;
  return steps.map((step) => {
    version += 1 + Math.floor(5_000 * random());
    return { ...step, version };
  });
}

function resultOf(goals: readonly Goal[]): 'home' | 'away' | 'draw' {
  const lead = goals.reduce((sum, { side }) => sum + (side === 'home' ? 1 : -1), 0);
  if (lead === 0) return 'draw';
  return lead > 0 ? 'home' : 'away';
}
