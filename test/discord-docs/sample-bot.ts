import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import { type Bettor, createBettor } from '../../src/betting/bettor.ts';
import { createHandler } from '../../src/betting/handle.ts';
import { type PriceMemory, rememberPrices } from '../../src/betting/price-memory.ts';
import type { Draw } from '../../src/charts/draw.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { pennies } from '../../src/core/money.ts';
import type { State } from '../../src/core/state.ts';
import { createStateHistory } from '../../src/core/state-history.ts';
import { type Ask, createAsk } from '../../src/discord/ask.ts';
import { type ButtonIds, createButtonIds } from '../../src/discord/button-press.ts';
import type { Answer, Asked } from '../../src/discord/render/render-outcome.ts';
import { createBetfairExchange } from '../../src/exchange/betfair/betfair-exchange.ts';
import { createEmulator, type Emulator } from '../../src/exchange/emulator/emulator.ts';
import { openSource } from '../../src/exchange/emulator/sources/open-source.ts';
import { alone } from '../../src/leadership.ts';
import { loadCommands } from '../../src/load-commands.ts';
import { randomFrom } from '../../src/random.ts';
import { createRollover, type Rollover } from '../../src/rollover.ts';
import { whatIf } from '../../src/what-if/what-if.ts';
import { PLAY_MONEY, STRATEGY_REF } from '../../src/wiring/open-exchange.ts';
import { program } from '../../src/wiring/program.ts';
import { openRecording } from '../../src/wiring/recording.ts';
import { type OpenEventLog, openEventLog } from '../../store/lowdb-event-log.ts';
import { createLife } from '../simulation/life.ts';
import { seededIds } from '../simulation/seeded-ids.ts';
import { simulatedDisk } from '../simulation/simulated-disk.ts';
import { type VirtualClock, virtualClock } from '../simulation/virtual-clock.ts';
import { type SampleAlerts, sampleAlerts } from './sample-alerts.ts';
import { sampleAnchors } from './sample-anchors.ts';
import { sampleBackups } from './sample-backups.ts';
import { OWNER, sampleConfig } from './sample-config.ts';
import { sampleHealth } from './sample-health.ts';
import { sampleLog } from './sample-log.ts';

/** A Monday. */
const BEGAN = Date.parse('2026-03-02T08:00:00.000Z');

/** Generated football in which the first day reaches the target, which few days do. */
const SEED = 119;

const MINUTE = 60_000;
const MATCH = 110 * MINUTE;

/** The bot's parts as they are wired in life, on a clock that stands unless it is moved. */
export interface SampleBot {
  readonly mode: 'demo' | 'live';
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  readonly bettor: Bettor;
  readonly log: OpenEventLog;
  readonly told: Pick<SampleAlerts, 'told' | 'tellSummaries'>;
  readonly inPlaySince: PriceMemory['inPlaySince'];
  /** To the owner, on Discord; the question first, where one is asked and answered with yes. */
  answers(command: string, options: Asked['options']): Promise<readonly Answer[]>;
  state(): State;
  /** Bets and settles until so many minutes after the start, at which a bet may be open. */
  playUntil(minutes: number): Promise<void>;
  close(): Promise<void>;
}

