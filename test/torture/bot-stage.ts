import { plainRead } from '../store/plain-reader.ts';
import { carryOut } from './carry-out.ts';
import { type Judgement, judge } from './judge.ts';
import type { Stage } from './lane.ts';
import type { Run } from './plan.ts';
import { settleAll } from './settle-all.ts';
import type { Victim } from './victim.ts';
import { openWorld } from './world.ts';

const NOTHING: Judgement = { orders: 0, bets: 0, foundLate: 0, notFound: 0, wrong: null };

/** A first start is the first thing that happens on a stage. */
export const needsNewStage = (run: Run): boolean => run.kind === 'boundary' && run.phase === 'first start';

/** One bot at a time, on one data folder; betting already, unless it is to die in its first start. */
export async function openBotStage(root: string, first: Run): Promise<Stage<Run>> {
  const world = await openWorld(root);
  let victim: Victim | null = needsNewStage(first) ? null : world.start();
  const begun = victim === null ? NOTHING : await judge(world, victim);
  return {
    folder: world.folder,
    begun,
    run: async (run, random) => {
      const { survivor, came, wrong } = await carryOut(run, world, victim, random);
      victim = survivor ?? world.start();
      const after = await judge(world, victim);
      return { ...after, wrong: wrong ?? after.wrong, missed: !came };
    },
    end: async (random) => {
      const last = victim ?? world.start();
      const settled = await settleAll(world, last, random);
      if (settled.wrong !== null) return settled;
      last.child.kill('SIGTERM');
      const code = await last.ended();
      if (code !== 0) return { ...settled, wrong: `SIGTERM ended the bot with ${code}:\n${last.said()}` };
      plainRead(world.eventFile);
      return settled;
    },
    close: world.close,
  };
}
