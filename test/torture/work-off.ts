import { randomFrom } from '../../src/random.ts';
import { createLane, needsNewWorld, type Ran } from './lane.ts';
import { kindOf, labelOf, type Run } from './plan.ts';

export interface Done {
  /** Such as `run 12`. */
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly ran: Ran;
}

const ALL_SETTLED = 'all bets settled';

/** Does the runs, so many at a time as there are lanes, and tells of each; and of the end of each world. */
export async function workOff(
  plan: readonly Run[],
  { root, seed, lanes }: { readonly root: string; readonly seed: number; readonly lanes: number },
  tell: (done: Done) => void,
): Promise<void> {
  const queue = [...plan.entries()];

  async function work(): Promise<void> {
    const lane = createLane(root);
    const end = async (name: string) => {
      const ran = await lane.end(randomFrom(seed, 3));
      if (ran !== null) tell({ name, label: ALL_SETTLED, kind: ALL_SETTLED, ran });
    };
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, run] = next;
      const name = `run ${index + 1}`;
      if (needsNewWorld(run)) await end(`the end before ${name}`);
      const ran = await lane.run(run, randomFrom(seed, 2, index));
      tell({ name, label: labelOf(run), kind: kindOf(run), ran });
    }
    await end('the last end');
  }

  await Promise.all(Array.from({ length: lanes }, work));
}
