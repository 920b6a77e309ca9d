import type { Config } from '../../config/config.ts';
import { createHandler, type Handler } from '../../src/betting/handle.ts';
import type { Clock } from '../../src/clock.ts';
import type { Command } from '../../src/command.ts';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { createStateHistory } from '../../src/core/state-history.ts';
import { createBetfairExchange } from '../../src/exchange/betfair/betfair-exchange.ts';
import { connectOver } from '../../src/exchange/betfair/connect-betfair.ts';
import { ExchangeError } from '../../src/exchange/exchange-error.ts';
import type { Job } from '../../src/jobs/schedule.ts';
import { takenOver } from '../../src/leadership.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { openOutbox } from '../../src/notify/outbox.ts';
import { type Core, createCore } from '../../src/wiring/core.ts';
import { STRATEGY_REF } from '../../src/wiring/open-exchange.ts';
import { stopBot } from '../../src/wiring/stop-bot.ts';
import { openEventLog } from '../../store/lowdb-event-log.ts';
import { openOutboxPosition } from '../../store/outbox-position.ts';
import { keptWhileLeading } from '../../store/postgres/kept-while-leading.ts';
import { openStreamEventLog, type StreamEventLog } from '../../store/postgres/stream-event-log.ts';
import type { StreamTables } from '../../store/postgres/stream-tables.ts';
import { Died, type Life, never } from './life.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import { LOGIN } from './simulated-exchange.ts';
import { API_URL, IDENTITY_URL, simulatedPost, type WireParts } from './simulated-wire.ts';

export interface ProcessParts extends Omit<WireParts, 'onSend'> {
  readonly config: Config;
  readonly disk: SimulatedDisk;
  readonly discord: SimulatedDiscord;
  /** Where its log is a stream, the tables as this process has them; null where it is the file. */
  readonly connect: ((clock: Clock) => StreamTables) | null;
  readonly newId: () => string;
  readonly commands: readonly Command[];
  readonly logger: Logger;
  /** Aborted when it is to end in order. */
  readonly ending: AbortSignal;
  /** Given the events that the file had, and what tells of those that come. */
  readonly onOpened: (found: readonly Event[], log: Pick<StreamEventLog, 'subscribe'>) => void;
  /** It may append from now on: given what the log has come to. */
  readonly onLeading: (events: readonly Event[], handler: Handler) => void;
  /** Another process has taken over. */
  readonly onReplaced: () => void;
  readonly isLeading: () => boolean;
  readonly onSend: (operation: string, body: string, isLate: boolean, handler: Handler) => void;
  /** What a job threw that no job may throw. */
  readonly onBroken: (error: unknown) => void;
}

export const BEATS = ['select-market', 'check-results', 'keep-alive'] as const;
type Beat = (typeof BEATS)[number];

export interface SimulatedProcess {
  readonly core: Core;
  readonly handler: Handler;
  /** A job's beat; left out where its last run is underway. */
  beat(beat: Beat): void;
  /** Ends in order. */
  stop(): Promise<void>;
}

/**
 * The whole bot but for its surfaces, started as one process of a machine: where its log is a stream, it is a standby at
 * first. Rejects where it cannot start.
 */
export async function startProcess(given: ProcessParts): Promise<SimulatedProcess> {
  const { life, ending } = given;
  const clock = clockOf(given.clock, life);
  const newId = (): string => {
    if (life.death() !== null) throw new Died();
    return given.newId();
  };
  const parts = { ...given, clock, newId };
  const tables = given.connect?.(clock) ?? null;
  const { log, events } = await openLog(parts, tables);
  try {
    given.onOpened([...events], log);
    const unfollow = log.subscribe((append) => events.push(...append));
    await log.lead(ending, () => undefined);
    unfollow();
    return await startOn(parts, log, tables, events);
  } catch (error) {
    await log.close();
    throw error;
  }
}

type Started = ProcessParts & { readonly clock: Clock };

async function openLog({ config, disk, life, clock, newId, logger }: Started, tables: StreamTables | null) {
  const events: Event[] = [];
  const wanted = {
    ...{ dir: disk.folder(), mode: config.mode, clock, newId, logger, disk: disk.open(life) },
    folding: { begin: () => undefined, take: (append: readonly Event[]) => void events.push(...append) },
  };
  const log: StreamEventLog =
    tables === null
      ? { ...(await openEventLog(wanted)), lead: async () => undefined }
      : await openStreamEventLog(wanted, tables);
  return { log, events };
}

