import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/random.ts';
import { drive, steerTo } from './drive.ts';
import type { FallingAsleep, Run } from './plan.ts';
import { ASLEEP, isDeed } from './trace.ts';
import type { Order, Victim } from './victim.ts';
import type { World } from './world.ts';

/** Who lives on after a run's misfortune; whether it came; what of it alone was wrong. */
export interface Carried {
  readonly survivor: Victim | null;
  readonly came: boolean;
  readonly wrong: string | null;
}

const COMES_WITHIN_MS = 45_000;
const EXIT_LOCKED = 3;

/** The lock's heartbeat is ten seconds: until then a second process is refused. */
export const BEYOND_HEARTBEAT_MS = 10_500;

/** Lets a run's misfortune befall the bot of a world. `victim` is null where none was started there yet. */
export async function carryOut(
  run: Run,
  world: World,
  victim: Victim | null,
  random: Random,
): Promise<Carried> {
  switch (run.kind) {
    case 'boundary':
      return dead(
        await dieAt({ ...run, boundary: run.name, signal: 'SIGKILL' }, run.phase, world, victim, random),
      );
    case 'moment':
      return dead(await dieAfter(run.ms, run.phase, world, victim, random));
    case 'sleep':
      return overtake(run, world, victim ?? world.start(), random);
    case 'takeover':
      return dieTakingOver(run, world, victim ?? world.start(), random);
    case 'race':
      await victim?.kill();
      return race(world);
  }
}

const dead = (came: boolean): Carried => ({ survivor: null, came, wrong: null });

type Phase = Extract<Run, { kind: 'boundary' }>['phase'];

async function dieAt(order: Order, phase: Phase, world: World, victim: Victim | null, random: Random) {
  const steer = steerTo(order.boundary);
  if (phase === 'betting' && victim !== null) victim.obey(order);
  else if (victim !== null) await leaveOpen(phase, world, victim, random);
  const dying = phase === 'betting' && victim !== null ? victim : world.start(order);
  const driven = await drive(world, dying, random, { steer, withinMs: COMES_WITHIN_MS });
  await dying.kill();
  return driven === 'gone';
}

/** Leaves the next start something to find out, or to repair. */
async function leaveOpen(phase: Phase, world: World, victim: Victim, random: Random): Promise<void> {
  const boundary = phase === 'start' ? 'receive placeOrders before' : 'write BET_REQUESTED torn';
  victim.obey({ boundary, occurrence: 1, part: random(), signal: 'SIGKILL' });
  await drive(world, victim, random, { steer: null, withinMs: COMES_WITHIN_MS });
  await victim.kill();
}

async function dieAfter(
  ms: number,
  phase: 'start' | 'betting',
  world: World,
  victim: Victim | null,
  random: Random,
): Promise<boolean> {
  if (phase === 'start') await victim?.kill();
  const dying = phase === 'start' || victim === null ? world.start() : victim;
  await drive(world, dying, random, { steer: null, withinMs: ms });
  await dying.kill();
  return true;
}

const NEVER: Order = { boundary: 'none', occurrence: 1, part: 0, signal: 'SIGSTOP' };

/** False where it did not come to where it was to fall asleep, and was put to sleep elsewhere. */
export async function putToSleep(
  { ms, before }: FallingAsleep,
  world: Parameters<typeof drive>[0],
  victim: Victim,
  random: Random,
): Promise<boolean> {
  const isAsleep = () => victim.crossed().at(-1)?.boundary === ASLEEP;
  if (before !== null) victim.obey({ boundary: before, occurrence: 1, part: 0, signal: 'SIGSTOP' });
  const withinMs = before === null ? ms : COMES_WITHIN_MS;
  const steer = before === null ? null : steerTo(before);
  const driven = await drive(world, victim, random, { steer, withinMs, until: isAsleep });
  if (driven !== 'held') {
    // One that is about to stop itself would stop again after it was woken.
    victim.obey(NEVER);
    victim.child.kill('SIGSTOP');
  }
  return before === null || driven === 'held';
}

/** The sleeper wakes when another has the data folder. */
async function overtake(
  asleep: FallingAsleep,
  world: World,
  sleeper: Victim,
  random: Random,
): Promise<Carried> {
  const came = await putToSleep(asleep, world, sleeper, random);
  await sleep(BEYOND_HEARTBEAT_MS);
  const survivor = await startNext(world);
  const wrong = (await wake(sleeper)) ?? faultOf(survivor);
  return { survivor, came, wrong };
}

type Takeover = Extract<Run, { kind: 'takeover' }>;

/** One that dies before it has the lock leaves it to the sleeper. */
async function dieTakingOver(run: Takeover, world: World, sleeper: Victim, random: Random): Promise<Carried> {
  await putToSleep(run.asleep, world, sleeper, random);
  await sleep(BEYOND_HEARTBEAT_MS);
  const dying = world.start({ ...run, boundary: run.name, signal: 'SIGKILL' });
  const driven = await drive(world, dying, random, { steer: null, withinMs: COMES_WITHIN_MS });
  await dying.kill();
  const came = driven === 'gone';
  if (!run.wakesFirst) {
    const survivor = await startNext(world);
    return { survivor, came, wrong: (await wake(sleeper)) ?? faultOf(survivor) };
  }
  if (dying.crossed().some(({ boundary }) => boundary === HAS_LOCK))
    return { survivor: null, came, wrong: await wake(sleeper) };
  sleeper.child.kill('SIGCONT');
  return { survivor: sleeper, came, wrong: null };
}

const HAS_LOCK = 'mkdir .lock/N after';

/** Resolves when its start is in the log, or it has ended. */
async function startNext(world: World): Promise<Victim> {
  const before = startsIn(world);
  const next = world.start();
  await until(() => startsIn(world) > before || next.isGone());
  return next;
}

const faultOf = (survivor: Victim): string | null =>
  survivor.isGone() ? `the next bot did not take over:\n${survivor.said()}` : null;

/** What is wrong with one that has lost the lock in its sleep: it may do nothing any more but end. */
async function wake(sleeper: Victim): Promise<string | null> {
  const wokenAt = Date.now();
  sleeper.child.kill('SIGCONT');
  await until(() => sleeper.isGone());
  const [deed] = sleeper.crossed().filter(({ at, boundary }) => at > wokenAt && isDeed(boundary));
  const isGone = sleeper.isGone();
  await sleeper.kill();
  if (deed !== undefined) return `the sleeper came to "${deed.boundary}" after it had lost the lock`;
  return isGone ? null : 'the sleeper did not end after it had lost the lock';
}

async function race(world: World): Promise<Carried> {
  const before = startsIn(world);
  const [one, other] = [world.start(), world.start()];
  await until(() => startsIn(world) > before && (one.isGone() || other.isGone()));
  const survivor = one.isGone() ? other : one;
  const loser = one.isGone() ? one : other;
  if (survivor.isGone() || !loser.isGone() || (await loser.ended()) !== EXIT_LOCKED) {
    const wrong = `of two that started at once not exactly one was refused:\n${one.said()}\n${other.said()}`;
    await Promise.all([one.kill(), other.kill()]);
    return { survivor: null, came: true, wrong };
  }
  return { survivor, came: true, wrong: null };
}

const startsIn = (world: World): number => world.events().filter(({ type }) => type === 'BOT_STARTED').length;

/** Resolves when it holds, or after so long that it never will. */
export async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + COMES_WITHIN_MS; !holds() && Date.now() < deadline; ) await sleep(100);
}
