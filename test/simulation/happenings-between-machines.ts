import type { Random } from '../../src/random.ts';
import type { Kind } from './fault-kinds.ts';
import type { DatabaseCall } from './simulated-database.ts';
import { anyMachine, between, type Happening, HOUR, MINUTE, pick, type World } from './world.ts';

/** In ms: shorter and longer than a lease lasts, and than an order that is not found is waited for. */
const spell = (random: Random): number =>
  random() < 0.8 ? between(random, 500, 20_000) : between(random, MINUTE, 10 * MINUTE);

/** Over again, it is something to recover from as well. */
function passing(world: World, ms: number): void {
  world.disturb();
  world.later(ms, world.disturb);
}

/** Where it could cost money that nothing goes on for a while. */
const PLACES = ['send placeOrders', 'leave placeOrders', 'receive placeOrders', 'ask insert', 'told insert'];

/** One is frozen with an append to send, and the one that takes over before it has appended anything. */
function freezeBoth({ acting, machines }: World, random: Random): void {
  const leader = acting();
  leader.freeze(between(random, 7_500, 14_000), 'ask insert');
  const ms = between(random, 1_000, 6_500);
  for (const machine of machines) if (machine !== leader) machine.freeze(ms, 'told take');
}

function freezeOne(world: World, random: Random): void {
  const ms = spell(random);
  anyMachine(world, random).freeze(ms, pick([null, ...PLACES], random) ?? null);
}

function sleep(world: World, random: Random): void {
  const ms = spell(random);
  anyMachine(world, random).sleep(ms, pick([null, ...PLACES], random) ?? null);
}

/** It stays so until it is set again, to the right time every other time. */
function setClock(world: World, random: Random): void {
  const beside = random() < 0.5 ? 0 : between(random, -90_000, 90_000);
  anyMachine(world, random).clock.setBeside(beside);
  world.note(`clock set ${beside} ms beside the time`);
}

function cut(world: World, random: Random): void {
  const ms = spell(random);
  anyMachine(world, random).link?.cut(ms);
  world.note(`database out of reach for ${ms} ms`);
  passing(world, ms);
}

function slow(world: World, random: Random): void {
  const ms = between(random, 5_000, 3 * MINUTE);
  const most = between(random, 100, 9_000);
  anyMachine(world, random).link?.slow(ms, most);
  world.note(`up to ${most} ms to the database for ${ms} ms`);
  // What was asked last has its way there and back still to go.
  passing(world, ms + 2 * most);
}

const CALLS: readonly DatabaseCall[] = ['insert', 'insert', 'insert', 'lines', 'prolong', 'take'];

function unsure(world: World, random: Random): void {
  const call = pick(CALLS, random) ?? 'insert';
  const when = random() < 0.5 ? 'before' : 'after';
  const machine = anyMachine(world, random);
  machine.link?.loseNext(call, when);
  world.note(`the next ${call} is cut off ${when} it is done`);
  // So that it is not known either what came of it.
  if (random() < 0.3) machine.freeze(spell(random), `ask ${call}`);
  world.disturb();
}

function down(world: World, random: Random): void {
  const ms = spell(random);
  world.database?.setDown(true);
  world.note(`the database is down for ${ms} ms`);
  world.later(ms, () => world.database?.setDown(false));
  passing(world, ms);
}

export const BETWEEN_MACHINES: Partial<Record<Kind, Happening>> = {
  freeze: {
    everyMs: HOUR,
    happen: (world, random) => (random() < 0.3 ? freezeBoth : freezeOne)(world, random),
  },
  sleep: { everyMs: 2 * HOUR, happen: sleep },
  clock_set: { everyMs: 3 * HOUR, happen: setClock },
  database_cut: { everyMs: HOUR, happen: cut },
  database_slow: { everyMs: 2 * HOUR, happen: slow },
  database_unsure: { everyMs: 30 * MINUTE, happen: unsure },
  database_down: { everyMs: 3 * HOUR, happen: down },
};
