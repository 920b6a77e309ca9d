import type { Config } from '../../config/config.ts';
import type { OpenEventLog } from '../../store/lowdb-event-log.ts';
import type { App } from '../app.ts';
import type { MarketSelection } from '../betting/analyse-markets.ts';
import { type Bettor, createBettor } from '../betting/bettor.ts';
import type { Handler } from '../betting/handle.ts';
import type { Clock } from '../clock.ts';
import type { Command } from '../command.ts';
import { exchangeHealth, logHealth, type Watched } from '../health.ts';
import type { Logger } from '../logging/logger.ts';
import { type Alerts, createAlerts } from '../notify/alerts.ts';
import type { Outbox } from '../notify/outbox.ts';
import { createRollover, type Rollover } from '../rollover.ts';
import type { OpenExchange } from './open-exchange.ts';

export interface CoreParts {
  readonly config: Pick<
    Config,
    'mode' | 'settings' | 'betting' | 'markets' | 'results' | 'timeZone' | 'origins'
  >;
  readonly version: string;
  readonly handler: Handler;
  readonly opened: Pick<OpenExchange, 'exchange' | 'demo' | 'loggedIn'>;
  readonly log: Pick<OpenEventLog, 'read' | 'head' | 'lockLost' | 'verify'>;
  readonly logs: App['logs'];
  readonly commands: readonly Command[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly requestStop: (reason: string) => void;
  readonly ending: AbortSignal;
}

/** What thinks, between the log, the exchange and the surfaces. */
export interface Core {
  readonly bettor: Bettor;
  readonly rollover: Rollover;
  readonly alerts: Alerts;
  /** Where the alerts go: the surfaces add theirs. */
  readonly outboxes: Outbox[];
  /** Whose health is asked after: jobs and surfaces add theirs. */
  readonly watched: Watched;
}

/** Puts it together; nothing is asked or recorded yet. */
export function createCore(parts: CoreParts): Core {
  const { config, clock, logger, log, handler } = parts;
  const { exchange, demo, loggedIn } = parts.opened;
  const { mode, timeZone, settings } = config;
  const { currency } = config.betting;
  const outboxes: Outbox[] = [];
  const alerts = createAlerts({ outboxes, clock, logger });
  const bettor = createBettor({
    ...parts,
    exchange,
    alerts,
    mode,
    mayAct: () => !log.lockLost(),
    selection: selectionOf(config),
    currency,
    timeZone,
    overdueAfterMs: config.results.overdueAfterMs,
    unknownOrderWaitMs: config.results.unknownOrderWaitMs,
  });
  const watched: Watched = [
    () => logHealth({ blocked: handler.blocked(), lockLost: log.lockLost(), ...handler.state() }),
    () => exchangeHealth(bettor.reach(), loggedIn?.() ?? null),
  ];
  const rollover = createRollover({
    ...parts,
    verify: log.verify,
    health: () => watched.map((look) => look()),
    configuration: config.origins,
    ...(demo && { demo }),
    exchange,
    bettor,
    mode,
    currency,
    timeZone,
    settings,
    minStake: config.betting.stakeRule.minStake,
  });
  return { bettor, rollover, alerts, outboxes, watched };
}

function selectionOf({ markets, betting }: Pick<Config, 'markets' | 'betting'>): MarketSelection {
  return { ...markets, liquidityFactor: betting.liquidityFactor, stakeRule: betting.stakeRule };
}
