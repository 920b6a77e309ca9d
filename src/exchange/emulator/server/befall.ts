import type { ApiException, ProtocolFault } from '../api-exception.ts';
import type { Fault, FaultKind } from './fault-register.ts';
import { withUnknownFields } from './unclear-answers.ts';

/** What an operation came to, before it is put into an envelope. */
export type Outcome = { readonly result: unknown } | { readonly error: ApiException | ProtocolFault };

/** How an answer reaches the caller. */
export type Manner = 'whole' | 'lost' | 'cut' | 'http_5xx' | 'html';

export interface Answered {
  readonly outcome: Outcome;
  readonly manner: Manner;
}

/** Kinds that are an answer of the operation itself, in the words of its API. */
export type SpokenFault = Extract<
  FaultKind,
  'too_many_requests' | 'dead_session' | 'timeout' | 'bet_in_progress' | 'unknown_code'
>;

/** A call that a fault may befall. */
export interface Subject {
  /** Does what was asked. */
  run(): Promise<Outcome>;
  /** Answers with the fault, having done what the fault says was done. */
  speak(kind: SpokenFault): Promise<Outcome>;
  /** Milliseconds; rejects where the caller has gone. */
  wait(ms: number): Promise<void>;
}

const NOTHING: Outcome = { result: null };

const whole = (outcome: Outcome): Answered => ({ outcome, manner: 'whole' });

/** Does what was asked, the way the fault lets it be done and be answered. */
export async function befall({ kind, taken, ms }: Fault, subject: Subject): Promise<Answered> {
  switch (kind) {
    case 'lost_before':
      return { outcome: NOTHING, manner: 'lost' };
    case 'lost_after':
      return { outcome: await subject.run(), manner: 'lost' };
    case 'cut':
      return { outcome: await subject.run(), manner: 'cut' };
    case 'http_5xx':
    case 'html':
      return { outcome: taken ? await subject.run() : NOTHING, manner: kind };
    case 'slow': {
      const outcome = await subject.run();
      await subject.wait(ms);
      return whole(outcome);
    }
    case 'unknown_field': {
      const outcome = await subject.run();
      return whole('result' in outcome ? { result: withUnknownFields(outcome.result) } : outcome);
    }
    case 'too_many_requests':
    case 'dead_session':
    case 'timeout':
    case 'bet_in_progress':
    case 'unknown_code':
      return whole(await subject.speak(kind));
  }
}
