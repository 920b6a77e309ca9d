import type { BetRequest } from '../core/events.ts';
import type { State } from '../core/state.ts';

/** What a notice says beside its event. */
export interface Telling {
  /** After the event's whole append. */
  readonly after: State;
  /** The request that was open before the append, for an outcome that takes it away. */
  readonly asked: BetRequest | null;
  /** ISO code, for display. */
  readonly currency: string;
  /** The code of the last bet request if the exchange refused it: the same refusal again is not told again. */
  readonly lastRejection: string | null;
}
