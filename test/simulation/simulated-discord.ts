import type { Clock } from '../../src/clock.ts';
import type { Notice, NoticeSink } from '../../src/notify/notice.ts';
import type { OutboxPosition } from '../../store/outbox-position.ts';
import { type Life, never } from './life.ts';

/** A place for notices that can be away, and that keeps what it was told. */
export interface SimulatedDiscord {
  readonly name: string;
  sink(life: Life, clock: Clock, isLeading: () => boolean): NoticeSink;
  /** How far it was told, as the data folder has it. */
  position(life: Life): OutboxPosition;
  setAway(away: boolean): void;
  /** The next notice arrives, and the answer does not. */
  loseNextAnswer(): void;
  /** That position, where it is kept elsewhere. */
  keep(seq: number): void;
  /** Whether any position was ever kept. */
  begun(): boolean;
}

const AWAY_MS = 2_000;
const NAME = 'discord';

/** What is known of a notice as it arrives: whether this process has an answer for it already, and what is kept. */
export interface Telling {
  readonly isAnswered: boolean;
  /** The seq up to which it is on record that it was told. */
  readonly kept: number;
  /** False where another process may tell the same. */
  readonly isLeading: boolean;
  /** Where it could not be put on record what was told. */
  readonly mayRepeat: boolean;
}

/** `mayRepeat`: what was told is put on record in a place that may be out of reach. */
export function simulatedDiscord(
  onTold: (notice: Notice, telling: Telling) => void,
  mayRepeat: boolean,
): SimulatedDiscord {
  let away = false;
  let losing = false;
  let kept: number | null = null;
  return {
    name: NAME,
    sink: (life, clock, isLeading) => {
      const answered = new Set<string>();
      return {
        name: NAME,
        async deliver(notice) {
          if (!(await life.reaches('tell'))) return never();
          if (away) {
            await clock.wait(AWAY_MS);
            throw new Error('Discord is away');
          }
          onTold(notice, {
            isAnswered: answered.has(notice.id),
            kept: kept ?? 0,
            isLeading: isLeading(),
            mayRepeat,
          });
          if (!(await life.reaches('told'))) return never();
          if (!losing) {
            answered.add(notice.id);
            return;
          }
          losing = false;
          throw new Error('the answer was lost');
        },
      };
    },
    position: (life) => ({
      read: async () => (life.passes('read position') ? kept : never()),
      async write(seq) {
        if (!life.passes('keep position')) return never();
        kept = seq;
      },
    }),
    keep: (seq) => {
      kept = seq;
    },
    setAway: (now) => {
      away = now;
    },
    loseNextAnswer: () => {
      losing = true;
    },
    begun: () => kept !== null,
  };
}
