import type { Random } from '../../src/random.ts';
import { openBets } from '../bets-in-log.ts';
import { plainRead } from '../store/plain-reader.ts';
import { carryOut } from './carry-out.ts';
import { drive } from './drive.ts';
import { type Judgement, judge } from './judge.ts';
import type { Run } from './plan.ts';
import { openWorld, type Victim, type World } from './world.ts';

/** One run, as it was judged: the figures are what came with it. */
export interface Ran extends Judgement {
  readonly missed: boolean;
  /** Where everything is to be found, of a run that was wrong. */
  readonly folder: string | null;
}

/** Runs follow each other in one world; a first start begins a new one, and so does what follows a wrong run. */
export interface Lane {
  run(run: Run, random: Random): Promise<Ran>;
  /** Lets all bets be settled and the bot end; null where there is nothing to end. */
  end(random: Random): Promise<Ran | null>;
}

interface Scene {
  readonly world: World;
  victim: Victim | null;
  before: Judgement;
}

const NOTHING: Judgement = { orders: 0, bets: 0, foundLate: 0, notFound: 0, wrong: null };

export function createLane(root: string): Lane {
  let scene: Scene | null = null;

  async function conclude(at: Scene, after: Judgement, missed: boolean): Promise<Ran> {
    const folder = after.wrong === null ? null : at.world.folder;
    if (folder !== null) {
      scene = null;
      await at.world.close(true);
    }
    const ran = { ...since(at.before, after), missed, folder };
    at.before = after;
    return ran;
  }

  return {
    run: async (run, random) => {
      scene ??= await openScene(root, run);
      const at = scene;
      try {
        const { survivor, came, wrong } = await carryOut(run, at.world, at.victim, random);
        at.victim = survivor ?? at.world.start();
        const after = await judge(at.world, at.victim);
        return await conclude(at, { ...after, wrong: wrong ?? after.wrong }, !came);
      } catch (error) {
        return await conclude(at, { ...at.before, wrong: sayFailure(error) }, false);
      }
    },
    end: async (random) => {
      if (scene === null) return null;
      const at = scene;
      const settled = await settleAll(at.world, at.victim ?? at.world.start(), random).catch(
        (error: unknown): Judgement => ({ ...at.before, wrong: sayFailure(error) }),
      );
      const ran = await conclude(at, settled, false);
      if (ran.wrong === null) await at.world.close(false);
      scene = null;
      return ran;
    },
  };
}

export const needsNewWorld = (run: Run): boolean => run.kind === 'boundary' && run.phase === 'first start';

async function openScene(root: string, run: Run): Promise<Scene> {
  const world = await openWorld(root);
  if (needsNewWorld(run)) return { world, victim: null, before: NOTHING };
  const victim = world.start();
  const before = await judge(world, victim);
  if (before.wrong !== null) throw new Error(`nothing was done to the bot, and yet: ${before.wrong}`);
  return { world, victim, before };
}

const sayFailure = (error: unknown): string =>
  `it could not be judged: ${error instanceof Error ? error.stack : error}`;

const since = (before: Judgement, after: Judgement): Judgement => ({
  orders: after.orders - before.orders,
  bets: after.bets - before.bets,
  foundLate: after.foundLate - before.foundLate,
  notFound: after.notFound - before.notFound,
  wrong: after.wrong,
});

const WITHIN_MS = 60_000;

/** Betting paused, all markets ended, both books equal, the bot stopped in order, the file read by another reader. */
async function settleAll(world: World, victim: Victim, random: Random): Promise<Judgement> {
  victim.type('pause "the end of the torture"');
  const until = () =>
    world.events().at(-1) !== undefined &&
    world.events().some((event) => event.type === 'BETTING_PAUSED' && event.data.by === 'person') &&
    openBets(world.events()).length === 0;
  await drive(world, victim, random, { steer: 'lose', withinMs: WITHIN_MS, until });
  const settled = await judge(world, victim, (events) => openBets(events).length === 0);
  if (settled.wrong !== null) return settled;
  victim.child.kill('SIGTERM');
  const code = await victim.ended();
  if (code !== 0) return { ...settled, wrong: `SIGTERM ended the bot with ${code}:\n${victim.said()}` };
  plainRead(world.eventFile);
  return settled;
}
