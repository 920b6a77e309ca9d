import type { Config } from '../../config/config.ts';
import type { Random } from '../../src/random.ts';
import type { Witness } from './invariants/witness.ts';
import type { Machine } from './machine.ts';
import type { SimulatedConsole } from './simulated-console.ts';
import type { SimulatedDatabase } from './simulated-database.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What there is beside the processes, and the machines that they run on. */
export interface World {
  readonly config: Config;
  /** The true time. */
  readonly clock: VirtualClock;
  readonly exchange: SimulatedExchange;
  readonly discord: SimulatedDiscord;
  /** Where several machines have their log in common; null where one has it as a file. */
  readonly database: SimulatedDatabase | null;
  readonly machines: readonly Machine[];
  readonly console: SimulatedConsole;
  readonly witness: Witness;
  /** The machine whose process may act, or did so last. */
  acting(): Machine;
  /** Done after so many milliseconds, whatever becomes of the processes. */
  later(ms: number, act: () => void): void;
  /** Something has happened to a machine or between them, from which those that are well have to recover. */
  disturb(): void;
  note(what: string): void;
}

/** One kind of happening: how often it comes, and what it does; false where there is nothing to do it to. */
export interface Happening {
  /** Milliseconds from one to the next, on average. */
  readonly everyMs: number;
  readonly happen: (world: World, random: Random) => void;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const between = (random: Random, low: number, high: number): number =>
  Math.floor(low + (high - low) * random());

export function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Mostly the one that acts: there is most to go wrong. */
export function anyMachine({ machines, acting }: World, random: Random): Machine {
  if (machines.length === 1 || random() < 0.6) return acting();
  return pick(machines, random) ?? acting();
}
