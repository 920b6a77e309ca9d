import type { Random } from '../../src/random.ts';
import type { Judgement } from './judge.ts';
import type { Bets } from './world.ts';

/** One run, as it was judged: the figures are what came with it. */
export interface Ran extends Judgement {
  readonly missed: boolean;
  /** Where everything is to be found, of a run that was wrong. */
  readonly folder: string | null;
}

/** A world, with what can befall its bots. */
export interface Stage<R> extends Pick<Bets, 'folder' | 'close'> {
  /** How it stands before anything has befallen it, and what is wrong already. */
  readonly begun: Judgement;
  /** Lets a run's misfortune befall the bots, and judges what they make of it; `missed` where it did not come. */
  run(run: R, random: Random): Promise<Judgement & { readonly missed: boolean }>;
  /** Lets all bets be settled and the bots end, and judges that. */
  end(random: Random): Promise<Judgement>;
}

/** Runs follow each other on one stage; what follows a wrong run begins a new one. */
export interface Lane<R> {
  run(run: R, random: Random): Promise<Ran>;
  /** Ends its stage; null where there is none. */
  end(random: Random): Promise<Ran | null>;
}

interface Scene<R> {
  readonly stage: Stage<R>;
  before: Judgement;
}

/** `open` makes a stage for a run and those that follow it. */
export function createLane<R>(open: (run: R) => Promise<Stage<R>>): Lane<R> {
  let scene: Scene<R> | null = null;

  async function conclude(at: Scene<R>, after: Judgement, missed: boolean): Promise<Ran> {
    const folder = after.wrong === null ? null : at.stage.folder;
    if (folder !== null) {
      scene = null;
      await at.stage.close(true);
    }
    const ran = { ...since(at.before, after), missed, folder };
    at.before = after;
    return ran;
  }

  return {
    run: async (run, random) => {
      scene ??= beginning(await open(run));
      const at = scene;
      if (at.before.wrong !== null) return conclude(at, at.before, false);
      try {
        const { missed, ...after } = await at.stage.run(run, random);
        return await conclude(at, after, missed);
      } catch (error) {
        return await conclude(at, { ...at.before, wrong: sayFailure(error) }, false);
      }
    },
    end: async (random) => {
      if (scene === null) return null;
      const at = scene;
      const settled = await at.stage
        .end(random)
        .catch((error: unknown): Judgement => ({ ...at.before, wrong: sayFailure(error) }));
      const ran = await conclude(at, settled, false);
      if (ran.wrong === null) await at.stage.close(false);
      scene = null;
      return ran;
    },
  };
}

const beginning = <R>(stage: Stage<R>): Scene<R> => ({ stage, before: stage.begun });

const sayFailure = (error: unknown): string =>
  `it could not be judged: ${error instanceof Error ? error.stack : error}`;

const since = (before: Judgement, after: Judgement): Judgement => ({
  orders: after.orders - before.orders,
  bets: after.bets - before.bets,
  foundLate: after.foundLate - before.foundLate,
  notFound: after.notFound - before.notFound,
  wrong: after.wrong,
});
