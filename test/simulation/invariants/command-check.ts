import type { Outcome } from '../../../src/command.ts';
import type { Event } from '../../../src/core/events.ts';
import { Violation } from '../violation.ts';

/** What a command leads to is in the log once, however often the command arrives. */
export interface CommandCheck {
  /** The events of one append. */
  onAppend(events: readonly Event[]): void;
  /** What led to something is not refused when it comes again. Not for commands that ask first: they ask anew. */
  onAnswer(id: string, outcome: Outcome): void;
}

/** `mayBeUnsure`: where an append may be done although its answer is that the log could not be written. */
export function commandCheck(mayBeUnsure: boolean): CommandCheck {
  const done = new Set<string>();
  return {
    onAppend([first]) {
      if (first?.actor !== 'console') return;
      if (done.has(first.cause))
        throw new Violation(`event ${first.seq} does again what command ${first.cause} has done`);
      done.add(first.cause);
    },
    onAnswer(id, outcome) {
      if (outcome.kind !== 'refused' || (mayBeUnsure && outcome.code === 'log-blocked')) return;
      if (done.has(id)) throw new Violation(`command ${id} came again and was refused: ${outcome.message}`);
    },
  };
}
