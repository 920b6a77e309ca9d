import type { Config } from '../../config/config.ts';
import type { Random } from '../../src/random.ts';
import type { Witness } from './invariants/witness.ts';
import type { Life } from './life.ts';
import type { SimulatedConsole } from './simulated-console.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What there is beside the process, and the process that runs now. */
export interface World {
  readonly config: Config;
  readonly clock: VirtualClock;
  readonly exchange: SimulatedExchange;
  readonly disk: SimulatedDisk;
  readonly discord: SimulatedDiscord;
  readonly console: SimulatedConsole;
  readonly witness: Witness;
  /** Null between two processes. */
  process(): { readonly life: Life; readonly bot: SimulatedProcess | null } | null;
  /** Ends the process in order; the next one starts soon. */
  restart(): void;
  /** Another process takes the lock of the one that runs, now or at such a place; it ends so many milliseconds later. */
  loseLock(ms: number, at: string | null): void;
  /** Done after so many milliseconds, whatever becomes of the process. */
  later(ms: number, act: () => void): void;
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
