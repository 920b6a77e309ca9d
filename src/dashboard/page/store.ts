import { computed, effect, signal } from '@preact/signals';
import { affectedByChange, affectedByEvent, type Part } from './affected.ts';
import { withQuery } from './api.ts';
import { at, lastSeq } from './past.ts';
import { createResource, type Resource } from './resource.ts';
import { listen } from './stream.ts';
import type {
  BetColumn,
  Bets,
  Books,
  Chart,
  ChartName,
  Commands,
  Config,
  Cycles,
  Events,
  Forecast,
  Health,
  Logs,
  Open,
  Result,
  Scans,
  Status,
} from './wire-types.ts';

/** What the history shows of the bets. */
export interface BetsWanted {
  readonly offset: number;
  readonly limit: number;
  readonly sort: BetColumn;
  readonly direction: 'asc' | 'desc';
  readonly search: string;
  readonly result: Result | '';
  readonly epoch: string;
  readonly cycle: string;
}

export const ALL_BETS: BetsWanted = {
  offset: 0,
  limit: 25,
  sort: 'time',
  direction: 'desc',
  search: '',
  result: '',
  epoch: '',
  cycle: '',
};

export const CYCLES_SHOWN = 10;
const RECENT_BETS = 16;
const EVENTS_SHOWN = 40;
/** Drawing takes longer than the rest. */
const CHART_GAP_MS = 1_500;

export const betsWanted = signal(ALL_BETS);
export const cyclesFrom = signal(0);
export const eventsShown = signal(EVENTS_SHOWN);
export const chartShown = signal<ChartName>('equity');
/** Whose receipt is drawn; null for the last one that ended. */
export const receiptOf = signal<number | null>(null);
export const daysShown = signal(14);
export const logLevel = signal<'debug' | 'info' | 'warn' | 'error'>('info');

export const present = createResource<Status>(() => '/api/status');
const past = createResource<Status>(() =>
  at.value === null ? null : withQuery('/api/status', { at: at.value }),
);
/** The state that the page shows: the present one, or a past one. */
export const shown = computed(() => (at.value === null ? present.data.value : past.data.value));

export const open = createResource<Open | null>(() => (at.value === null ? '/api/open' : null));
export const bets = createResource<Bets>(() => withQuery('/api/bets', { ...betsWanted.value, at: at.value }));
export const recentBets = createResource<Bets>(() =>
  withQuery('/api/bets', { limit: RECENT_BETS, at: at.value }),
);
export const cycles = createResource<Cycles>(() =>
  withQuery('/api/cycles', { limit: CYCLES_SHOWN, offset: cyclesFrom.value, at: at.value }),
);
export const events = createResource<Events>(() =>
  lastSeq.value === 0
    ? null
    : withQuery('/api/events', { before: (at.value ?? lastSeq.value) + 1, limit: eventsShown.value }),
);
export const scans = createResource<Scans>(() => '/api/scans');
export const books = createResource<Books>(() => withQuery('/api/books', { at: at.value }));
export const forecastWanted = signal({ odds: '', edge: '', budget: '', staking: '' });
export const forecast = createResource<Forecast>(() =>
  withQuery('/api/forecast', { ...forecastWanted.value, at: at.value }),
);
export const health = createResource<Health>(() => '/api/health');
export const commands = createResource<Commands>(() => '/api/commands');

const isOperator = computed(() => present.data.value?.role === 'operator');
export const config = createResource<Config>(() => (isOperator.value ? '/api/config' : null));
export const logs = createResource<Logs>(() =>
  isOperator.value ? withQuery('/api/logs', { n: 100, level: logLevel.value }) : null,
);

const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();

export const ladderChart = chartOf(() => withQuery('/api/charts/ladder', { at: at.value, zone }));
export const tabChart = chartOf(() =>
  withQuery(`/api/charts/${chartShown.value}`, {
    at: at.value,
    zone,
    days: chartShown.value === 'daily' ? daysShown.value : null,
    cycle: chartShown.value === 'receipt' ? receiptOf.value : null,
  }),
);

export const fanChart = chartOf(() =>
  withQuery('/api/charts/forecast', { ...forecastWanted.value, at: at.value }),
);

function chartOf(path: () => string): Resource<Chart> {
  return createResource<Chart>(path, CHART_GAP_MS);
}

const PARTS: Readonly<Record<Part, readonly Resource<unknown>[]>> = {
  status: [present],
  open: [open],
  bets: [bets, recentBets],
  cycles: [cycles],
  events: [events],
  charts: [ladderChart, tabChart, fanChart, forecast],
  scans: [scans],
  books: [books],
  health: [health],
  config: [config],
};

const EVERYTHING = Object.keys(PARTS) as Part[];

const refresh = (parts: readonly Part[]): void => {
  for (const resource of parts.flatMap((part) => PARTS[part])) resource.refresh();
};

/** What no event tells of: that a pause ended, that a limit let go. */
const STATUS_EVERY_MS = 20_000;
const LOGS_EVERY_MS = 5_000;

/** Asks for what the page shows, and keeps it fresh from then on. */
export function start(): void {
  present.watch();
  past.watch();
  effect(() => {
    lastSeq.value = Math.max(lastSeq.peek(), present.data.value?.lastSeq ?? 0);
  });
  listen({
    appended: (event) => {
      lastSeq.value = Math.max(lastSeq.peek(), event.seq);
      refresh(affectedByEvent(event.type));
    },
    changed: (what) => {
      refresh(affectedByChange(what));
      if (what === 'prices' && chartShown.peek() === 'price') tabChart.refresh();
      if (what === 'scans' && chartShown.peek() === 'funnel') tabChart.refresh();
    },
    reset: () => refresh(EVERYTHING),
  });
  setInterval(() => refresh(['status', 'health']), STATUS_EVERY_MS);
  setInterval(() => logs.refresh(), LOGS_EVERY_MS);
}
