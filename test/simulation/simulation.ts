import type { Command, CommandCall, Outcome } from '../../src/command.ts';
import { createGeneratedSource } from '../../src/exchange/emulator/sources/generated/generated-source.ts';
import { type Random, randomFrom } from '../../src/random.ts';
import { eventFilePath } from '../../store/event-file/layout.ts';
import type { Kind } from './fault-kinds.ts';
import { beginHabits } from './habits.ts';
import { createHappenings } from './happenings.ts';
import { createInvariants, type Invariants } from './invariants/invariants.ts';
import type { ResultsCheck } from './invariants/results-check.ts';
import { createLifeRecord, type LifeRecord } from './life-record.ts';
import { createMachine, type Machine } from './machine.ts';
import { seededIds } from './seeded-ids.ts';
import { simulatedConfig } from './simulated-config.ts';
import { type SimulatedConsole, simulatedConsole } from './simulated-console.ts';
import { simulatedDiscord } from './simulated-discord.ts';
import { simulatedDisk } from './simulated-disk.ts';
import { BALANCE, simulatedExchange } from './simulated-exchange.ts';
import { virtualClock } from './virtual-clock.ts';
import { between, HOUR, MINUTE, type World } from './world.ts';

export interface SimulationParts {
  readonly seed: number;
  readonly kinds: readonly Kind[];
  readonly commands: readonly Command[];
  /** A folder of its own. */
  readonly root: string;
  /** Wall-clock milliseconds. */
  readonly start: number;
}

export interface Simulation {
  readonly world: World;
  readonly machine: Machine;
  readonly invariants: Invariants;
  readonly results: ResultsCheck;
  readonly record: LifeRecord;
  eventFile(): string;
  /** Starts the bot, and all that befalls it. */
  begin(): void;
  /** Nothing befalls it any more, and nothing new is bet. */
  calmDown(): void;
  /** To be called whenever nothing is left to run. */
  afterStep(): void;
}

/** What draws are for; draws for different uses are unrelated. */
const DRAWS = {
  config: 1,
  ids: 2,
  commands: 3,
  disk: 4,
  machine: 5,
  late: 6,
  habits: 7,
  kinds: 1_000,
} as const;

type Draws = (use: keyof typeof DRAWS, more?: number) => Random;

/** A world with one bot in it; nothing happens yet. */
export function createSimulation(parts: SimulationParts): Simulation {
  const draws: Draws = (use, more = 0) => randomFrom(parts.seed, DRAWS[use] + more);
  const clock = virtualClock(parts.start);
  const record = createLifeRecord(clock.now);
  const config = simulatedConfig(draws('config'));
  const appearsAfter = timeToAppear(parts.kinds, draws('late'));
  const { timeZone, betting } = config;
  const invariants = createInvariants({ balance: BALANCE, ...betting, timeZone, appearsAfter }, record.event);
  const outside = createOutside(parts, draws, { clock, record, invariants }, appearsAfter);
  const later = (ms: number, act: () => void): void => void clock.after(ms, record.guarded(act));
  const common = { ...outside, config, clock, later, note: record.note };
  const machine = machineOf(parts, draws, { ...common, invariants, record });
  const console = consoleOf(parts, draws, { clock, record, invariants }, machine);
  const world: World = {
    ...common,
    witness: invariants.witness,
    process: machine.process,
    restart: machine.restart,
    loseLock: machine.loseLock,
    console,
  };
  const results = invariants.results(outside.exchange.emulator);
  return {
    ...{ world, machine, invariants, results, record },
    eventFile: () => eventFilePath(outside.disk.folder(), config.mode),
    ...lifeOf(parts, draws, { world, machine, invariants, results, record }),
  };
}

type Known = Pick<Simulation, 'world' | 'machine' | 'invariants' | 'results' | 'record'>;

function lifeOf(
  { kinds }: SimulationParts,
  draws: Draws,
  { world, machine, invariants, results, record }: Known,
): Pick<Simulation, 'begin' | 'calmDown' | 'afterStep'> {
  let calm = false;
  const look = (): void => {
    results.look(invariants.witness.state(), world.clock.now());
    world.later(HOUR, look);
  };
  return {
    begin() {
      machine.start();
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
    },
    afterStep: record.guarded(() => {
      invariants.placing.afterStep(invariants.witness.state());
      machine.bury();
    }),
  };
}

type Seen = Pick<World, 'clock'> & Pick<Simulation, 'record' | 'invariants'>;

/** Exchange, disk and Discord. */
function createOutside(
  { seed, root, start }: SimulationParts,
  draws: Draws,
  seen: Seen,
  appearsAfter: number,
) {
  const { clock, record, invariants } = seen;
  const diskDraws = draws('disk');
  return {
    exchange: simulatedExchange({
      source: createGeneratedSource({ seed, began: start, speed: 1 }),
      clock,
      appearsAfter,
      onAnswer: record.guarded((operation: string, params: unknown, answer: unknown) => {
        if (operation === 'placeOrders') invariants.placing.onTaken(params, answer);
        else invariants.placing.onTold(operation, params, answer);
      }),
      onStale: invariants.placing.onStale,
    }),
    disk: simulatedDisk(root, () => diskDraws() < 0.5),
    discord: simulatedDiscord(record.guarded(invariants.notices.onTold)),
  };
}

function machineOf(
  { commands }: SimulationParts,
  draws: Draws,
  given: Pick<World, 'config' | 'exchange' | 'disk' | 'discord' | 'later' | 'note'> & Seen,
): Machine {
  const { config, clock, disk, discord, invariants, record } = given;
  const durable = (): Buffer => disk.durable(eventFilePath('', config.mode));
  return createMachine({
    ...given,
    commands,
    newId: seededIds(clock.now, draws('ids')),
    random: draws('machine'),
    onOpened: record.guarded((events, replayed) => {
      if (!discord.begun()) invariants.notices.forgetAll();
      invariants.placing.onOpened(new Date(clock.now()).toISOString());
      invariants.witness.onOpened(events, replayed);
    }),
    onAppend: record.guarded(invariants.witness.onAppend),
    onSend: record.guarded((operation, body, handler) => {
      if (operation !== 'placeOrders') return;
      invariants.placing.onSend(body, invariants.witness.state(), handler.blocked(), durable());
    }),
    onBroken: record.fail,
  });
}

function consoleOf(
  { commands }: SimulationParts,
  draws: Draws,
  { clock, record, invariants }: Seen,
  { process }: Machine,
): SimulatedConsole {
  const asksFirst = new Set(commands.flatMap(({ name, confirm }) => (confirm ? [name] : [])));
  return simulatedConsole({
    process,
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
  const { exchange, disk, discord } = world;
  world.note('calm');
  for (const fault of exchange.faults.standing()) exchange.faults.set({ ...fault, times: 0 });
  exchange.emulator.paceSettlement({ settlementLag: 0, rollUpLag: 0, voidLag: 0, gap: false });
  exchange.repeat(0);
  disk.setFull(false);
  disk.failNext(null);
  discord.setAway(false);
  world.process()?.life.spare();
  world.console.type('disarm', {});
  world.restart();
}
