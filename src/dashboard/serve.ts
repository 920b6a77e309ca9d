import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logging/logger.ts';

export interface Serving {
  readonly settings: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  readonly logger: Logger;
  /** As it is called in the log: `The dashboard`. */
  readonly what: string;
}

export interface Served {
  /** Where it listens; null while it does not. */
  address(): string | null;
  /** Why it does not listen, in a sentence; null where it does. */
  problem(): string | null;
  /** Where it listens, `http://127.0.0.1:8080/`; resolves once it does. */
  listening(): Promise<string>;
  /** What is being answered may be finished within a moment, then every connection ends and the port is free. */
  stop(): Promise<void>;
}

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** A process that ends may have the port for a while. */
const AGAIN_AFTER_MS = 15_000;
const LAST_ANSWERS_MS = 300;

/** Answers what is asked over HTTP. Returns at once and throws nothing; where the port is taken, it is tried again. */
export function serve(fetch: Fetch, { settings, clock, logger, what }: Serving): Served {
  const server = createAdaptorServer({
    fetch,
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
        server.on('error', (error) => logger.error(`${what} has a fault`, { error }));
        logger.info(`${what} is at ${address}`);
        return address;
      } catch (error) {
        const why = whyNot(error, settings);
        problem = why;
        if (told !== why) logger.warn(`${what} is not there for now: ${why}`);
        told = why;
        await clock.wait(AGAIN_AFTER_MS, ended.signal);
      }
    }
  }
  up.catch(() => {});

  return {
    address: () => (problem === null ? addressOf(server) : null),
    problem: () => problem,
    listening: () => up,
    stop: async () => {
      ended.abort(new Error(`${what} has ended`));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const inTime = new AbortController();
      void closed.then(() => inTime.abort());
      await clock.wait(LAST_ANSWERS_MS, inTime.signal).catch(() => {});
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, { host, port }: Serving['settings']): Promise<string> {
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

function whyNot(error: unknown, { host, port }: Serving['settings']): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is taken by another program; set DASHBOARD_PORT to another one, or to 0 for any that is free.`;
  if (code === 'EACCES')
    return `the system does not let this program listen on port ${port}; set DASHBOARD_PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}; set DASHBOARD_HOST to one that it has.`;
  return `${String(error)}.`;
}
