import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Logger } from '../logging/logger.ts';
import { pageRoutes } from './assets.ts';
import { type DoorEnv, needs, recognise, roleFor } from './door/access.ts';
import { strictHeaders } from './door/headers.ts';
import type { Keys } from './door/keys.ts';
import { createLockout, type DoorLimits, rateLimit } from './door/limits.ts';
import { jsonOnly, knownHost, sameOrigin } from './door/origin.ts';
import { answerOf } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { Fault, faultAnswer } from './fault.ts';
import { healthzOf } from './healthz.ts';
import { logIn, logOut } from './login.ts';
import type { Metrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import type { CallDesk } from './run-call.ts';
import type { Shown } from './shown.ts';
import type { Streams } from './stream/streams.ts';

export interface RouteParts {
  readonly shown: Shown;
  readonly calls: CallDesk;
  readonly streams: Streams;
  readonly metrics: Metrics;
  readonly keys: Keys;
  readonly limits: DoorLimits;
  /** Whether a host name is one of this machine's own. */
  readonly isKnownHost: (hostname: string) => boolean;
  /** The folder of the built page; null where it was not built. */
  readonly assets: string | null;
  readonly now: () => number;
  readonly logger: Logger;
}

const MOST_STREAMS = 1_000;

/** Every path of the dashboard, and the door before them. */
export function createRoutes(parts: RouteParts): Hono<DoorEnv> {
  const { shown, metrics, keys, limits, now, logger } = parts;
  const { reader } = shown;
  const lockout = createLockout(limits.wrongTokens);
  const app = new Hono<DoorEnv>();
  app.onError((error, c) => faultAnswer(c, error instanceof Fault ? error : broken(error, c, logger)));
  app.notFound((c) => faultAnswer(c, new Fault(404, 'not_found', 'There is nothing of that name.')));
  app.use(strictHeaders());
  if (!keys.required) app.use(knownHost(parts.isKnownHost));
  // Before any limit: whoever watches over the process must not be refused for what others ask from the same address.
  app.get('/healthz', (c) => {
    const health = healthzOf(reader.health(), now());
    return c.json(health, health.ok ? 200 : 503, UNKEPT);
  });
  app.use(rateLimit(limits.requests, 10));
  app.use(recognise({ keys, lockout, now, logger }));
  app.get('/metrics', sameOrigin(), needs('viewer'), async (c) =>
    c.body(await metrics.text(), 200, { ...UNKEPT, 'Content-Type': metrics.contentType }),
  );
  app.post('/login', sameOrigin(), jsonOnly(), (c) => logIn(c, { keys, lockout, now, logger }));
  app.post('/logout', sameOrigin(), (c) => logOut(c, { keys }));
  app.route('/api', apiRoutes(parts));
  app.route('/', pageRoutes(parts.assets, keys));
  return app;
}

function apiRoutes({ shown, calls, streams, limits }: RouteParts): Hono<DoorEnv> {
  const api = new Hono<DoorEnv>();
  const pathOf = (path: string) => path.replace(/^\/api/, '').replace(/\{(\w+)\}/g, ':$1');
  api.use(sameOrigin());
  api.post('/commands/:name', rateLimit(limits.commands, 60), jsonOnly(), calls.answer);
  api.get('/stream', needs('viewer'), (c) => openStream(c, streams));
  api.use(compress(), async (c, next) => {
    await next();
    c.header('Cache-Control', UNKEPT['Cache-Control']);
  });
  api.get('/openapi.json', needs('viewer'), (c) => c.json(openApi(ENDPOINTS, shown.reader.version)));
  for (const endpoint of ENDPOINTS)
    api.get(pathOf(endpoint.path), (c) => answerOf(endpoint, shown, c, roleFor(c, endpoint.needs)));
  return api;
}

/** What is true now is not worth keeping. */
const UNKEPT = { 'Cache-Control': 'no-store' };

function broken(error: Error, c: Context, logger: Logger): Fault {
  logger.error('The dashboard could not answer', { path: c.req.path, error });
  return new Fault(500, 'broken', 'The dashboard is broken here; the log of the program says why.');
}

const STREAMED = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  // Asks a proxy between not to hold back what is sent.
  'X-Accel-Buffering': 'no',
};

function openStream(c: Context<DoorEnv>, streams: Streams): Response {
  if (streams.count() >= MOST_STREAMS)
    throw new Fault(
      429,
      'too_many',
      'Too many follow the events already. Close some, or ask for /api/events.',
    );
  const given = c.req.header('Last-Event-ID') ?? c.req.query('after');
  if (given !== undefined && !/^\d{1,12}$/.test(given))
    throw new Fault(400, 'invalid', 'Last-Event-ID and after are the number of an event.');
  // Nobody would ever read, nor end, what follows upon a question for the headers.
  if (c.req.method === 'HEAD') return c.body(null, 200, STREAMED);
  const { outgoing } = c.env as HttpBindings;
  const stream = streams.open(given === undefined ? null : Number(given), () => outgoing.destroy());
  return c.body(stream, 200, STREAMED);
}
