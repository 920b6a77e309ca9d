import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { EventLog } from '../../store/event-log.ts';
import type { Audit } from '../audit.ts';
import type { Clock } from '../clock.ts';
import type { ComponentHealth } from '../health.ts';
import type { Logger } from '../logging/logger.ts';
import type { Meters } from '../meters.ts';
import type { Rollover } from '../rollover.ts';
import { createKeys, type Tokens } from './door/keys.ts';
import { DOOR_LIMITS, type DoorLimits } from './door/limits.ts';
import { createMetrics } from './metrics.ts';
import { createRoutes } from './routes.ts';
import { createCallDesk } from './run-call.ts';
import { createShown } from './shown.ts';
import { createStreams } from './stream/streams.ts';

export interface DashboardParts {
  readonly settings: Tokens & { readonly host: string; readonly port: number };
  readonly rollover: Pick<Rollover, 'run' | 'suggest' | 'reader'>;
  readonly log: Pick<EventLog, 'subscribe'>;
  readonly meters: Meters;
  readonly audit: Audit;
  readonly isLoopback: (hostname: string) => boolean;
  /** The folder of the built page; null where it was not built. */
  readonly assets: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: DoorLimits;
}

export interface Dashboard {
  health(): ComponentHealth;
  /** Where it listens, `http://127.0.0.1:8080`; resolves once it does. */
  listening(): Promise<string>;
  /** Takes no further command; resolves when those underway are answered. */
  stopAsking(): Promise<void>;
  /** Ends every stream and connection. */
  stop(): Promise<void>;
}

/** A process that ends may have the port for a while. */
const AGAIN_AFTER_MS = 15_000;
/** What is being answered may be finished. */
const LAST_ANSWERS_MS = 300;

/**
 * The dashboard as a surface. Returns at once and throws nothing; where its port is taken, `health` says so and it is
 * tried again.
 */
export function startDashboard(parts: DashboardParts): Dashboard {
  const { settings, rollover, clock, logger } = parts;
  const { reader } = rollover;
  const keys = createKeys(settings);
  const streams = createStreams({ reader, log: parts.log, clock, logger });
  const calls = createCallDesk({ run: rollover.run, audit: parts.audit });
  const routes = createRoutes({
    shown: createShown(reader, rollover.suggest, keys.required),
    calls,
    streams,
    metrics: createMetrics({ reader, meters: parts.meters, streams: streams.count, now: clock.now }),
    keys,
    limits: parts.limits ?? DOOR_LIMITS,
    isKnownHost: (hostname) => parts.isLoopback(hostname) || hostname === settings.host,
    assets: parts.assets,
    now: clock.now,
    logger,
  });
  const server = createAdaptorServer({
    fetch: routes.fetch,
    // The rest of the program keeps its own.
    overrideGlobalObjects: false,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 20_000 },
  }) as Server;
  server.maxConnections = 2_000;
  const ended = new AbortController();
  let problem: string | null = 'It does not listen yet.';
  const up = keepTrying();

  async function keepTrying(): Promise<string> {
    for (let told = ''; ; ) {
      try {
        const address = await listen(server, settings);
        problem = null;
        server.on('error', (error) => logger.error('The dashboard has a fault', { error }));
        logger.info(`The dashboard is at ${address}`);
        return address;
      } catch (error) {
        const why = whyNot(error, settings);
        problem = why;
        if (told !== why) logger.warn(`There is no dashboard for now: ${why}`);
        told = why;
        await clock.wait(AGAIN_AFTER_MS, ended.signal);
      }
    }
  }
  up.catch(() => {});

  return {
    health: () =>
      problem === null
        ? { component: 'dashboard', state: 'ok', why: [`It is at ${addressOf(server)}.`] }
        : { component: 'dashboard', state: 'degraded', why: [problem] },
    listening: () => up,
    stopAsking: calls.close,
    stop: async () => {
      ended.abort(new Error('the dashboard has ended'));
      streams.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const inTime = new AbortController();
      void closed.then(() => inTime.abort());
      await clock.wait(LAST_ANSWERS_MS, inTime.signal).catch(() => {});
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host.replace(/^\[|\]$/g, ''), () => {
      server.off('error', reject);
      resolve(addressOf(server));
    });
  });
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}

function whyNot(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is taken by another program; set DASHBOARD_PORT to another one, or to 0 for any that is free.`;
  if (code === 'EACCES')
    return `the system does not let this program listen on port ${port}; set DASHBOARD_PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}; set DASHBOARD_HOST to one that it has.`;
  return `${String(error)}.`;
}
