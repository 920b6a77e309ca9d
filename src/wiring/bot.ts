import type { Config } from '../../config/config.ts';
import { freeSpace } from '../../store/free-space.ts';
import { openSummariesTold } from '../../store/summaries-told.ts';
import type { Audit } from '../audit.ts';
import type { Bettor } from '../betting/bettor.ts';
import { createHandler, type Handler } from '../betting/handle.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Terminal } from '../console/terminal.ts';
import type { Event } from '../core/events.ts';
import type { State } from '../core/state.ts';
import { backupsJob } from '../jobs/backups.ts';
import { checkResultsJob } from '../jobs/check-results.ts';
import { compress } from '../jobs/intervals.ts';
import { jobsHealth } from '../jobs/jobs-health.ts';
import { keepAliveJob } from '../jobs/keep-alive.ts';
import { pingJob } from '../jobs/ping.ts';
import type { Job } from '../jobs/schedule.ts';
import { selectMarketJob } from '../jobs/select-market.ts';
import { summariesJob } from '../jobs/summaries.ts';
import { measureStalls, watchProcessJob } from '../jobs/watch-process.ts';
import { takenOver } from '../leadership.ts';
import { loadCommands } from '../load-commands.ts';
import type { Logger } from '../logging/logger.ts';
import { newestLines } from '../logging/newest-lines.ts';
import type { Redactor } from '../logging/redactor.ts';
import { loudnessOf } from '../notify/loudness.ts';
import { createSummaries } from '../notify/summaries.ts';
import { createPing } from '../ping/send-ping.ts';
import { type ProcessWatch, watchProcess } from '../watchdog/watch-process.ts';
import { createCore } from './core.ts';
import { openDemoExchange } from './demo-exchange.ts';
import type { LiveConfig } from './live-config.ts';
import { newId } from './new-id.ts';
import type { OpenExchange } from './open-exchange.ts';
import { type FoldedLog, openFoldedLog } from './open-log.ts';
import { openInOtherModes } from './other-modes.ts';
import { reloadOnSignal } from './reload-on-signal.ts';
import { restFromCrashes } from './rest-before-start.ts';
import { standBy } from './stand-by.ts';
import { stopBot } from './stop-bot.ts';
import type { StopRequests } from './stop-requests.ts';
import { openSurfaces, type SurfaceParts } from './surfaces.ts';

export interface BotParts {
  readonly config: Config;
  readonly live: LiveConfig;
  readonly version: string;
  readonly terminal: Terminal;
  readonly logger: Logger;
  readonly audit: Audit;
  readonly redactor: Redactor;
  /** Called for `quit`, and where the bot cannot go on. */
  readonly requestStop: StopRequests['request'];
  /** Aborted as soon as the program is to end. */
  readonly ending: AbortSignal;
  /** Called back where the system asks to read the configuration again. */
  readonly onHangUp: (listener: () => void) => void;
}

export interface Bot {
  /** Ends in order, within about five seconds. Rejects where the end could not be recorded. */
  stop(reason: string): Promise<void>;
}

/**
 * Makes the parts and starts them; nothing is recorded of a start that is called off while it rests, or that is replaced
 * by another process. Throws
 * DataDirLocked, DataDirUnusable, EventFileRefused or RecordingRefused where it cannot begin; nothing is left
 * running then.
 */
export async function startBot(parts: BotParts): Promise<Bot> {
  const { config, logger } = parts;
  const clock = systemClock;
  const folded = await openFoldedLog(config, { clock, logger });
  const { log, found } = folded;
  const calledOff: Bot = { stop: () => log.close() };
  try {
    // Before it has the lease, which another one may have meanwhile.
    await restFromCrashes({ ...parts, clock }, found().unendedStarts);
    await standBy({ ...parts, clock }, folded);
    return parts.ending.aborted ? calledOff : await startOn(folded, parts, clock);
  } catch (error) {
    const replaced = takenOver(log.leadership);
    if (replaced !== null) parts.requestStop(replaced, 'replaced');
    if (parts.ending.aborted) return calledOff;
    await log.close();
    throw error;
  }
}

