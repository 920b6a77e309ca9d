import type { Endpoint } from './endpoint.ts';
import { betsEndpoint } from './endpoints/bets.ts';
import { booksEndpoint } from './endpoints/books.ts';
import { chartEndpoint } from './endpoints/chart.ts';
import { commandsEndpoint } from './endpoints/commands.ts';
import { configEndpoint } from './endpoints/config.ts';
import { cyclesEndpoint } from './endpoints/cycles.ts';
import { eventsEndpoint } from './endpoints/events.ts';
import { forecastEndpoint } from './endpoints/forecast.ts';
import { healthEndpoint } from './endpoints/health.ts';
import { logsEndpoint } from './endpoints/logs.ts';
import { openEndpoint } from './endpoints/open.ts';
import { scansEndpoint } from './endpoints/scans.ts';
import { statusEndpoint } from './endpoints/status.ts';
import { suggestEndpoint } from './endpoints/suggest.ts';

/** Everything that can be read. */
export const ENDPOINTS: readonly Endpoint[] = [
  statusEndpoint,
  openEndpoint,
  betsEndpoint,
  cyclesEndpoint,
  eventsEndpoint,
  scansEndpoint,
  chartEndpoint,
  forecastEndpoint,
  booksEndpoint,
  configEndpoint,
  logsEndpoint,
  healthEndpoint,
  commandsEndpoint,
  suggestEndpoint,
];
