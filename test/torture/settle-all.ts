import type { Random } from '../../src/random.ts';
import { openBets } from '../bets-in-log.ts';
import { drive } from './drive.ts';
import { type Judgement, judge } from './judge.ts';
import type { Victim } from './victim.ts';
import type { Bets } from './world.ts';

const WITHIN_MS = 60_000;

/** Betting paused, all markets ended, both books equal. */
export async function settleAll(
  world: Bets,
  victim: Pick<Victim, 'hasStarted' | 'isGone' | 'said' | 'type'>,
  random: Random,
): Promise<Judgement> {
  victim.type('pause "the end of the torture"');
  const until = () =>
    world.events().at(-1) !== undefined &&
    world.events().some((event) => event.type === 'BETTING_PAUSED' && event.data.by === 'person') &&
    openBets(world.events()).length === 0;
  await drive(world, victim, random, { steer: 'lose', withinMs: WITHIN_MS, until });
  return judge(world, victim, (events) => openBets(events).length === 0);
}
