import type { StakeRule } from '../core/intents.ts';
import type { State } from '../core/state.ts';

/** What a notice says beside its event. */
export interface Telling {
  /** Before the event's whole append, for what it takes away or changes. */
  readonly before: State;
  /** After it. */
  readonly after: State;
  /** ISO code, for display. */
  readonly currency: string;
  /** What the exchange takes at least, in the account's currency. */
  readonly stakeRule: StakeRule;
  /** The code of the last bet request if the exchange refused it: the same refusal again is not told again. */
  readonly lastRejection: string | null;
}
