import { Mutex } from 'async-mutex';
import type { Appended, EventLog } from '../../store/event-log.ts';
import { decide } from '../core/decide.ts';
import type { Actor, Event } from '../core/events.ts';
import { evolve } from '../core/evolve.ts';
import { type Intent, type Refusal, refuse } from '../core/intents.ts';
import type { State } from '../core/state.ts';
import type { Leadership } from '../leadership.ts';

/** Who is behind an intent. */
export interface Cause {
  readonly actor: Actor;
  /** The id of the command or event that led to it. */
  readonly id: string;
  /** True where it is a command's id: what it led to the first time is returned, nothing is done twice. */
  readonly once?: boolean;
  /** The last event that the one behind it knew of: where others have followed, nothing is decided. */
  readonly seq?: number | undefined;
}

export type Handled =
  | { readonly kind: 'done'; readonly events: readonly Event[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Not certain to be in the log; with `mayBeStored` it is not certain either that it is not. */
  | { readonly kind: 'failed'; readonly reason: string; readonly mayBeStored: boolean };

export interface Handler {
  state(): State;
  /** Why the log could not be written at the last attempt; null when it could. */
  blocked(): string | null;
  /** Why what the log already has is not to be trusted; null where nothing is known against it. */
  distrusted(): string | null;
  /** No bet is requested any more, until the program is started again. `why` follows "the event file:". */
  distrust(why: string): void;
  handle(intent: Intent, cause: Cause): Promise<Handled>;
  /** Looks at the state between two intents, when the log ends with its last event. */
  still<T>(look: (state: State) => T): Promise<T>;
}

const MOVED_ON: Refusal = refuse(
  'moved-on',
  'Something else happened at that very moment, so nothing was done. Ask again.',
);

const unrecorded = (reason: string, mayBeStored = false): Handled => ({
  ...{ kind: 'failed', reason, mayBeStored },
});

/**
 * The only road from wish to fact: load, decide, append, fold, one at a time; the log publishes. `folded` is the state
 * of the log, `fold` adds an append to it; `lapsed` is why nothing can be appended for now where that is known without
 * an attempt.
 */
export function createHandler(
  log: EventLog,
  folded: State,
  fold = (before: State, append: readonly Event[]): State => append.reduce(evolve, before),
  lapsed: Leadership['lapsed'] = () => null,
): Handler {
  let state = folded;
  let blocked: string | null = null;
  let distrusted: string | null = null;
  const turn = new Mutex();

  async function handle(intent: Intent, cause: Cause): Promise<Handled> {
    const { actor, id, once = false, seq = state.seq } = cause;
    const first = once ? await log.outcomeOf(id) : null;
    if (first !== null) return { kind: 'done', events: first };
    if (seq !== state.seq) return { kind: 'refused', refusal: MOVED_ON };
    if (distrusted !== null && intent.kind === 'request_bet') return unrecorded(distrusted);
    const decision = decide(intent, state);
    if ('refused' in decision) return { kind: 'refused', refusal: decision };
    const appended = await log.append({ facts: decision, actor, cause: id, expectedSeq: state.seq, once });
    if (appended.kind === 'appended' || appended.kind === 'failed') return settle(appended);
    await catchUp();
    return appended.kind === 'conflict' ? handle(intent, cause) : { kind: 'done', events: appended.events };
  }

  /** What the log has and nobody was answered: an append of which it was not known at first what came of it. */
  async function catchUp(): Promise<void> {
    if (log.head().seq === state.seq) return;
    let append: Event[] = [];
    for await (const event of log.read(state.seq)) {
      append.push(event);
      if (event.seq < event.last) continue;
      state = fold(state, append);
      append = [];
    }
  }

  function settle(appended: Extract<Appended, { kind: 'appended' | 'failed' }>): Handled {
    switch (appended.kind) {
      case 'failed':
        blocked = appended.reason;
        return unrecorded(appended.reason, appended.mayBeStored);
      case 'appended':
        state = fold(state, appended.events);
        blocked = null;
        return { kind: 'done', events: appended.events };
    }
  }

  return {
    state: () => state,
    blocked: () => blocked ?? lapsed(),
    distrusted: () => distrusted,
    distrust: (why) => {
      distrusted = why;
    },
    handle: (intent, cause) => turn.runExclusive(() => handle(intent, cause)),
    still: (look) => turn.runExclusive(() => look(state)),
  };
}
