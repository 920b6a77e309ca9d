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
import { serve } from './serve.ts';
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
  const served = serve(routes.fetch, { settings, clock, logger, what: 'The dashboard' });

  return {
    health: () => {
      const problem = served.problem();
      return problem === null
        ? { component: 'dashboard', state: 'ok', why: [`It is at ${served.address()}.`] }
        : { component: 'dashboard', state: 'degraded', why: [problem] };
    },
    listening: served.listening,
    stopAsking: calls.close,
    stop: async () => {
      streams.close();
      await served.stop();
    },
  };
}
