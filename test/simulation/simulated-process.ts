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
import type { Logger } from '../../src/logging/logger.ts';
import { openOutbox } from '../../src/notify/outbox.ts';
import { type Core, createCore } from '../../src/wiring/core.ts';
import { STRATEGY_REF } from '../../src/wiring/open-exchange.ts';
import { stopBot } from '../../src/wiring/stop-bot.ts';
import { type OpenEventLog, openEventLog } from '../../store/lowdb-event-log.ts';
import { Died, type Life, never } from './life.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import { LOGIN } from './simulated-exchange.ts';
import { API_URL, IDENTITY_URL, simulatedPost, type WireParts } from './simulated-wire.ts';
import { type FileWork, watchedLog } from './watched-log.ts';

export interface ProcessParts extends Omit<WireParts, 'onSend'> {
  readonly config: Config;
  readonly disk: SimulatedDisk;
  readonly discord: SimulatedDiscord;
  readonly newId: () => string;
  readonly commands: readonly Command[];
  readonly logger: Logger;
  readonly fileWork: FileWork;
  /** Given the events that the file had, and what takes those that are appended. */
  readonly onOpened: (found: readonly Event[], log: OpenEventLog, handler: Handler) => void;
  readonly onSend: (operation: string, body: string, handler: Handler) => void;
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

/** The whole bot but for its surfaces, started as one process of a machine. Rejects where it cannot start. */
export async function startProcess(given: ProcessParts): Promise<SimulatedProcess> {
  const { config, disk, life, logger, fileWork } = given;
  const clock = clockOf(given.clock, life);
  const newId = (): string => {
    if (life.death() !== null) throw new Died();
    return given.newId();
  };
  const events: Event[] = [];
  const opening = openEventLog({
    dir: disk.folder(),
    mode: config.mode,
    clock,
    newId,
    logger,
    folding: { begin: () => undefined, take: (append) => events.push(...append) },
    disk: disk.open(life),
  });
  const log = watchedLog(await fileWork.watch(opening), fileWork);
  const found = events.reduce(evolve, initialState);
  const handler = createHandler(log, found);
  given.onOpened(events, log, handler);
  const connection = connect(
    { ...given, onSend: (name, body) => given.onSend(name, body, handler) },
    clock,
    logger,
    () => log.leadership.left() > 0,
  );
  const opened = {
    exchange: createBetfairExchange({ call: connection.call, strategyRef: STRATEGY_REF }),
    demo: null,
    sessionAt: null,
  };
  const ending = new AbortController();
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
    ending: ending.signal,
  });
  await core.rollover.start();
  const { currency, stakeRule } = config.betting;
  const outbox = openOutbox({
    log,
    found,
    before: () => initialState,
    sink: given.discord.sink(life, clock),
    loudness: () => 'on',
    position: given.discord.position(life),
    clock,
    logger,
    currency,
    stakeRule,
  });
  core.outboxes.push(outbox);
  const jobs = jobsOf(core, connection.keepAlive, given);
  const surfaces = { stopAsking: async () => {}, close: (graceMs: number) => outbox.close(graceMs) };
  return {
    core,
    handler,
    beat: (beat) => jobs[beat].beat(),
    stop: () => {
      ending.abort();
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
      if (!life.passes('wake')) return never();
    },
  };
}

function connect(parts: WireParts, clock: Clock, logger: Logger, mayAct: () => boolean) {
  const { username, password, appKey } = LOGIN;
  const urls = { apiUrl: API_URL, certLoginUrl: IDENTITY_URL, identityUrl: IDENTITY_URL };
  return connectOver(
    { post: simulatedPost(parts), close: () => undefined },
    {
      access: { username, password, appKey, ...urls },
      clock,
      logger,
      onSessionToken: () => undefined,
      mayAct,
    },
  );
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
