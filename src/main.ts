import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { formatFaults } from '../config/fault.ts';
import { type Loaded, loadConfig } from '../config/load-config.ts';
import { DataDirUnusable } from '../store/data-dir-unusable.ts';
import { EventFileRefused } from '../store/event-file/event-file-refused.ts';
import { DataDirLocked } from '../store/lock/data-dir-locked.ts';
import { CopyRefused, StreamRefused } from '../store/postgres/stream-refused.ts';
import { openTerminal } from './console/terminal.ts';
import { QUIT } from './core/evolve.ts';
import { CertificateRefused } from './exchange/betfair/certificate-refused.ts';
import { createAuditLog } from './logging/create-audit-log.ts';
import { createLogger } from './logging/create-logger.ts';
import type { Logger } from './logging/logger.ts';
import { createRedactor } from './logging/redactor.ts';
import { sayUnrecordedQuit } from './not-recorded.ts';
import { RecordingRefused } from './recordings/recording-refused.ts';
import { type Bot, startBot } from './wiring/bot.ts';
import { DemoGone } from './wiring/demo-exchange.ts';
import { createLiveConfig } from './wiring/live-config.ts';
import { program } from './wiring/program.ts';
import { type StopRequest, stopRequests } from './wiring/stop-requests.ts';

/** What the exit code tells those who started the program. */
const EXIT = { ended: 0, broken: 1, configuration: 2, locked: 3, refused: 4 } as const;

const ENDED = { 'in order': EXIT.ended, broken: EXIT.broken, replaced: EXIT.locked } as const;

/** An orderly end takes less; what still hangs then is left to the next start. */
const END_WITHIN_MS = 4_600;

const load = (): Loaded =>
  loadConfig({
    env: process.env,
    readFile: (path) => readFileSync(path, 'utf8'),
    flags: process.argv.slice(2),
  });

async function main(): Promise<number> {
  const loaded = load();
  switch (loaded.kind) {
    case 'help':
      process.stdout.write(`${loaded.text}\n`);
      return EXIT.ended;
    case 'faults':
      return complain(formatFaults(loaded.faults), EXIT.configuration);
    case 'config':
      return run(loaded.config);
  }
}

async function run(config: Config): Promise<number> {
  const terminal = openTerminal({ input: process.stdin, output: process.stdout });
  const redactor = createRedactor(config.secrets);
  const logger = createLogger({
    ...config.log,
    redactor,
    stderr: terminal.beside(process.stderr),
    colour: process.stderr.isTTY === true,
    now: Date.now,
  });
  const { audit, close: closeAudit } = createAuditLog({ ...config.log, redactor, logger, now: Date.now });
  const { ROLLOVER_WATCH_PARENT } = process.env;
  const live = createLiveConfig(config, load);
  live.onAdopted(({ log }) => logger.setLevel(log.level));
  const stop = stopRequests(logger, {
    watchParent: ROLLOVER_WATCH_PARENT === '1',
    hasTerminal: process.stdin.isTTY === true,
  });
  try {
    const { request: requestStop, ending, onHangUp } = stop;
    const starting = startBot({
      ...{ config, live, version: program.version, terminal, logger, audit, redactor },
      ...{ requestStop, ending, onHangUp },
    });
    const failed = starting.then(() => new Promise<never>(() => {}));
    return await Promise.race([failed, stop.requested.then((request) => end(starting, request, logger))]);
  } catch (error) {
    return complain(redactor.text(messageOf(error)), exitCodeOf(error));
  } finally {
    await Promise.all([logger.close(), closeAudit()]);
  }
}

/** A start that is still underway gets the same time to be called off. */
async function end(starting: Promise<Bot>, { reason, how }: StopRequest, logger: Logger): Promise<number> {
  logger.info(`Stopping: ${reason}.`);
  const timeUp = sleep(END_WITHIN_MS, 'time is up' as const, { ref: false });
  const stopping = starting.then((bot) => bot.stop(reason)).then(() => 'ended' as const, asError);
  const ended = await Promise.race([stopping, timeUp]);
  if (ended === 'ended') return ENDED[how];
  if (reason.startsWith(QUIT)) {
    logger.error(sayUnrecordedQuit(ended), { how: ended });
    return EXIT.ended;
  }
  logger.error('The end could not be completed; the next start picks up what is open.', { how: ended });
  return EXIT.broken;
}

const asError = (error: unknown): unknown => error;

/** What the operator mends by asking for something else. */
const CONFIGURATION = [RecordingRefused, CertificateRefused, DemoGone, StreamRefused] as const;

function exitCodeOf(error: unknown): number {
  if (error instanceof DataDirLocked) return EXIT.locked;
  if (error instanceof EventFileRefused || error instanceof CopyRefused) return EXIT.refused;
  if (error instanceof DataDirUnusable) return EXIT.configuration;
  return CONFIGURATION.some((kind) => error instanceof kind) ? EXIT.configuration : EXIT.broken;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function complain(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}

process.exit(await main());
