import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import type { Command } from '../../src/command.ts';
import { checkEnd } from './check-end.ts';
import type { Kind } from './fault-kinds.ts';
import { runDry } from './run-dry.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { HOUR } from './world.ts';

export interface SimulationWanted {
  readonly seed: number;
  /** How many machines; where they are several, they have the log in a database. */
  readonly nodes: number;
  readonly days: number;
  readonly kinds: readonly Kind[];
  readonly commands: readonly Command[];
}

export interface Simulated {
  /** What must never be and was; null where all went well. */
  readonly violation: string | null;
  /** Days until then. */
  readonly days: number;
  readonly history: readonly string[];
  /** SHA-256 of the event file. */
  readonly file: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Six in the morning: the last hours hold a night's comparison of the books. */
const START = Date.parse('2026-03-02T06:00:00.000Z');
const DAY = 24 * HOUR;
/** At the end nothing befalls the bot any more, so that all must come right. */
const CALM_FOR = 6 * HOUR;
/** Of a life that is shorter than a day. */
const CALM_PART = 1 / 3;

/** One bot's life of so many days. The same seed and kinds bring the same event file, byte for byte. */
export async function simulate(wanted: SimulationWanted): Promise<Simulated> {
  const root = makeScratchFolder();
  const simulation = createSimulation({ ...wanted, root, start: START });
  try {
    const end = START + wanted.days * DAY;
    const calm = Math.min(CALM_FOR, (end - START) * CALM_PART);
    simulation.begin();
    simulation.world.later(end - calm - START, simulation.calmDown);
    let steps = await runUntil(simulation, end);
    if (simulation.record.violation() === null)
      await checkEnd(simulation, async (moment) => {
        steps += await runUntil(simulation, moment);
      });
    const { record, world, stream, invariants } = simulation;
    return {
      violation: record.violation(),
      days: (world.clock.now() - START) / DAY,
      history: record.history,
      file: createHash('sha256')
        .update(readFileSync(simulation.eventFile(world.acting())))
        .digest('hex'),
      counts: {
        steps,
        events: invariants.witness.state().seq,
        starts: record.count('BOT_STARTED'),
        ...stream?.counts(),
        ...invariants.placing.counts(),
        corrected: record.count('RESULT_CORRECTED'),
      },
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** From wait to wait; after each step, when nothing is left to run, every invariant is checked. Gives the steps. */
async function runUntil({ world: { clock }, afterStep, record }: Simulation, end: number): Promise<number> {
  for (let steps = 1; ; steps++) {
    await runDry();
    afterStep();
    if (record.violation() !== null || clock.now() >= end) return steps;
    clock.moveTo(Math.min(clock.nextEnd() ?? end, end));
  }
}
