import { armedAt, pausedAt } from '../../src/core/in-force.ts';
import type { Random } from '../../src/random.ts';
import type { BEATS } from './simulated-process.ts';
import { between, HOUR, MINUTE, type World } from './world.ts';

const POLLING = 5 * MINUTE;
const KEEPING_ALIVE = 15 * MINUTE;
const LOOKING_IN = 30 * MINUTE;
/** Where machines take over from each other every few minutes. */
const LOOKING_IN_OFTEN = 6 * MINUTE;

/** What comes by itself: the beats of the jobs, and a person who looks in now and then. */
export function beginHabits(world: World, random: Random, isCalm: () => boolean): void {
  every(world, POLLING, () => beat(world, ['check-results', 'select-market']));
  every(world, KEEPING_ALIVE, () => beat(world, ['keep-alive']));
  every(world, world.database === null ? LOOKING_IN : LOOKING_IN_OFTEN, () =>
    lookIn(world, random, isCalm()),
  );
}

function every(world: World, ms: number, act: () => void): void {
  const next = (): void =>
    world.later(ms - (world.clock.now() % ms), () => {
      act();
      next();
    });
  next();
}

/** Each machine in an instant of its own. */
function beat({ machines }: World, beats: readonly (typeof BEATS)[number][]): void {
  for (const { clock, process } of machines)
    clock.after(0, () => {
      const running = process();
      if (running === null || running.life.isFrozen()) return;
      for (const each of beats) running.bot?.beat(each);
    });
}

/** Arms where betting is not armed, ends long pauses, and starts a bot anew that the exchange does not let in. */
function lookIn(world: World, random: Random, isCalm: boolean): void {
  const machine = world.acting();
  const bot = machine.process()?.bot;
  if (bot == null) return;
  const state = bot.handler.state();
  const now = new Date(world.clock.now()).toISOString();
  const paused = pausedAt(state, now);
  const sinceLong = new Date(world.clock.now() - 2 * HOUR).toISOString();
  const minutes = between(random, 60, 1_440);
  const keep = random() < 0.5;
  if (isCalm) return;
  if (/refus|LOGIN/i.test(bot.core.bettor.betting().why) && random() < 0.3) machine.restart();
  else if (paused !== null && paused.since < sinceLong) world.console.type('resume', {});
  else if (!armedAt(state, now)) world.console.type('arm', { minutes, keep });
}