export async function sampleBot(mode: SampleBot['mode'], draw: Draw): Promise<SampleBot> {
  const config = sampleConfig(mode, SEED);
  const clock = virtualClock(BEGAN);
  const newId = seededIds(clock.now, randomFrom(SEED));
  const root = mkdtempSync(join(tmpdir(), 'rollover-sample-'));
  const disk = simulatedDisk(root, () => true);
  const { logger, logs } = sampleLog(clock.now);
  const opening = { mode, clock, newId, logger, disk: disk.open(createLife()) };
  const log = await openEventLog({ dir: disk.folder(), ...opening });
  const handler = createHandler(log, initialState);
  const { currency } = config.betting;
  const { source, notes } = await openSource({ seed: SEED, speed: 1, recordings: [], began: () => BEGAN });
  for (const note of [...config.notes, ...notes]) logger.info(note);
  const emulator = createEmulator({
    source,
    clock,
    account: { currency, balance: pennies(mode === 'live' ? 5_000 : PLAY_MONEY) },
  });
  const selection = () => ({ ...config.markets, ...config.betting });
  const { kept, recorder } = openRecording({
    config: { mode, dataDir: disk.folder(), recorder: { enabled: true, keepDays: 90 } },
    opened: {
      exchange: createBetfairExchange({ call: emulator.call, strategyRef: STRATEGY_REF }),
      demo: null,
    },
    ...{ clock, logger, selection },
  });
  if (recorder === null) throw new Error('the sample bot records what it sees');
  const memory = rememberPrices(
    recorder.exchange,
    () => handler.state().openBets,
    clock,
    () => undefined,
  );
  const { exchange, inPlaySince } = memory;
  const common = { handler, exchange, clock, newId, mode, currency, timeZone: config.timeZone };
  const told = sampleAlerts({
    ...{ clock, logger, draw, currency, timeZone: config.timeZone },
    ...{ at: () => config.summaries, state: handler.state },
  });
  const bettor = createBettor({
    ...common,
    logger,
    alerts: told.alerts,
    leadership: alone,
    ending: new AbortController().signal,
    selection,
    onLook: recorder.looked,
    overdueAfterMs: () => config.results.overdueAfterMs,
    unknownOrderWaitMs: config.results.unknownOrderWaitMs,
  });
  const commands = await loadCommands();
  const past: App['past'] = (point) => createStateHistory().at(point, log.read);
  const anchors = sampleAnchors(log, config.timeZone);
  const rollover: Rollover = createRollover({
    ...common,
    version: program.version,
    stakeRule: config.betting.stakeRule,
    settings: config.settings,
    ...(mode === 'demo' && {
      demo: { seed: SEED, speed: 1, recordings: [], began: new Date(BEGAN).toISOString() },
    }),
    bettor,
    pricesOf: memory.pricesOf,
    bookOf: memory.bookOf,
    whatIf: (changed, since) =>
      whatIf({ ...common, files: kept.files, past, events: log.read }, changed, since),
    past,
    draw,
    log,
    verify: log.verify,
    backUp: async () => ({
      kept: sampleBackups(handler.state(), mode, clock.now()),
      removed: [],
      sameDisk: true,
    }),
    anchors,
    logs,
    health: sampleHealth({ config, state: handler.state, bettor, clock, began: BEGAN }),
    commands,
    configuration: () => config.origins,
    fileNotices: () => config.notices,
    reread: () => ({
      kind: 'read',
      settings: config.settings,
      held: [],
      waiting: [],
      adopt: () => undefined,
    }),
    audit: () => undefined,
    requestStop: () => undefined,
  });
  await rollover.start();
  await told.tellSummaries();

  async function playUntil(minutes: number): Promise<void> {
    const end = BEGAN + minutes * MINUTE;
    while (clock.now() < end) {
      await bettor.selectMarket();
      const [bet] = handler.state().openBets;
      const over = bet === undefined ? 0 : Date.parse(bet.startTime) + MATCH;
      clock.moveTo(Math.min(end, Math.max(over, clock.now() + 5 * MINUTE)));
      await bettor.checkResults();
    }
  }

  return {
    ...{ mode, clock, emulator, bettor, log, inPlaySince, playUntil, told },
    state: handler.state,
    answers: ownersDesk(createButtonIds(), (ids) => createAsk({ run: rollover.run, ids, logger })),
    close: async () => {
      await log.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function ownersDesk(ids: ButtonIds, open: (ids: ButtonIds) => Ask): SampleBot['answers'] {
  const ask = open(ids);
  let asked = 0;
  return async (command, options) => {
    const question = { asked: { user: OWNER, command, options }, role: 'owner' } as const;
    asked += 1;
    const answer = await ask({ ...question, id: `ask-${asked}` });
    const press = ids.read(answer.components[0]?.components[0]?.custom_id ?? '');
    if (press?.kind !== 'yes') return [answer];
    return [answer, await ask({ ...question, id: `yes-${asked}`, confirmed: press.token })];
  };
}
