import type { Random } from '../../src/random.ts';
import type { Kind } from './fault-kinds.ts';
import type { Death } from './life.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import { anyMachine, between, type Happening, HOUR, MINUTE, pick, type World } from './world.ts';

/** Half of them wait for a placement: that is where a death could cost money. */
function death(how: Death, everyMs: number): Happening {
  const froms = [null, 'write', 'send placeOrders', 'send placeOrders', 'receive listMarketBook', 'tell'];
  return {
    everyMs,
    happen(world, random) {
      const from = pick(froms, random) ?? null;
      const places = between(random, 0, from === null ? 60 : 14);
      anyMachine(world, random).process()?.life.doom({ how, from, places });
      world.note(`${how} ${places} places after ${from ?? 'now'}`);
    },
  };
}

/** Something that happens to a machine's disk. */
function atDisk(everyMs: number, happen: (disk: SimulatedDisk) => void): Happening {
  return {
    everyMs,
    happen: (world, random) => {
      happen(anyMachine(world, random).disk);
      world.disturb();
    },
  };
}

function fillDisk(world: World, random: Random): void {
  const { disk } = anyMachine(world, random);
  const set = (on: boolean): void => {
    world.note(`disk ${on ? 'full' : 'has room'}`);
    disk.setFull(on);
    world.disturb();
  };
  set(true);
  world.later(between(random, MINUTE, 3 * HOUR), () => set(false));
}

/** Something that lasts a while. */
function lasting(everyMs: number, most: number, set: (world: World, on: boolean) => void): Happening {
  return {
    everyMs,
    happen(world, random) {
      set(world, true);
      world.later(between(random, MINUTE, most), () => set(world, false));
    },
  };
}

function once(everyMs: number, act: (world: World) => void): Happening {
  return { everyMs, happen: (world) => act(world) };
}

function pause(world: World, random: Random): void {
  world.console.type('pause', { reason: 'a person wants it', minutes: between(random, 5, 90) });
}

/** With a bet open it is refused. */
function reset(world: World): void {
  world.console.type('pause', { reason: 'a reset to come', minutes: 180 });
  world.later(175 * MINUTE, () => world.console.type('reset', {}));
}

/** Mostly none: a life at its limits bets seldom. */
function changeLimits(world: World, random: Random): void {
  world.console.type('limits', {
    max_stake: pick(['none', 'none', '3', '20'], random),
    max_daily_loss: pick(['none', 'none', '3', '6'], random),
    max_weekly_loss: pick(['none', 'none', 'none', '8'], random),
    max_total_loss: pick(['none', 'none', 'none', '12'], random),
    cool_down_minutes: pick([0, 0, 10, 60], random),
    cool_down_after_losses: pick([1, 2, 3], random),
  });
}

/** Half the time with an order just leaving; it may look at the markets some times more. */
function loseLock(world: World, random: Random): void {
  const machine = anyMachine(world, random);
  machine.loseLock(between(random, 0, 30 * MINUTE), random() < 0.5 ? 'send placeOrders' : null);
}

/** Twice at once, or once more later: soon, or after processes have died. */
function commandAgain({ console }: World, random: Random): void {
  const isLater = random() < 0.7;
  if (isLater) console.repeat(random);
  else console.doubleNext();
}

export const AT_HOME: Partial<Record<Kind, Happening>> = {
  kill: death('kill', 4 * HOUR),
  power_cut: death('power_cut', 6 * HOUR),
  restart: { everyMs: 9 * HOUR, happen: (world, random) => anyMachine(world, random).restart() },
  disk_full: { everyMs: 12 * HOUR, happen: fillDisk },
  disk_write: atDisk(8 * HOUR, (disk) => disk.failNext('write')),
  disk_sync: atDisk(8 * HOUR, (disk) => disk.failNext('sync')),
  discord_away: lasting(10 * HOUR, 5 * HOUR, ({ discord }, on) => discord.setAway(on)),
  discord_unsure: once(4 * HOUR, ({ discord }) => discord.loseNextAnswer()),
  pause: { everyMs: 16 * HOUR, happen: pause },
  limits: { everyMs: 20 * HOUR, happen: changeLimits },
  reset: once(30 * HOUR, reset),
  lock_lost: { everyMs: 5 * HOUR, happen: loseLock },
  command_again: { everyMs: 2 * HOUR, happen: commandAgain },
};
