import type { Clock } from '../../src/clock.ts';
import type { Notice, NoticeSink } from '../../src/notify/notice.ts';
import type { OutboxPosition } from '../../store/outbox-position.ts';
import { type Life, never } from './life.ts';

/** A place for notices that can be away, and that keeps what it was told. */
export interface SimulatedDiscord {
  sink(life: Life, clock: Clock): NoticeSink;
  /** How far it was told, as the data folder has it. */
  position(life: Life): OutboxPosition;
  setAway(away: boolean): void;
  /** The next notice arrives, and the answer does not. */
  loseNextAnswer(): void;
  /** Whether any position was ever kept. */
  begun(): boolean;
}

const AWAY_MS = 2_000;

/** What is known of a notice as it arrives: whether this process has an answer for it already, and what is kept. */
export interface Telling {
  readonly isAnswered: boolean;
  /** The seq up to which the data folder says that it was told. */
  readonly kept: number;
}

export function simulatedDiscord(onTold: (notice: Notice, telling: Telling) => void): SimulatedDiscord {
  let away = false;
  let losing = false;
  let kept: number | null = null;
  return {
    sink: (life, clock) => {
      const answered = new Set<string>();
      return {
        name: 'discord',
        async deliver(notice) {
          if (!life.passes('tell')) return never();
          if (away) {
            await clock.wait(AWAY_MS);
            throw new Error('Discord is away');
          }
          onTold(notice, { isAnswered: answered.has(notice.id), kept: kept ?? 0 });
          if (!life.passes('told')) return never();
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
    setAway: (now) => {
      away = now;
    },
    loseNextAnswer: () => {
      losing = true;
    },
    begun: () => kept !== null,
  };
}
