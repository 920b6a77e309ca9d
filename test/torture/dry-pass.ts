import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '../../src/core/events.ts';
import type { Random } from '../../src/random.ts';
import { openBets } from '../bets-in-log.ts';
import { BEYOND_HEARTBEAT_MS } from './carry-out.ts';
import { drive, type Steer } from './drive.ts';
import { judge } from './judge.ts';
import type { Boundary, Phase } from './plan.ts';
import type { Crossing } from './trace.ts';
import type { Victim } from './victim.ts';
import { openWorld, type World } from './world.ts';

const WITHIN_MS = 60_000;

const STEERS: readonly Steer[] = ['win', 'lose', 'void', 'correct', 'reject', 'late', 'win', 'win', 'lose'];

/**
 * Learns which boundaries bots come to, in a life in which nothing is left out and nobody is killed for it. A start
 * after a torn write has those alone that no other start has.
 */
export async function learnBoundaries(root: string, random: Random): Promise<readonly Boundary[]> {
  const world = await openWorld(root);
  try {
    const first = world.start();
    const armed = await crossedWhenCalm(world, first, () => true);
    const begun = await crossedWhenCalm(world, first, (events) => openBets(events).length > 0);
    for (const steer of STEERS) await oneMoreBet(world, first, random, steer);
    const open = await startAfter('receive placeOrders before', world, first, random);
    const torn = await startAfter('write BET_REQUESTED torn', world, open.victim, random);
    const taken = await takeOver(world, torn.victim);
    const start = countIn('start', open.crossed);
    return [
      ...countIn('first start', armed),
      ...start,
      ...countIn('start after a torn write', torn.crossed).filter(
        ({ name }) => !start.some((other) => other.name === name),
      ),
      ...countIn('taking over', taken),
      ...countIn('betting', first.crossed().slice(begun.length)),
    ];
  } finally {
    await world.close(false);
  }
}

/** What it has come to when its books agree with the exchange's. */
async function crossedWhenCalm(
  world: World,
  victim: Victim,
  isCalm: (events: readonly Event[]) => boolean,
): Promise<readonly Crossing[]> {
  const { wrong } = await judge(world, victim, isCalm);
  if (wrong !== null) throw new Error(`nothing was done to the bot, and yet: ${wrong}`);
  return victim.crossed();
}

async function oneMoreBet(world: World, victim: Victim, random: Random, steer: Steer): Promise<void> {
  const { length } = placed(world);
  const until = () => placed(world).length > length;
  const driven = await drive(world, victim, random, { steer, withinMs: WITHIN_MS, until });
  if (driven !== 'held') throw new Error(`no bet after ${steer}: ${driven}\n${victim.said()}`);
  await crossedWhenCalm(world, victim, () => true);
}

const placed = (world: World) =>
  world.events().filter(({ type }) => type === 'BET_PLACED' || type === 'BET_FOUND_LATE');

async function startAfter(boundary: string, world: World, before: Victim, random: Random) {
  before.obey({ boundary, occurrence: 1, part: 0.5, signal: 'SIGKILL' });
  await drive(world, before, random, { steer: 'lose', withinMs: WITHIN_MS });
  await before.kill();
  const victim = world.start();
  return { victim, crossed: await crossedWhenCalm(world, victim, () => victim.crossed().some(isLogin)) };
}

/** What one comes to that takes the data folder over from a sleeper. */
async function takeOver(world: World, sleeper: Victim): Promise<readonly Crossing[]> {
  sleeper.child.kill('SIGSTOP');
  await sleep(BEYOND_HEARTBEAT_MS);
  const next = world.start();
  const crossed = await crossedWhenCalm(world, next, () => next.crossed().some(isLogin));
  await sleeper.kill();
  return crossed;
}

/** The last step of a start; a request that was left open is decided only after it. */
const isLogin = ({ boundary }: Crossing): boolean => boundary === 'receive certlogin after';

function countIn(phase: Phase, crossings: readonly Crossing[]): readonly Boundary[] {
  const counts = new Map<string, number>();
  for (const { boundary } of crossings) counts.set(boundary, (counts.get(boundary) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ phase, name, count }));
}
