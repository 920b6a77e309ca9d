import { type Random, shuffled } from '../../../src/random.ts';

/** A process dies at a boundary's n-th crossing, a torn message having let `part` of it through, or after so many ms. */
export type Place =
  | { readonly boundary: string; readonly occurrence: number; readonly part: number }
  | { readonly ms: number };

export type Deed =
  | { readonly kind: 'leader killed' | 'standby killed' | 'both killed'; readonly at: Place }
  /** Killed at a boundary of its taking over from a leader that was killed. */
  | { readonly kind: 'successor killed'; readonly at: Place; readonly leader: Place }
  | { readonly kind: 'leader told to end'; readonly ms: number }
  /** Woken so many ms after another one has the lease. */
  | { readonly kind: 'leader asleep until replaced'; readonly before: string | null; readonly ms: number }
  /** Woken after so many ms, whoever leads then. */
  | { readonly kind: 'leader asleep for less' | 'leader asleep for about the lease'; readonly ms: number }
  | { readonly kind: 'standby asleep'; readonly ms: number }
  | { readonly kind: 'connections ended'; readonly of: 'leader' | 'both' }
  /** The connection of the next append, before the database has it or when it has answered. */
  | { readonly kind: 'append cut'; readonly place: 'insert' | 'answer'; readonly thenKilled: boolean }
  /** From the database, for so many ms. */
  | { readonly kind: 'leader cut off' | 'both cut off'; readonly ms: number }
  /** The database is away for so many ms, for the pairs of all lanes. */
  | {
      readonly kind: 'database stopped' | 'database killed';
      readonly ms: number;
      readonly leaderKilled: boolean;
    };

/** Befalls calls of the exchange from the round's beginning on. */
interface ExchangeFault {
  readonly kind: string;
  readonly operation: string;
  readonly times: number;
  readonly ms?: number;
  readonly taken?: boolean;
}

/** What befalls a pair at once. */
export interface Round {
  readonly deed: Deed;
  readonly beside: ExchangeFault | null;
}

const aroundSending = (name: string) =>
  ['send NAME before', 'send NAME torn', 'send NAME after', 'receive NAME before', 'receive NAME after'].map(
    (boundary) => boundary.replace('NAME', name),
  );

const aroundWriting = (name: string) =>
  ['write NAME before', 'write NAME torn', 'sync NAME before', 'sync NAME after'].map((boundary) =>
    boundary.replace('NAME', name),
  );

/** Where a leader's end leaves something to find out. */
const LEADING: readonly string[] = [
  ...aroundSending('append BET_REQUESTED'),
  ...aroundWriting('BET_REQUESTED'),
  ...aroundSending('placeOrders'),
  ...aroundSending('append BET_PLACED'),
  ...aroundWriting('BET_PLACED'),
  ...aroundSending('append BET_LOST'),
  ...aroundSending('append BET_WON'),
  ...aroundSending('append RESULT_CORRECTED'),
  ...aroundSending('append BET_REJECTED'),
  ...aroundSending('prolong'),
];

const FOLLOWING: readonly string[] = aroundWriting('BET_REQUESTED+BET_PLACED').concat(
  'write betting_events.live.head.json before',
  'write betting_events.live.head.json after',
);

/** What one comes to that takes over. */
const TAKING_OVER: readonly string[] = [
  ...aroundSending('take'),
  'send certlogin before',
  'receive certlogin before',
  'send listCurrentOrders before',
  'receive listCurrentOrders before',
  // Alone, or with what became of the request that the one before left open.
  ...aroundSending('append BOT_STARTED+*'),
  ...aroundWriting('BOT_STARTED+*'),
];

/** After which the successor has a request to find out about. */
const LEAVING_OPEN = [
  'receive append BET_REQUESTED after',
  'send placeOrders before',
  'send placeOrders after',
  'receive placeOrders before',
  'send append BET_PLACED before',
  'send append BET_PLACED after',
];

const FALLING_ASLEEP = [
  'send append BET_REQUESTED before',
  'receive append BET_REQUESTED before',
  'send placeOrders before',
  'send append BET_PLACED before',
  'send prolong before',
];

const FAULTS: readonly ExchangeFault[] = [
  { kind: 'lost_after', operation: 'placeOrders', times: 1 },
  { kind: 'lost_before', operation: 'placeOrders', times: 1 },
  { kind: 'cut', operation: 'placeOrders', times: 1 },
  { kind: 'slow', operation: 'placeOrders', times: 1, ms: 4_000 },
  { kind: 'timeout', operation: 'placeOrders', times: 1, taken: true, ms: 4_000 },
  { kind: 'http_5xx', operation: 'placeOrders', times: 1, taken: true },
  { kind: 'slow', operation: 'listCurrentOrders', times: 3, ms: 1_500 },
  { kind: 'lost_before', operation: 'listCurrentOrders', times: 2 },
  { kind: 'dead_session', operation: 'listMarketBook', times: 1 },
];

type Draw = (random: Random) => Deed;

/** An item after the other, all of them before one comes again. */
function turns<T>(items: readonly T[]): (random: Random) => T {
  let left: T[] = [];
  return (random) => {
    if (left.length === 0) left = shuffled(items, random);
    const [next] = left.splice(-1);
    if (next === undefined) throw new RangeError('there is nothing to draw from');
    return next;
  };
}