async function startOn(
  given: Started,
  log: StreamEventLog,
  tables: StreamTables | null,
  events: readonly Event[],
): Promise<SimulatedProcess> {
  const { config, life, logger, clock, newId, ending } = given;
  const { leadership } = log;
  const found = events.reduce(evolve, initialState);
  const handler = createHandler(log, found, undefined, leadership.lapsed);
  given.onLeading(events, handler);
  const connection = connect(
    { ...given, onSend: (name, body, isLate) => given.onSend(name, body, isLate, handler) },
    clock,
    logger,
    (forMs) => leadership.left() > forMs,
  );
  leadership.onLapse(connection.cut);
  const opened = {
    exchange: createBetfairExchange({ call: connection.call, strategyRef: STRATEGY_REF }),
    demo: null,
    sessionAt: null,
  };
  const core = createCore({
    ...given,
    live: { current: () => config, reread: () => ({ kind: 'faults', text: 'the file is as it was' }) },
    version: 'simulated',
    handler,
    opened,
    log,
    logs: async () => [],
    past: (point) => createStateHistory().at(point, log.read),
    audit: () => undefined,
    clock,
    newId,
    requestStop: () => undefined,
    ending,
  });
  await core.rollover.start();
  const { currency, stakeRule } = config.betting;
  const outbox = openOutbox({
    log,
    found,
    before: () => initialState,
    sink: given.discord.sink(life, clock, given.isLeading),
    loudness: () => 'on',
    position:
      tables === null
        ? given.discord.position(life)
        : openOutboxPosition(keptWhileLeading(tables.kept, leadership), given.discord.name),
    clock,
    logger,
    currency,
    stakeRule,
  });
  core.outboxes.push(outbox);
  if (takenOver(leadership) !== null) given.onReplaced();
  else leadership.lost.addEventListener('abort', given.onReplaced);
  const jobs = jobsOf(core, connection.keepAlive, given);
  const surfaces = { stopAsking: async () => {}, close: (graceMs: number) => outbox.close(graceMs) };
  return {
    core,
    handler,
    beat: (beat) => jobs[beat].beat(),
    stop: () => {
      const running = { jobs: Object.values(jobs), surfaces, log, clock, rollover: core.rollover };
      return stopBot({ ...running, opened: { close: connection.logout } }, 'the simulation ends it');
    },
  };
}

/** Nobody who is dead is woken. */
function clockOf(clock: Clock, life: Life): Clock {
  return {
    ...clock,
    wait: async (ms, signal) => {
      await clock
        .wait(ms, signal)
        .catch((reason: unknown) => (life.death() === null ? Promise.reject(reason) : never()));
      if (!(await life.reaches('wake'))) return never();
    },
  };
}

function connect(parts: WireParts, clock: Clock, logger: Logger, mayAct: (forMs: number) => boolean) {
  const { username, password, appKey } = LOGIN;
  const urls = { apiUrl: API_URL, certLoginUrl: IDENTITY_URL, identityUrl: IDENTITY_URL };
  return connectOver(simulatedPost(parts), {
    access: { username, password, appKey, ...urls },
    clock,
    logger,
    onSessionToken: () => undefined,
    mayAct,
  });
}

interface BeatenJob extends Job {
  beat(): void;
}

/** As the jobs of `src/jobs` run them, on a beat that comes from outside. */
function jobsOf(
  { bettor }: Core,
  keepAlive: () => Promise<void>,
  { onBroken, life, clock }: ProcessParts,
): Record<Beat, BeatenJob> {
  const job = (name: Beat, run: () => Promise<unknown>): BeatenJob => {
    let underway: Promise<void> | null = null;
    let stopped = false;
    const once = async (): Promise<void> => {
      await run().catch((error: unknown) => {
        if (life.death() === null) onBroken(error);
      });
      underway = null;
    };
    return {
      name,
      intervalMs: 0,
      lastEnded: clock.now,
      beat: () => {
        if (!stopped) underway ??= once();
      },
      stop: async () => {
        stopped = true;
        await underway;
      },
    };
  };
  return {
    'select-market': job('select-market', bettor.selectMarket),
    'check-results': job('check-results', bettor.checkResults),
    'keep-alive': job('keep-alive', () => keepAlive().catch(passOver)),
  };
}

function passOver(error: unknown): void {
  if (!(error instanceof ExchangeError)) throw error;
}
