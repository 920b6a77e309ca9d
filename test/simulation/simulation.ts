import type { Command, CommandCall, Outcome } from '../../src/command.ts';
import { type Random, randomFrom } from '../../src/random.ts';
import { eventFilePath } from '../../store/event-file/layout.ts';
import { checkBettingAgain } from './check-betting-again.ts';
import { DRAWS, type Draws } from './draws.ts';
import type { Kind } from './fault-kinds.ts';
import { beginHabits } from './habits.ts';
import { createHappenings } from './happenings.ts';
import { availabilityCheck } from './invariants/availability-check.ts';
import { createInvariants, type Invariants } from './invariants/invariants.ts';
import type { ResultsCheck } from './invariants/results-check.ts';
import type { StreamCheck } from './invariants/stream-check.ts';
import { createLifeRecord, type LifeRecord } from './life-record.ts';
import type { Machine } from './machine.ts';
import { actingOf, createMachines, lookAtLead } from './machines.ts';
import { createOutside } from './outside.ts';
import { seededIds } from './seeded-ids.ts';
import { simulatedConfig } from './simulated-config.ts';
import { type SimulatedConsole, simulatedConsole } from './simulated-console.ts';
import { BALANCE } from './simulated-exchange.ts';
import { virtualClock } from './virtual-clock.ts';
import { between, HOUR, MINUTE, type World } from './world.ts';

export interface SimulationParts {
  readonly seed: number;
  /** How many machines; where they are several, they have the log in a database. */
  readonly nodes: number;
  readonly kinds: readonly Kind[];
  readonly commands: readonly Command[];
  /** A folder of its own. */
  readonly root: string;
  /** Wall-clock milliseconds. */
  readonly start: number;
}

export interface Simulation {
  readonly world: World;
  /** Null where there is one machine. */
  readonly stream: StreamCheck | null;
  readonly invariants: Invariants;
  readonly results: ResultsCheck;
  readonly record: LifeRecord;
  eventFile(machine: Machine): string;
  /** Starts the bot, and all that befalls it. */
  begin(): void;
  /** Nothing befalls it any more, and nothing new is bet. */
  calmDown(): void;
  /** To be called whenever nothing is left to run. */
  afterStep(): void;
}

/** A world with one bot in it, on one machine or several; nothing happens yet. */
export function createSimulation(parts: SimulationParts): Simulation {
  const draws: Draws = (use, more = 0) => randomFrom(parts.seed, DRAWS[use] + more);
  const clock = virtualClock(parts.start);
  const { now } = clock;
  const record = createLifeRecord(now);
  const config = simulatedConfig(draws('config'));
  const appearsAfter = timeToAppear(parts.kinds, draws('late'));
  const { timeZone, betting } = config;
  const invariants = createInvariants(
    { balance: BALANCE, ...betting, timeZone, appearsAfter, isStream: parts.nodes > 1, now },
    record.event,
  );
  const later = (ms: number, act: () => void): void => void clock.after(ms, record.guarded(act));
  const seen = { clock, record, invariants, later };
  const { disturb } = availabilityCheck({ later, look: () => lookAtLead(machines, outside) });
  const outside = createOutside({ ...parts, ...seen, draws, appearsAfter, disturb });
  const common = { ...outside, config, clock, later, disturb, note: record.note };
  const machines = createMachines({ ...parts, ...common, draws, record, invariants });
  const acting = (): Machine => actingOf(machines, outside.stream);
  const world: World = {
    ...common,
    ...{ witness: invariants.witness, machines, acting },
    console: consoleOf(parts, draws, seen, acting),
  };
  const results = invariants.results(outside.exchange.emulator);
  const known = { world, stream: outside.stream, invariants, results, record };
  return {
    ...known,
    eventFile: ({ disk }) => eventFilePath(disk.folder(), config.mode),
    ...lifeOf(parts, draws, known),
  };
}

type Known = Pick<Simulation, 'world' | 'stream' | 'invariants' | 'results' | 'record'>;

function lifeOf(
  { kinds }: SimulationParts,
  draws: Draws,
  { world, invariants, results, record }: Known,
): Pick<Simulation, 'begin' | 'calmDown' | 'afterStep'> {
  let calm = false;
  const look = (): void => {
    results.look(invariants.witness.state(), world.clock.now());
    world.later(HOUR, look);
  };
  return {
    begin() {
      for (const { clock, start } of world.machines) clock.after(0, start);
      beginHabits(world, draws('habits'), () => calm);
      createHappenings(world, kinds, (kind) => draws('kinds', kind), {
        isCalm: () => calm,
        before: results.beforeChange,
      });
      world.later(HOUR, look);
    },
    calmDown() {
      calm = true;
      calmDown(world);
      if (world.database !== null) checkBettingAgain(world);
    },
    afterStep: record.guarded(() => {
      invariants.placing.afterStep(invariants.witness.state());
      for (const { bury } of world.machines) bury();
    }),
  };
}

function consoleOf(
  { commands }: SimulationParts,
  draws: Draws,
  { clock, record, invariants }: Pick<Known, 'record' | 'invariants'> & Pick<World, 'clock'>,
  machine: () => Machine,
): SimulatedConsole {
  const asksFirst = new Set(commands.flatMap(({ name, confirm }) => (confirm ? [name] : [])));
  return simulatedConsole({
    machine,
    now: clock.now,
    newId: seededIds(clock.now, draws('commands')),
    note: record.note,
    onAnswer: record.guarded(({ name, id }: CommandCall, outcome: Outcome) => {
      if (!asksFirst.has(name)) invariants.commands.onAnswer(id, outcome);
    }),
    onBroken: record.fail,
  });
}

/** Two minutes is what Betfair promises; a simulated one may break that. */
function timeToAppear(kinds: readonly Kind[], random: Random): number {
  const breaks = random() < 0.25;
  const kept = between(random, 3_000, 115_000);
  const broken = between(random, 3 * MINUTE, 4 * HOUR);
  return breaks && kinds.includes('late_orders') ? broken : kept;
}

function calmDown(world: World): void {
  const { exchange, discord, database, machines, console, acting } = world;
  world.note('calm');
  for (const fault of exchange.faults.standing()) exchange.faults.set({ ...fault, times: 0 });
  exchange.emulator.paceSettlement({ settlementLag: 0, rollUpLag: 0, voidLag: 0, gap: false });
  exchange.repeat(0);
  discord.setAway(false);
  database?.setDown(false);
  for (const { disk, link, process } of machines) {
    disk.setFull(false);
    disk.failNext(null);
    link?.mend();
    process()?.life.spare();
  }
  console.type('disarm', {});
  acting().restart();
}
