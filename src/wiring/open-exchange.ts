import type { DemoWorld } from '../core/events.ts';
import { type Pennies, pennies } from '../core/money.ts';
import type { State } from '../core/state.ts';
import type { Exchange } from '../exchange/exchange.ts';

/** Marks every order of the bot at the exchange, so that all of them can be listed. */
export const STRATEGY_REF = 'rollover';

/** In pennies; enough for a hundred thousand cycles, so that it never ends a demo or a dry run. */
export const PLAY_MONEY = 10_000_000;

/** All the play money there is by the log, what is at stake included. */
export function playBalance({ ledger }: State): Pennies {
  const { gross, commission } = ledger.allTime;
  return pennies(PLAY_MONEY + gross - commission);
}

/** An exchange that is ready to be asked, whichever mode it serves. */
export interface OpenExchange {
  readonly exchange: Exchange;
  /** In demo, the world that it shows. */
  readonly demo: DemoWorld | null;
  /** What it is, in sentences for the start. */
  readonly notes: readonly string[];
  /** What its operator may not expect. */
  readonly warnings: readonly string[];
  /** Prolongs the session, where there is one. Rejects with an ExchangeError. */
  readonly keepAlive: (() => Promise<void>) | null;
  /** Wall-clock ms at which the session was last begun or prolonged, null where there is none; null where none is needed. */
  readonly sessionAt: (() => number | null) | null;
  /** Wall-clock ms; null where no certificate is needed. */
  readonly certificateEnds: number | null;
  /** Destroys all connections, also those that wait for an answer; what is asked next opens new ones. */
  cut(): void;
  /** Ends the session. Never rejects. */
  close(): Promise<void>;
}