async function startOn(
  { log, kept, history, found: foundNow }: FoldedLog,
  parts: BotParts,
  clock: Clock,
): Promise<Bot> {
  const { config, live, logger, redactor, requestStop } = parts;
  const { leadership } = log;
  const found = foundNow();
  log.keep(history.kept());
  const fold = (state: State, append: readonly Event[]): State => {
    const next = history.fold(state, append);
    log.keep(history.kept());
    return next;
  };
  const handler = createHandler(log, found, fold, leadership.lapsed);
  const opened = await openExchange(parts, handler, (forMs) => leadership.left() > forMs, clock);
  leadership.onLapse(opened.cut);
  for (const note of [...config.notes, ...opened.notes]) logger.info(note);
  const warnings = [
    ...config.warnings,
    ...opened.warnings,
    ...(await openInOtherModes(config.dataDir, config.mode)),
  ];
  for (const warning of warnings) logger.warn(warning);
  const commands = await loadCommands();
  const { bettor, rollover, ...told } = createCore({
    ...parts,
    handler,
    opened,
    log,
    logs: (wanted) => newestLines(config.log.dir, wanted, redactor),
    past: (point) => history.at(point, log.read),
    commands,
    clock,
    newId,
  });
  await rollover.start().catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  parts.onHangUp(() => void reloadOnSignal({ rollover, alerts: told.alerts, logger }));
  const loudness: SurfaceParts['loudness'] = ({ about }) =>
    loudnessOf(about, handler.state().notices ?? live.current().notices, clock.now(), config.timeZone);
  const surfaces = await openSurfaces({
    ...{ ...parts, commands, rollover, log, kept, found, before: history.before, loudness, clock },
    state: handler.state,
    ...told,
  });
  const giveWay = () => requestStop(takenOver(leadership) ?? 'another process has taken over', 'replaced');
  // It may have been lost while the parts were made, and a signal is given once.
  if (takenOver(leadership) !== null) giveWay();
  else leadership.lost.addEventListener('abort', giveWay);
  const tellSummaries = createSummaries({
    ...{ at: () => live.current().summaries, told: openSummariesTold(kept) },
    ...{ outboxes: told.outboxes, picture: told.summaryPicture, state: handler.state, clock, logger },
    ...{ timeZone: config.timeZone, currency: config.betting.currency },
  });
  const watch = watchProcess({
    ...{ alerts: told.alerts, clock, longestStall: measureStalls(clock.monotonic) },
    freeSpace: () => freeSpace(config.dataDir),
    certificateEnds: opened.certificateEnds,
  });
  const { health } = rollover.reader;
  const ping = config.pingUrl === null ? null : createPing({ url: config.pingUrl, health, logger });
  const { recorder } = told.recording;
  const checkResults = async () => {
    await bettor.checkResults();
    await recorder?.followUp();
  };
  const work = {
    ...bettor,
    checkResults,
    tellSummaries,
    look: watch.look,
    lookForBackups: told.backups.beat,
    ping,
  };
  const jobs = startJobs(work, opened, parts, clock);
  const began = clock.now();
  told.watched.push(() => [jobsHealth(jobs, began, clock.now()), ...watch.health()]);
  return { stop: (reason) => stopBot({ jobs, surfaces, rollover, opened, log, clock }, reason) };
}

async function openExchange(
  parts: BotParts,
  { state }: Handler,
  mayAct: (forMs: number) => boolean,
  clock: Clock,
): Promise<OpenExchange> {
  const { config, logger, redactor } = parts;
  const { currency } = config.betting;
  if (config.betfair === null)
    return openDemoExchange({ ...config.demo, ...config.markets, currency }, state, clock);
  const { openBetfair } = await import('./betfair-exchange.ts');
  const { add: onSessionToken } = redactor;
  return openBetfair({ config, access: config.betfair, state, clock, logger, mayAct, onSessionToken });
}

function startJobs(
  work: Pick<Bettor, 'selectMarket'> &
    Pick<ProcessWatch, 'look'> & {
      checkResults(): Promise<void>;
      tellSummaries(): Promise<void>;
      lookForBackups(): Promise<void>;
      ping: (() => Promise<void>) | null;
    },
  { demo, keepAlive }: OpenExchange,
  { config, logger }: BotParts,
  clock: Clock,
): readonly Job[] {
  const beat = { logger, now: clock.now };
  const speed = demo?.speed ?? 1;
  return [
    ...(work.ping === null ? [] : [pingJob({ ...beat, ping: work.ping })]),
    watchProcessJob({ ...beat, look: work.look }),
    summariesJob({ ...beat, tellSummaries: work.tellSummaries }),
    backupsJob({ ...beat, look: work.lookForBackups }),
    ...(keepAlive === null ? [] : [keepAliveJob({ ...beat, keepAlive })]),
    selectMarketJob({
      ...beat,
      intervalMs: compress(config.markets.pollingIntervalMs, speed),
      selectMarket: work.selectMarket,
    }),
    checkResultsJob({
      ...beat,
      intervalMs: compress(config.results.checkIntervalMs, speed),
      checkResults: work.checkResults,
    }),
  ];
}
