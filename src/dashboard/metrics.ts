import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Reader } from '../app.ts';
import type { ComponentHealth } from '../health.ts';
import type { Meters } from '../meters.ts';

export interface Metrics {
  readonly contentType: string;
  /** As Prometheus reads it: the program's own figures and the process's. */
  text(): Promise<string>;
}

export interface MetricsParts {
  readonly reader: Reader;
  readonly meters: Meters;
  /** How many follow the log. */
  readonly streams: () => number;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
}

type Figure = readonly [help: string, value: (parts: MetricsParts) => number];

const state = ({ reader }: MetricsParts) => reader.state();
const allTime = (parts: MetricsParts) => state(parts).ledger.allTime;

/** By name, what each is and where it comes from; money in pennies. */
const FIGURES: Readonly<Record<string, Figure>> = {
  events: ['Events in the log', ({ reader }) => reader.head().seq],
  betting_on: ['1 where the bot would bet now', ({ reader }) => Number(reader.betting().on)],
  cycle: ['Number of the current cycle since the last reset', (of) => state(of).ledger.cycle],
  leg: ['Bets placed in the current cycle', (of) => state(of).ledger.leg],
  pot_pennies: ['What the current cycle holds', (of) => state(of).ledger.pot],
  target_pennies: ['The pot that ends the current cycle', (of) => state(of).ledger.terms.target],
  open_bets: ['Bets whose result is awaited', (of) => state(of).openBets.length],
  stakes_out_pennies: ['Stakes of open bets', (of) => state(of).ledger.stakesOut],
  bets: ['Bets of all time', (of) => allTime(of).bets],
  bets_won: ['Won bets of all time', (of) => allTime(of).wins],
  bets_lost: ['Lost bets of all time', (of) => allTime(of).losses],
  bets_void: ['Void bets of all time', (of) => allTime(of).voids],
  targets: ['Cycles of all time that reached their target', (of) => allTime(of).targets],
  outlay_pennies: ['Money put in, of all time', (of) => allTime(of).outlay],
  banked_pennies: ['Money taken out, of all time', (of) => allTime(of).banked],
  commission_pennies: ['Commission of all time', (of) => allTime(of).commission],
  scans: ['Looks at the markets since the start of the program', ({ meters }) => meters.looks()],
  dashboard_streams: ['Followers of the event stream', ({ streams }) => streams()],
};

const HEALTH: Readonly<Record<ComponentHealth['state'], number>> = { off: 0, ok: 0, degraded: 1, failed: 2 };

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

interface Family {
  readonly help: string;
  readonly labels: readonly string[];
  readonly samples: (parts: MetricsParts) => readonly Sample[];
}

/** Those that are told apart by labels. */
const FAMILIES: Readonly<Record<string, Family>> = {
  component_health: {
    help: 'Of each part of the program: 0 well, 1 degraded, 2 failed',
    labels: ['component'],
    samples: ({ reader }) =>
      reader.health().map((part) => [{ component: part.component }, HEALTH[part.state]]),
  },
  age_seconds: {
    help: 'Since something last happened: the last event, answer, scan, check of results and so on',
    labels: ['component', 'what'],
    samples: ({ reader, now }) =>
      reader
        .health()
        .flatMap(({ component, times = {} }) =>
          Object.entries(times).map(
            ([what, at]): Sample => [{ component, what }, Math.max(0, now() - Date.parse(at)) / 1_000],
          ),
        ),
  },
  funnel_selections: {
    help: 'Of the last look at the markets, how many selections each filter was given and let through',
    labels: ['filter', 'side'],
    samples: ({ reader }) =>
      (reader.lastScan()?.steps ?? []).flatMap(({ filter, entered, left }): Sample[] => [
        [{ filter, side: 'entered' }, entered],
        [{ filter, side: 'left' }, left],
      ]),
  },
  queue_length: {
    help: 'Notices that are not told yet',
    labels: ['queue'],
    samples: ({ meters }) => Object.entries(meters.queues()).map(([queue, length]) => [{ queue }, length]),
  },
};

/** Seconds; the exchange answers in some tens of milliseconds, an order in play after its delay. */
const CALL_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** Its beats are what a bot with nothing to do would wake up for; each recorded lag holds one of them (docs/operating.md). */
const LAG_EVERY_MS = 100;

export function createMetrics(parts: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
  for (const [name, [help, value]] of Object.entries(FIGURES))
    new Gauge({
      ...{ name: `rollover_${name}`, help, registers },
      collect() {
        this.set(value(parts));
      },
    });
  for (const [name, { help, labels, samples }] of Object.entries(FAMILIES))
    new Gauge({
      ...{ name: `rollover_${name}`, help, labelNames: labels, registers },
      collect() {
        this.reset();
        for (const [labelled, value] of samples(parts)) this.set(labelled, value);
      },
    });
  const calls = new Histogram({
    name: 'rollover_exchange_call_seconds',
    help: 'Calls to the exchange by operation and outcome, with how long they took',
    labelNames: ['operation', 'outcome'] as const,
    buckets: CALL_BUCKETS,
    registers,
  });
  parts.meters.onCall(({ operation, outcome, ms }) => calls.observe({ operation, outcome }, ms / 1_000));
  return { contentType: registry.contentType, text: () => registry.metrics() };
}
