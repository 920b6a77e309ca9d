import type { Random } from '../../../../random.ts';

const MINUTE = 60_000;
const HALF = 45 * MINUTE;

/** The time that is played in a match, stoppage included, against the clock on the wall of the ground. */
export interface PlayClock {
  /** The final whistle, ms since 1970. */
  readonly end: number;
  /** How much has been played at that moment, 0 to 1; it stands still at half time. */
  playedAt(moment: number): number;
  /** The moment at which that much has been played. */
  momentOf(played: number): number;
}

/** A match that starts at `start`: halves of 45 minutes with 1 to 4 and 2 to 7 of stoppage, a break of 15 to 17. */
export function playClock(start: number, random: Random): PlayClock {
  const first = HALF + Math.round((1 + 3 * random()) * MINUTE);
  const second = HALF + Math.round((2 + 5 * random()) * MINUTE);
  const pause = Math.round((15 + 2 * random()) * MINUTE);
  const length = first + second;
  return {
    end: start + length + pause,
    playedAt(moment) {
      const since = moment - start;
      const played = since <= first ? since : Math.max(first, since - pause);
      return Math.min(Math.max(played / length, 0), 1);
    },
    momentOf(played) {
      const time = played * length;
      return Math.round(start + time + (time > first ? pause : 0));
    },
  };
}
