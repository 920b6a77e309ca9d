import type { Loudness } from '../core/events.ts';
import type { Bell } from './bell.ts';
import { toldAt } from './lateness.ts';
import type { Notice, NoticeSink } from './notice.ts';
import { type Persistence, persist } from './persist.ts';

/** One thing to tell. */
export interface Errand {
  /** As it stands now: asked again before each attempt. */
  notice(): Notice;
  /** Called when that notice has arrived. */
  done(told: Notice): Promise<void> | void;
}

export interface ErrandRun extends Omit<Persistence, 'what'> {
  readonly next: () => Errand | undefined;
  readonly bell: Bell;
  readonly sink: NoticeSink;
  readonly loudness: (notice: Notice) => Loudness;
  /** True where nothing more is to come. */
  readonly isClosing: () => boolean;
}

/** Tells one thing after the other, each until it has arrived. Rejects once the signal is aborted. */
export async function runErrands(run: ErrandRun): Promise<void> {
  const { next, bell, sink, loudness, isClosing, ...trying } = run;
  for (;;) {
    const errand = next();
    if (errand === undefined) {
      if (isClosing()) return;
      await bell.rung();
      continue;
    }
    const attempt = async (): Promise<Notice> => {
      const notice = errand.notice();
      const loud = loudness(notice);
      if (loud === 'off') return notice;
      const told = toldAt(trying.clock.now(), notice);
      await sink.deliver(loud === 'silent' ? { ...told, silent: true } : told);
      return notice;
    };
    await errand.done(await persist(attempt, { ...trying, what: `telling ${sink.name}` }));
  }
}