const between = (least: number, most: number, random: Random): number =>
  Math.floor(least + random() * (most - least));

/** Each kind as often as it stands here, before one comes oftener. */
function kinds(): readonly Draw[] {
  const [leading, following, takingOver] = [turns(LEADING), turns(FOLLOWING), turns(TAKING_OVER)];
  const [leavingOpen, fallingAsleep] = [turns(LEAVING_OPEN), turns(FALLING_ASLEEP)];
  const met = (boundary: string, random: Random, occurrence = 1): Place => ({
    ...{ boundary, occurrence },
    part: random(),
  });
  const somewhere = (random: Random): Place => ({ ms: between(0, 4_000, random) });
  const atBoundary: Draw = (random) => ({ kind: 'leader killed', at: met(leading(random), random) });
  const asleep = (before: string | null, random: Random): Deed => ({
    ...{ kind: 'leader asleep until replaced', before },
    ms: between(0, 3_000, random),
  });
  return [
    atBoundary,
    atBoundary,
    atBoundary,
    atBoundary,
    (random) => ({ kind: 'leader killed', at: somewhere(random) }),
    (random) => ({ kind: 'standby killed', at: somewhere(random) }),
    (random) => ({ kind: 'standby killed', at: met(following(random), random) }),
    (random) => ({ kind: 'both killed', at: somewhere(random) }),
    (random) => ({
      ...{ kind: 'successor killed', at: met(takingOver(random), random) },
      leader: met(leavingOpen(random), random),
    }),
    (random) => ({ kind: 'leader told to end', ms: between(0, 3_000, random) }),
    (random) => asleep(fallingAsleep(random), random),
    (random) => asleep(null, random),
    (random) => ({ kind: 'leader asleep for less', ms: between(500, 5_000, random) }),
    (random) => ({ kind: 'leader asleep for about the lease', ms: between(6_000, 8_500, random) }),
    (random) => ({ kind: 'standby asleep', ms: between(2_000, 12_000, random) }),
    (random) => ({ kind: 'connections ended', of: random() < 0.5 ? 'leader' : 'both' }),
    (random) => ({ kind: 'append cut', place: 'answer', thenKilled: random() < 0.3 }),
    (random) => ({ kind: 'append cut', place: 'insert', thenKilled: random() < 0.3 }),
    (random) => ({ kind: 'leader cut off', ms: between(9_000, 12_000, random) }),
    (random) => ({ kind: 'both cut off', ms: between(1_000, 10_000, random) }),
    (random) => ({
      kind: random() < 0.5 ? 'database stopped' : 'database killed',
      ms: between(0, 9_000, random),
      leaderKilled: random() < 0.3,
    }),
  ];
}

const WITH_A_FAULT = 0.3;

/** All kinds in turn, in an order of their own; the same for the same seed. */
export function planRounds(rounds: number, random: Random): readonly Round[] {
  const next = turns(kinds());
  const fault = turns(FAULTS);
  return Array.from({ length: rounds }, () => ({
    deed: next(random)(random),
    beside: random() < WITH_A_FAULT ? fault(random) : null,
  }));
}

export function labelOf({ deed, beside }: Round): string {
  const fault = beside === null ? '' : `, ${beside.kind} on ${beside.operation}`;
  return `${sayDeed(deed)}${fault}`;
}

const sayPlace = (place: Place): string => ('boundary' in place ? place.boundary : `after ${place.ms} ms`);

function sayDeed(deed: Deed): string {
  switch (deed.kind) {
    case 'leader killed':
    case 'standby killed':
    case 'both killed':
      return `${deed.kind}: ${sayPlace(deed.at)}`;
    case 'successor killed':
      return `${deed.kind}: ${sayPlace(deed.at)}, leader killed: ${sayPlace(deed.leader)}`;
    case 'leader asleep until replaced':
      return `${deed.kind}: ${deed.before ?? 'a random moment'}`;
    case 'connections ended':
      return `${deed.kind}: ${deed.of}`;
    case 'append cut':
      return `${deed.kind}: ${deed.place}${deed.thenKilled ? ', then killed' : ''}`;
    case 'database stopped':
    case 'database killed':
      return `${deed.kind}: ${deed.ms} ms${deed.leaderKilled ? ', and the leader killed' : ''}`;
    case 'leader told to end':
    case 'leader asleep for less':
    case 'leader asleep for about the lease':
    case 'standby asleep':
    case 'leader cut off':
    case 'both cut off':
      return `${deed.kind}: ${deed.ms} ms`;
  }
}

/** All of one kind together. */
export function kindOf({ deed }: Round): string {
  if ('at' in deed && deed.kind !== 'successor killed')
    return `${deed.kind}: ${'boundary' in deed.at ? 'a boundary' : 'a random moment'}`;
  if (deed.kind === 'append cut')
    return `append cut ${deed.place === 'insert' ? 'before' : 'after'} the commit${deed.thenKilled ? ', then killed' : ''}`;
  return 'leaderKilled' in deed && deed.leaderKilled ? `${deed.kind}, and the leader killed` : deed.kind;
}
