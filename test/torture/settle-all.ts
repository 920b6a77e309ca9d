import type { Random } from '../../src/random.ts';
import { openBets } from '../bets-in-log.ts';
import { drive, typist } from './drive.ts';
import { type Judgement, judge } from './judge.ts';
import type { Victim } from './victim.ts';
import type { Bets } from './world.ts';

const WITHIN_MS = 60_000;

/** Betting paused, all markets ended, both books equal. */
export async function settleAll(
  world: Bets,
  victim: Pick<Victim, 'hasStarted' | 'isGone' | 'said' | 'type'>,
  random: Random,
  withinMs?: number,
): Promise<Judgement> {
  const type = typist(victim);
  const until = () => {
    const events = world.events();
    const isPaused = events.some((event) => event.type === 'BETTING_PAUSED' && event.data.by === 'person');
    if (!isPaused) type('pause "the end of the torture"');
    return isPaused && openBets(events).length === 0;
  };
  await drive(world, victim, random, { steer: 'lose', withinMs: WITHIN_MS, until });
  return judge(world, victim, (events) => openBets(events).length === 0, withinMs);
}
