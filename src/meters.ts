import type { CallSeen } from './exchange/measured-exchange.ts';

/** What the bot at work counts, beside its log and its health, for whoever measures it. */
export interface Meters {
  /** `listener` is told of each call to the exchange when it has ended. */
  onCall(listener: (call: CallSeen) => void): void;
  /** Looks at the markets since the start. */
  looks(): number;
  /** By what waits in it: notices that are not told yet. */
  queues(): Readonly<Record<string, number>>;
}
