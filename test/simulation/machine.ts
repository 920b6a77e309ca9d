import type { Config } from '../../config/config.ts';
import type { Handler } from '../../src/betting/handle.ts';
import type { Command } from '../../src/command.ts';
import type { Event } from '../../src/core/events.ts';
import type { State } from '../../src/core/state.ts';
import type { Logger } from '../../src/logging/logger.ts';
import type { Random } from '../../src/random.ts';
import type { StreamCheck } from './invariants/stream-check.ts';
import { createLife, type Life } from './life.ts';
import type { MachineClock } from './machine-clock.ts';
import type { DatabaseLink } from './simulated-database.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';
import { type SimulatedProcess, startProcess } from './simulated-process.ts';
import { Violation } from './violation.ts';
import { between, MINUTE } from './world.ts';

export interface MachineParts {
  readonly name: string;
  readonly config: Config;
  readonly clock: MachineClock;
  readonly exchange: SimulatedExchange;
  readonly disk: SimulatedDisk;
  readonly discord: SimulatedDiscord;
  /** Where the log is a stream in a database. */
  readonly stream: MachineStream | null;
  readonly commands: readonly Command[];
  readonly newId: () => string;
  /** For the time until a dead process is started again. */
  readonly random: Random;
  /** A process has opened its file. */
  readonly onOpened: (found: readonly Event[]) => void;
  readonly onLeading: (replayed: State) => void;
  readonly onAppend: (events: readonly Event[]) => void;
  readonly onSend: (operation: string, body: string, isLate: boolean, handler: Handler) => void;
  /** A process was started, frozen or thawed, or has died. */
  readonly onDisturbed: () => void;
  readonly onBroken: (error: unknown) => void;
  readonly note: (what: string) => void;
}

interface MachineStream {
  readonly link: DatabaseLink;
  readonly check: StreamCheck;
}

/** Runs one process after the other over the same disk. */
export interface Machine {
  readonly clock: MachineClock;
  readonly disk: SimulatedDisk;
  /** Its way to the database; null where there is none. */
  readonly link: DatabaseLink | null;
  /** Null between two processes; `bot` is null until one is up: as long as it is a standby, say. */
  process(): { readonly life: Life; readonly bot: SimulatedProcess | null } | null;
  start(): void;
  /** Ends the process in order and starts the next; one that is neither up nor a standby is let be. */
  restart(): void;
  /** Nothing of the process runs for so many milliseconds, from now or from a place of that name on. */
  freeze(ms: number, at: string | null): void;
  /** In the same way, the whole machine sleeps. */
  sleep(ms: number, at: string | null): void;
  /**
   * Another process takes the lock of one that is up, now or when it next comes to a place of that name. It ends so
   * many milliseconds later, and must do nothing until then.
   */
  loseLock(ms: number, at: string | null): void;
  /** Ends it in order for good. Resolves when it has ended. */
  stop(): Promise<void>;
  /** Buries a process that has died, and has another started after a while. Nothing else may be running. */
  bury(): void;
}

interface Running {
  readonly life: Life;
  readonly ending: AbortController;
  bot: SimulatedProcess | null;
  hasLostLock: boolean;
}

