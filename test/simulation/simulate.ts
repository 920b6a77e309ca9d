import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from '../../src/command.ts';
import { checkEnd } from './check-end.ts';
import type { Kind } from './fault-kinds.ts';
import { runDry } from './run-dry.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { HOUR } from './world.ts';

export interface SimulationWanted {
  readonly seed: number;
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

/** One bot's life of so many days. The same seed and kinds bring the same event file, byte for byte. */
export async function simulate({ seed, days, kinds, commands }: SimulationWanted): Promise<Simulated> {
  const root = makeScratchFolder();
  const simulation = createSimulation({ seed, kinds, commands, root, start: START });
  try {
    const end = START + days * DAY;
    simulation.begin();
    simulation.world.later(end - CALM_FOR - START, simulation.calmDown);
    let steps = await runUntil(simulation, end);
    if (simulation.record.violation() === null)
      await checkEnd(simulation, async (moment) => {
        steps += await runUntil(simulation, moment);
      });
    const { record, world, invariants } = simulation;
    return {
      violation: record.violation(),
      days: (world.clock.now() - START) / DAY,
      history: record.history,
      file: createHash('sha256').update(readFileSync(simulation.eventFile())).digest('hex'),
      counts: {
        steps,
        events: invariants.witness.state().seq,
        starts: record.count('BOT_STARTED'),
        ...invariants.placing.counts(),
        corrected: record.count('RESULT_CORRECTED'),
      },
    };
  } finally {
    simulation.world.disk.remove();
  }
}

/** From wait to wait; after each step, when nothing is left to run, every invariant is checked. Gives the steps. */
async function runUntil(
  { world: { clock }, machine, afterStep, record }: Simulation,
  end: number,
): Promise<number> {
  for (let steps = 1; ; steps++) {
    await runDry(machine.isBusy);
    afterStep();
    if (record.violation() !== null || clock.now() >= end) return steps;
    clock.moveTo(Math.min(clock.nextEnd() ?? end, end));
  }
}
