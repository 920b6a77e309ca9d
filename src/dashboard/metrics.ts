import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Reader } from '../app.ts';
import type { ComponentHealth } from '../health.ts';

export interface Metrics {
  readonly contentType: string;
  /** As Prometheus reads it: the program's own figures and the process's. */
  text(): Promise<string>;
}

const HEALTH: Readonly<Record<ComponentHealth['state'], number>> = { off: 0, ok: 0, degraded: 1, failed: 2 };

export function createMetrics(reader: Reader, streams: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name: `rollover_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  };
  const state = reader.state;
  gauge('events', 'Events in the log', () => reader.head().seq);
  gauge('betting_on', '1 where the bot would bet now', () => Number(reader.betting().on));
  gauge('cycle', 'Number of the current cycle since the last reset', () => state().ledger.cycle);
  gauge('leg', 'Bets placed in the current cycle', () => state().ledger.leg);
  gauge('pot_pennies', 'What the current cycle holds', () => state().ledger.pot);
  gauge('target_pennies', 'The pot that ends the current cycle', () => state().ledger.terms.target);
  gauge('open_bets', 'Bets whose result is awaited', () => state().openBets.length);
  gauge('stakes_out_pennies', 'Stakes of open bets', () => state().ledger.stakesOut);
  gauge('bets', 'Bets of all time', () => state().ledger.allTime.bets);
  gauge('bets_won', 'Won bets of all time', () => state().ledger.allTime.wins);
  gauge('bets_lost', 'Lost bets of all time', () => state().ledger.allTime.losses);
  gauge('bets_void', 'Void bets of all time', () => state().ledger.allTime.voids);
  gauge('targets', 'Cycles of all time that reached their target', () => state().ledger.allTime.targets);
  gauge('outlay_pennies', 'Money put in, of all time', () => state().ledger.allTime.outlay);
  gauge('banked_pennies', 'Money taken out, of all time', () => state().ledger.allTime.banked);
  gauge('commission_pennies', 'Commission of all time', () => state().ledger.allTime.commission);
  gauge('dashboard_streams', 'Followers of the event stream', streams);
  new Gauge({
    name: 'rollover_component_health',
    help: 'Of each part of the program: 0 well, 1 degraded, 2 failed',
    labelNames: ['component'] as const,
    registers: [registry],
    collect() {
      for (const { component, state: is } of reader.health()) this.set({ component }, HEALTH[is]);
    },
  });
  return { contentType: registry.contentType, text: () => registry.metrics() };
}
