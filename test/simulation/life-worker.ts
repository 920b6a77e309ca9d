import { loadCommands } from '../../src/load-commands.ts';
import { KINDS } from './fault-kinds.ts';
import { type Shrunk, shrink } from './shrink.ts';
import { type Simulated, simulate } from './simulate.ts';

export interface LifeWanted {
  readonly seed: number;
  readonly nodes: number;
  readonly days: number;
}

export interface LifeFound extends Simulated {
  /** The shortest life in which it goes wrong as well; null where all went well. */
  readonly least: Shrunk | null;
}

const commands = await loadCommands();

/** One life with everything that can go wrong, in a process of its own beside others. */
export async function liveOne({ seed, nodes, days }: LifeWanted): Promise<LifeFound> {
  const wanted = { seed, nodes, days, kinds: KINDS, commands };
  const life = await simulate(wanted);
  if (life.violation === null) return { ...life, history: [], least: null };
  return { ...life, least: await shrink(wanted, life) };
}
