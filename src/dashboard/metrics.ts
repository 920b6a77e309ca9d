import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Reader } from '../app.ts';
import type { ComponentHealth } from '../health.ts';

export interface Metrics {
  readonly contentType: string;
  /** As Prometheus reads it: the program's own figures and the process's. */
  text(): Promise<string>;
}

type Figure = readonly [help: string, value: (reader: Reader) => number];

/** By name, what each is and where it comes from; money in pennies. */
const FIGURES: Readonly<Record<string, Figure>> = {
  events: ['Events in the log', ({ head }) => head().seq],
  betting_on: ['1 where the bot would bet now', ({ betting }) => Number(betting().on)],
  cycle: ['Number of the current cycle since the last reset', ({ state }) => state().ledger.cycle],
  leg: ['Bets placed in the current cycle', ({ state }) => state().ledger.leg],
  pot_pennies: ['What the current cycle holds', ({ state }) => state().ledger.pot],
  target_pennies: ['The pot that ends the current cycle', ({ state }) => state().ledger.terms.target],
  open_bets: ['Bets whose result is awaited', ({ state }) => state().openBets.length],
  stakes_out_pennies: ['Stakes of open bets', ({ state }) => state().ledger.stakesOut],
  bets: ['Bets of all time', ({ state }) => state().ledger.allTime.bets],
  bets_won: ['Won bets of all time', ({ state }) => state().ledger.allTime.wins],
  bets_lost: ['Lost bets of all time', ({ state }) => state().ledger.allTime.losses],
  bets_void: ['Void bets of all time', ({ state }) => state().ledger.allTime.voids],
  targets: ['Cycles of all time that reached their target', ({ state }) => state().ledger.allTime.targets],
  outlay_pennies: ['Money put in, of all time', ({ state }) => state().ledger.allTime.outlay],
  banked_pennies: ['Money taken out, of all time', ({ state }) => state().ledger.allTime.banked],
  commission_pennies: ['Commission of all time', ({ state }) => state().ledger.allTime.commission],
};

const HEALTH: Readonly<Record<ComponentHealth['state'], number>> = { off: 0, ok: 0, degraded: 1, failed: 2 };

/** `streams`: how many follow the log. */
export function createMetrics(reader: Reader, streams: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const own: typeof FIGURES = { ...FIGURES, dashboard_streams: ['Followers of the event stream', streams] };
  for (const [name, [help, value]] of Object.entries(own))
    new Gauge({
      name: `rollover_${name}`,
      help,
      registers,
      collect() {
        this.set(value(reader));
      },
    });
  new Gauge({
    name: 'rollover_component_health',
    help: 'Of each part of the program: 0 well, 1 degraded, 2 failed',
    labelNames: ['component'] as const,
    registers,
    collect() {
      for (const { component, state } of reader.health()) this.set({ component }, HEALTH[state]);
    },
  });
  return { contentType: registry.contentType, text: () => registry.metrics() };
}
