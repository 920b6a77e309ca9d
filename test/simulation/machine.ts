import type { Config } from '../../config/config.ts';
import type { Handler } from '../../src/betting/handle.ts';
import type { Command } from '../../src/command.ts';
import type { Event } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import type { Logger } from '../../src/logging/logger.ts';
import type { Random } from '../../src/random.ts';
import { createLife, type Life } from './life.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';
import { type SimulatedProcess, startProcess } from './simulated-process.ts';
import { Violation } from './violation.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { createFileWork, type FileWork } from './watched-log.ts';
import { between, MINUTE } from './world.ts';

export interface MachineParts {
  readonly config: Config;
  readonly clock: VirtualClock;
  readonly exchange: SimulatedExchange;
  readonly disk: SimulatedDisk;
  readonly discord: SimulatedDiscord;
  readonly commands: readonly Command[];
  readonly newId: () => string;
  /** For the time until a dead process is started again. */
  readonly random: Random;
  readonly later: (ms: number, act: () => void) => void;
  readonly onOpened: (found: readonly Event[], replayed: State) => void;
  readonly onAppend: (events: readonly Event[]) => void;
  readonly onSend: (operation: string, body: string, handler: Handler) => void;
  readonly onBroken: (error: unknown) => void;
  readonly note: (what: string) => void;
}

/** Runs one process after the other over the same disk. */
export interface Machine {
  /** Null between two processes; `bot` is null until one is up. */
  process(): { readonly life: Life; readonly bot: SimulatedProcess | null } | null;
  start(): void;
  /** Ends the process in order and starts the next; one that is not up yet is let be. */
  restart(): void;
  /**
   * Another process takes the lock of one that is up, now or when it next comes to a place of that name. It ends so
   * many milliseconds later, and must do nothing until then.
   */
  loseLock(ms: number, at: string | null): void;
  /** Ends it in order for good. Resolves when it has ended. */
  stop(): Promise<void>;
  /** Whether the living process works with files: that takes real time. */
  isBusy(): boolean;
  /** Buries a process that has died, and has another started after a while. Nothing else may be running. */
  bury(): void;
}

interface Running {
  readonly life: Life;
  readonly fileWork: FileWork;
  bot: SimulatedProcess | null;
  hasLostLock: boolean;
}

export function createMachine(parts: MachineParts): Machine {
  const { disk, random, later, note, onBroken } = parts;
  let running: Running | null = null;
  let stopping = false;

  function mustHaveLock({ hasLostLock }: Running, did: string): void {
    if (hasLostLock) onBroken(new Violation(`a process that had lost the lock ${did}`));
  }

  function start(): void {
    const life = createLife();
    const fileWork = createFileWork();
    const mine: Running = { life, fileWork, bot: null, hasLostLock: false };
    running = mine;
    note('start');
    startProcess({
      ...parts,
      life,
      fileWork,
      logger: loggerOf(life, onBroken),
      onOpened: (found, log, handler) => {
        parts.onOpened(found, handler.state());
        log.subscribe((events) => {
          mustHaveLock(mine, `appended event ${events[0]?.seq}`);
          parts.onAppend(events);
        });
      },
      onSend: (operation, body, handler) => {
        if (operation === 'placeOrders') mustHaveLock(mine, 'sent an order');
        parts.onSend(operation, body, handler);
      },
    }).then(
      (bot) => {
        mine.bot = bot;
      },
      (error: unknown) => {
        if (life.death() !== null) return;
        note(`cannot start: ${String(error)}`);
        if (!isOfDisk(error)) onBroken(error);
        life.end('kill');
      },
    );
  }

  async function stop(): Promise<void> {
    const ended = running;
    if (ended?.bot == null || stopping) return;
    stopping = true;
    note('stop');
    await ended.bot.stop().catch((error: unknown) => note(`end not recorded: ${String(error)}`));
    stopping = false;
    ended.life.end('kill');
  }

  return {
    process: () => running,
    start,
    restart: () => void stop(),
    loseLock(ms, at) {
      const loser = running;
      if (loser?.bot == null || loser.life.death() !== null) return;
      const lose = (): void => {
        note('lock lost');
        loser.hasLostLock = true;
        disk.takeOver();
        later(ms, () => loser.life.end('kill'));
      };
      if (at === null) lose();
      else loser.life.doom({ how: lose, from: at, places: 0 });
    },
    stop,
    isBusy: () => running !== null && running.life.death() === null && running.fileWork.isUnderway(),
    bury() {
      const how = running?.life.death() ?? null;
      if (how === null) return;
      running = null;
      stopping = false;
      note(`dead: ${how}`);
      disk.moveOn(how === 'power_cut');
      later(between(random, 5_000, 10 * MINUTE), start);
    },
  };
}

/** What a person frees or mends: the bot is started again and again meanwhile. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && /ENOSPC|EIO|no space|I\/O|cannot be (used|written)/i.test(error.message);

/** Faults of the program that are only logged. */
function loggerOf(life: Life, onBroken: (error: unknown) => void): Logger {
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: silent,
    warn: silent,
    error: (message) => {
      if (life.death() === null && /listener to the event log failed|have ended/.test(String(message)))
        onBroken(new Error(String(message)));
    },
  };
}