export function createMachine(parts: MachineParts): Machine {
  const { clock, disk, stream, random, onBroken } = parts;
  let running: Running | null = null;
  let stopping = false;
  let isRetired = false;
  const note = (what: string): void => parts.note(`${parts.name}${what}`);

  function mustHaveLock({ hasLostLock }: Running, did: string): void {
    if (hasLostLock) onBroken(new Violation(`a process that had lost the lock ${did}`));
  }

  function guarded(check: () => void): void {
    try {
      check();
    } catch (error) {
      onBroken(error);
    }
  }

  function start(): void {
    const wakes = clock.wakes();
    if (wakes !== null) return void wakes.then(start);
    const life = createLife();
    const mine: Running = { life, ending: new AbortController(), bot: null, hasLostLock: false };
    const { ending } = mine;
    let told = 0;
    running = mine;
    note('start');
    parts.onDisturbed();
    startProcess({
      ...parts,
      life,
      ending: ending.signal,
      connect: stream && ((own) => stream.link.connect(life, own)),
      logger: loggerOf(life, onBroken),
      onOpened: (found, log) => {
        parts.onOpened(found);
        told = found.length;
        log.subscribe((events) => {
          mustHaveLock(mine, `appended event ${events[0]?.seq}`);
          guarded(() => stream?.check.onPublished(told, events));
          told = events.at(-1)?.seq ?? told;
          parts.onAppend(events);
        });
      },
      onLeading: (_events, handler) => {
        note('leads');
        parts.onLeading(handler.state());
      },
      onReplaced: () => {
        // Of a folder's loser it is looked at for a while that it does nothing.
        if (stream === null) return;
        note('replaced');
        void stop();
      },
      isLeading: () => {
        guarded(() => stream?.check.onActed(life, 'told Discord something'));
        return stream === null || stream.check.leader() === life;
      },
      onSend: (operation, body, isLate, handler) => {
        guarded(() => stream?.check.onActed(life, `asked the exchange for ${operation}`));
        if (operation === 'placeOrders') {
          mustHaveLock(mine, 'sent an order');
          guarded(() => stream?.check.onOrderLeaves(life, isLate));
        }
        parts.onSend(operation, body, isLate, handler);
      },
      onReceive: (operation, isLate) => {
        if (operation === 'placeOrders') guarded(() => stream?.check.onOrderWaitedFor(life, isLate));
      },
    }).then(
      (bot) => {
        mine.bot = bot;
        if (ending.signal.aborted) void stop();
      },
      (error: unknown) => {
        if (life.death() !== null) return;
        if (!ending.signal.aborted) {
          note(`cannot start: ${String(error)}`);
          if (!isOutside(error)) onBroken(error);
        }
        life.end('kill');
      },
    );
  }

  async function stop(): Promise<void> {
    const ended = running;
    if (ended === null || stopping || (ended.bot === null && stream === null)) return;
    stopping = true;
    note('stop');
    ended.ending.abort(new Error('called off'));
    await ended.bot?.stop().catch((error: unknown) => note(`end not recorded: ${String(error)}`));
    stopping = false;
    // One that is still starting ends by itself.
    if (ended.bot !== null) ended.life.end('kill');
  }

  function halt(how: string, at: string | null, begin: () => Promise<void>): void {
    const life = running?.life;
    const act = (): void => {
      note(how);
      const over = begin();
      life?.freeze(over);
      parts.onDisturbed();
      void over.then(parts.onDisturbed);
    };
    if (at === null) act();
    else life?.doom({ how: act, from: at, places: 0 });
  }

  return {
    ...{ clock, disk, link: stream?.link ?? null },
    process: () => running,
    start,
    restart: () => void clock.after(0, () => void stop()),
    freeze: (ms, at) =>
      halt(`frozen for ${ms} ms`, at, () => new Promise<void>((thaw) => clock.after(ms, thaw))),
    sleep: (ms, at) => halt(`asleep for ${ms} ms`, at, () => clock.sleep(ms)),
    loseLock(ms, at) {
      const loser = running;
      if (loser?.bot == null || loser.life.death() !== null) return;
      const lose = (): void => {
        note('lock lost');
        loser.hasLostLock = true;
        disk.takeOver();
        clock.after(ms, () => loser.life.end('kill'));
      };
      if (at === null) lose();
      else loser.life.doom({ how: lose, from: at, places: 0 });
    },
    stop: () => {
      isRetired = true;
      return stop();
    },
    bury() {
      const how = running?.life.death() ?? null;
      if (how === null) return;
      running = null;
      stopping = false;
      note(`dead: ${how}`);
      disk.moveOn(how === 'power_cut');
      if (!isRetired) clock.after(between(random, 5_000, 10 * MINUTE), start);
      parts.onDisturbed();
    },
  };
}

/** What a person frees or mends, or what comes back: the bot is started again and again meanwhile. */
const isOutside = (error: unknown): boolean =>
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
