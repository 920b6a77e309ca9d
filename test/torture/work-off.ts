import { randomFrom } from '../../src/random.ts';
import { createLane, type Ran, type Stage } from './lane.ts';

export interface Done {
  /** Such as `run 12`. */
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly ran: Ran;
}

/** What is the torture's own of a kind of runs. */
export interface Runs<R> {
  readonly plan: readonly R[];
  readonly labelOf: (run: R) => string;
  readonly kindOf: (run: R) => string;
  /** Whether it is the first thing that happens on a stage. */
  readonly needsNewStage: (run: R, index: number) => boolean;
  readonly open: (run: R) => Promise<Stage<R>>;
}

const ALL_SETTLED = 'all bets settled';

/** Does the runs, so many at a time as there are lanes, and tells of each; and of the end of each stage. */
export async function workOff<R>(
  { plan, labelOf, kindOf, needsNewStage, open }: Runs<R>,
  { seed, lanes }: { readonly seed: number; readonly lanes: number },
  tell: (done: Done) => void,
): Promise<void> {
  const queue = [...plan.entries()];

  async function work(): Promise<void> {
    const lane = createLane(open);
    const end = async (name: string) => {
      const ran = await lane.end(randomFrom(seed, 3));
      if (ran !== null) tell({ name, label: ALL_SETTLED, kind: ALL_SETTLED, ran });
    };
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, run] = next;
      const name = `run ${index + 1}`;
      if (needsNewStage(run, index)) await end(`the end before ${name}`);
      const ran = await lane.run(run, randomFrom(seed, 2, index));
      tell({ name, label: labelOf(run), kind: kindOf(run), ran });
    }
    await end('the last end');
  }

  await Promise.all(Array.from({ length: lanes }, work));
}
