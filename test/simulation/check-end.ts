import { isDeepStrictEqual } from 'node:util';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { peekEvents } from '../../store/peek-events.ts';
import { verify } from '../../store/verification.ts';
import type { Machine } from './machine.ts';
import type { Simulation } from './simulation.ts';
import { Violation } from './violation.ts';
import { MINUTE } from './world.ts';

/** After the calm: everything is known, told, settled and whole. */
export async function checkEnd(
  simulation: Simulation,
  runUntil: (moment: number) => Promise<void>,
): Promise<void> {
  const { world, record } = simulation;
  const { clock, machines, acting } = world;
  acting().process()?.bot?.beat('check-results');
  await runUntil(clock.now() + MINUTE);
  await record.guard(() => checkQuiet(simulation));
  const leader = acting();
  // The last one to lead has all of it.
  for (const machine of [...machines.filter((each) => each !== leader), leader]) {
    const stopped = machine.stop();
    await runUntil(clock.now() + MINUTE);
    await stopped;
    const isWhole = machine === leader;
    await record.guard(() => checkFile(simulation, machine, isWhole));
  }
}

async function checkQuiet({ world, results, invariants }: Simulation): Promise<void> {
  const bot = world.acting().process()?.bot;
  if (bot == null) throw new Violation('the bot does not run at the end');
  const state = world.witness.state();
  if (!isDeepStrictEqual(bot.handler.state(), state))
    throw new Violation('the bot believes what its log does not say');
  if (state.request !== null)
    throw new Violation(`request ${state.request.orderRef} is still open at the end`);
  invariants.placing.afterStep(state);
  await results.atEnd(state);
  if (invariants.notices.untold() > 0)
    throw new Violation(`${invariants.notices.untold()} notices were never told`);
  const differences = (await bot.core.bettor.compareBooks())?.differences ?? [];
  if (differences.length > 0) throw new Violation(`the books differ: ${JSON.stringify(differences)}`);
}

async function checkFile({ world, stream, eventFile }: Simulation, machine: Machine, isWhole: boolean) {
  const { exitCode, out, err } = await verify([eventFile(machine)]);
  if (exitCode !== 0 || err.length > 0)
    throw new Violation(`the event file is not whole: ${[...out, ...err].join(' ')}`);
  const events: Event[] = [];
  await peekEvents(machine.disk.folder(), world.config.mode, (event) => events.push(event));
  if (stream === null) world.witness.onOpened(events);
  else stream.onCopyOpened(events);
  if (isWhole) world.witness.expect(events.reduce(evolve, initialState));
}
