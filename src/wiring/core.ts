import { hostname } from 'node:os';
import { Mutex } from 'async-mutex';
import type { Config } from '../../config/config.ts';
import type { OpenEventLog } from '../../store/lowdb-event-log.ts';
import type { AnchorsRead } from '../anchors/anchor.ts';
import type { App } from '../app.ts';
import type { Audit } from '../audit.ts';
import { type Backups, createBackups } from '../backups/backups.ts';
import { type Bettor, createBettor } from '../betting/bettor.ts';
import type { Handler } from '../betting/handle.ts';
import { rememberPrices } from '../betting/price-memory.ts';
import type { CycleNumber } from '../betting/views/statistics.ts';
import type { SummarySpan } from '../betting/views/summary.ts';
import { createDrawing } from '../charts/draw.ts';
import type { Clock } from '../clock.ts';
import type { Command } from '../command.ts';
import { type CallSeen, measured } from '../exchange/measured-exchange.ts';
import { exchangeHealth, logHealth, type Watched } from '../health.ts';
import { takenOver } from '../leadership.ts';
import type { Logger } from '../logging/logger.ts';
import type { Meters } from '../meters.ts';
import { type Alerts, createAlerts } from '../notify/alerts.ts';
import type { InPlaySince } from '../notify/cycle-story.ts';
import type { Outbox } from '../notify/outbox.ts';
import type { ReplyFile } from '../reply.ts';
import { createRollover, type Rollover } from '../rollover.ts';
import { backupPlace } from './backup-place.ts';
import type { LiveConfig } from './live-config.ts';
import type { OpenExchange } from './open-exchange.ts';
import { receiptPicture } from './receipt-picture.ts';
import { openRecording, type Recording } from './recording.ts';
import { selectionOf } from './strategy-of.ts';
import { summaryPicture } from './summary-picture.ts';
import { tellDamage, tellUnchecked } from './tell-distrust.ts';

export interface CoreParts {
  readonly config: Pick<
    Config,
    'mode' | 'settings' | 'betting' | 'results' | 'timeZone' | 'backups' | 'recorder' | 'dataDir' | 'store'
  >;
  readonly live: Pick<LiveConfig, 'current' | 'reread'>;
  readonly version: string;
  readonly handler: Handler;
  readonly opened: Pick<OpenExchange, 'exchange' | 'demo' | 'sessionAt'>;
  readonly log: Pick<OpenEventLog, 'read' | 'head' | 'leadership' | 'verify' | 'synced' | 'checked'>;
  readonly logs: App['logs'];
  readonly past: App['past'];
  readonly commands: readonly Command[];
  readonly audit: Audit;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly requestStop: (reason: string) => void;
  readonly ending: AbortSignal;
}

export type AnchorPlace = () => Promise<AnchorsRead>;

/** What thinks, between the log, the exchange and the surfaces. */
export interface Core {
  readonly bettor: Bettor;
  readonly rollover: Rollover;
  readonly alerts: Alerts;
  readonly backups: Backups;
  readonly recording: Recording;
  /** Where the alerts go: the surfaces add theirs. */
  readonly outboxes: Outbox[];
  /** Where anchors can be read back: the surface that posts them adds itself. */
  readonly anchorPlaces: AnchorPlace[];
  /** Whose health is asked after: jobs and surfaces add theirs. */
  readonly watched: Watched;
  readonly inPlay: InPlayWatch;
  readonly counted: Pick<Meters, 'looks' | 'onCall'>;
  /** The picture of an ended cycle; null where there is nothing to draw. */
  receipt(cycle: CycleNumber): Promise<ReplyFile | null>;
  /** The picture of a summary; null where there is nothing to draw. */
  summaryPicture(span: SummarySpan): Promise<ReplyFile | null>;
}

export interface InPlayWatch {
  readonly since: InPlaySince;
  /** Called when the market of an open bet is first seen in play. */
  readonly listeners: ((orderRef: string, at: string) => void)[];
}

