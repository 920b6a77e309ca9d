import { Hono } from 'hono';
import { standbyHealth } from '../health.ts';
import { strictHeaders } from './door/headers.ts';
import type { Tokens } from './door/keys.ts';
import { knownHost } from './door/origin.ts';
import { Fault, faultAnswer } from './fault.ts';
import { healthzOf } from './healthz.ts';
import { type Serving, serve } from './serve.ts';

export interface StandbyPageParts extends Omit<Serving, 'what'> {
  readonly settings: Serving['settings'] & Tokens;
  readonly isLoopback: (hostname: string) => boolean;
  readonly state: () => Parameters<typeof standbyHealth>[0];
}

export interface StandbyPage {
  /** The port is free then. */
  stop(): Promise<void>;
}

const WHAT_THIS_IS =
  'This is a standby: another process does the betting and serves the dashboard. This one takes over when that ends.';

/** What a standby serves where its dashboard will be: its health, and what it is. */
export function startStandbyPage(parts: StandbyPageParts): StandbyPage {
  const { settings, isLoopback, state, clock } = parts;
  const app = new Hono();
  app.onError((error, c) =>
    faultAnswer(c, error instanceof Fault ? error : new Fault(500, 'broken', 'The page is broken here.')),
  );
  app.use(strictHeaders());
  if (settings.token === null && settings.viewerToken === null)
    app.use(knownHost((hostname) => isLoopback(hostname) || hostname === settings.host));
  app.get('/healthz', (c) => c.json(healthzOf(standbyHealth(state()), clock.now(), true), 200, UNKEPT));
  app.all('*', (c) =>
    c.req.header('Accept')?.includes('text/html')
      ? c.text(WHAT_THIS_IS, 503, UNKEPT)
      : faultAnswer(c, new Fault(503, 'standby', WHAT_THIS_IS)),
  );
  return serve(app.fetch, { ...parts, what: 'The health of the standby' });
}

const UNKEPT = { 'Cache-Control': 'no-store' };
