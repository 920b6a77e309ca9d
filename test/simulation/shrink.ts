import type { Kind } from './fault-kinds.ts';
import { type Simulated, type SimulationWanted, simulate } from './simulate.ts';

export interface Shrunk extends Simulated {
  readonly kinds: readonly Kind[];
}

/** The shortest life, with the fewest kinds of faults, in which something that must never be still is. */
export async function shrink(wanted: SimulationWanted, failed: Simulated): Promise<Shrunk> {
  let { kinds } = wanted;
  let best = failed;
  let days = await fewestDays(wanted, failed);
  for (const size of [8, 4, 2, 1]) {
    for (let first = 0; first < kinds.length; ) {
      const fewer = kinds.filter((_, index) => index < first || index >= first + size);
      const found = await simulate({ ...wanted, days, kinds: fewer });
      if (found.violation === null) first += size;
      else [kinds, best] = [fewer, found];
    }
    days = await fewestDays({ ...wanted, days, kinds }, best);
  }
  return { ...(await simulate({ ...wanted, days, kinds })), kinds };
}

/** Whole days; what was found in the middle of a life is found in every longer one. */
async function fewestDays(wanted: SimulationWanted, failed: Simulated): Promise<number> {
  for (let days = 1; days < Math.min(wanted.days, Math.ceil(failed.days) + 1); days++)
    if ((await simulate({ ...wanted, days })).violation !== null) return days;
  return wanted.days;
}