/** Puts it together; nothing is asked or recorded yet. */
export function createCore(parts: CoreParts): Core {
  const { config, live, clock, logger, log, handler } = parts;
  const { demo, sessionAt } = parts.opened;
  const openBets = () => handler.state().openBets;
  const inPlayListeners: InPlayWatch['listeners'] = [];
  const callListeners: ((call: CallSeen) => void)[] = [];
  const selection = () => selectionOf(live.current());
  const { kept, recorder } = openRecording({ ...parts, selection });
  const { exchange, pricesOf, bookOf, inPlaySince } = rememberPrices(
    measured(recorder?.exchange ?? parts.opened.exchange, clock, (call) => {
      for (const listener of callListeners) listener(call);
    }),
    openBets,
    clock,
    (orderRef, at) => {
      for (const listener of inPlayListeners) listener(orderRef, at);
    },
  );
  const draw = createDrawing();
  const asking = new Mutex();
  const { mode, timeZone, settings } = config;
  const { currency } = config.betting;
  const outboxes: Outbox[] = [];
  const anchorPlaces: AnchorPlace[] = [];
  const alerts = createAlerts({ outboxes, clock, logger });
  const bettor = createBettor({
    ...parts,
    exchange,
    alerts,
    mode,
    leadership: log.leadership,
    selection,
    ...(recorder && { onLook: recorder.looked }),
    currency,
    timeZone,
    overdueAfterMs: () => live.current().results.overdueAfterMs,
    unknownOrderWaitMs: config.results.unknownOrderWaitMs,
  });
  let verifiedAt: string | null = null;
  const whole = (): void => {
    verifiedAt = new Date(clock.now()).toISOString();
  };
  log.checked.then(
    (damage) => (damage === null ? whole() : tellDamage(damage, handler, alerts)),
    (error: Error) => tellUnchecked(error.message, handler, alerts),
  );
  const verify: App['verify'] = async (see) => {
    const verdict = await log.verify(see);
    if (verdict.exitCode === 0) whole();
    return verdict;
  };
  const { schedule } = config.backups;
  const place = backupPlace(config.backups);
  const backups = createBackups({ ...parts, place, schedule, timeZone, mode, alerts });
  const stream = config.store && `Stream "${config.store.stream}", from ${hostname()}.`;
  const watched: Watched = [
    () =>
      logHealth({
        blocked: handler.blocked(),
        distrusted: handler.distrusted(),
        lost: takenOver(log.leadership),
        threat: log.leadership.threat(),
        place: stream,
        verifiedAt,
        ...handler.state(),
      }),
    () => exchangeHealth(bettor.reach(), sessionAt && { at: sessionAt() }),
    backups.health,
  ];
  const rollover = createRollover({
    ...parts,
    whatIf: (changed, since) =>
      asking.runExclusive(async () => {
        const { whatIf } = await import('../what-if/what-if.ts');
        return whatIf({ ...parts, files: kept.files, events: log.read, currency, timeZone }, changed, since);
      }),
    verify,
    backUp: backups.make,
    anchors: async () => (await anchorPlaces[0]?.()) ?? null,
    health: () => watched.flatMap((look) => look()),
    configuration: () => live.current().origins,
    fileNotices: () => live.current().notices,
    reread: live.reread,
    ...(demo && { demo }),
    exchange,
    pricesOf,
    bookOf,
    draw,
    bettor,
    mode,
    currency,
    timeZone,
    settings,
    stakeRule: config.betting.stakeRule,
  });
  const drawing = { draw, currency, timeZone };
  return {
    ...{ bettor, rollover, alerts, backups, outboxes, anchorPlaces, watched, recording: { kept, recorder } },
    inPlay: { since: inPlaySince, listeners: inPlayListeners },
    counted: { looks: bettor.looks, onCall: (listener) => void callListeners.push(listener) },
    receipt: receiptPicture({ state: handler.state, read: log.read, ...drawing }),
    summaryPicture: summaryPicture({ state: handler.state, now: clock.now, ...drawing }),
  };
}
