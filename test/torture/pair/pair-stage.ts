import { judge } from '../judge.ts';
import type { Stage } from '../lane.ts';
import { settleAll } from '../settle-all.ts';
import { carryOut } from './carry-out.ts';
import type { TorturedDatabase } from './database.ts';
import { openPairWorld } from './pair-world.ts';
import { kindOf, type Round } from './plan.ts';
import { type Takeovers, takeoverSince } from './takeovers.ts';

/** With a takeover or two in it, on a machine that has much else to do. */
const AGREED_WITHIN_MS = 180_000;

/** So many rounds, more or less, befall the same pair. */
const ROUNDS_ON_A_STAGE = 20;

export const needsNewPair = (_: Round, index: number): boolean => index % ROUNDS_ON_A_STAGE === 0;

/** A pair that is betting already. */
export async function openPairStage(
  root: string,
  database: TorturedDatabase,
  takeovers: Takeovers,
): Promise<Stage<Round>> {
  const world = await openPairWorld(root, database);
  const begun = await judge(world, world.pair, undefined, AGREED_WITHIN_MS);

  async function countTakeover(round: Round, goneAt: number): Promise<void> {
    const takeover = takeoverSince(goneAt, world.events(), await database.history(world.stream));
    if (takeover !== null && !database.wasAwaySince(goneAt)) takeovers.count(kindOf(round), takeover);
  }

  return {
    folder: world.folder,
    begun,
    run: async (round, random) => {
      const { came, goneAt, wrong } = await carryOut(round, world, database, random);
      const after = await judge(world, world.pair, undefined, AGREED_WITHIN_MS);
      if (goneAt !== null) await countTakeover(round, goneAt);
      return { ...after, wrong: wrong ?? after.wrong, missed: !came };
    },
    end: async (random) => {
      const settled = await settleAll(world, world.pair, random, AGREED_WITHIN_MS);
      takeovers.countAsleep(world.ordersAsleep());
      return { ...settled, wrong: settled.wrong ?? (await world.end()) };
    },
    close: world.close,
  };
}
