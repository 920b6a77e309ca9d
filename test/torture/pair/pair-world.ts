import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../../src/core/events.ts';
import { parseEvent } from '../../../store/codec/event-codec.ts';
import { eventFilePath } from '../../../store/event-file/layout.ts';
import { type CuttingProxy, startCuttingProxy } from '../../store/postgres/cutting-proxy.ts';
import { openBettingPlace } from '../betting-place.ts';
import { startVictim, type Victim } from '../victim.ts';
import { type Bets, faultOfFile } from '../world.ts';
import { copyLines, watchCopy } from './copy.ts';
import type { TorturedDatabase } from './database.ts';
import { faultOfCopy, faultOfStream, lostOf, ordersAsleep } from './judge-stream.ts';

/** One of the two places where a bot of the pair runs, and is started again whenever it ends. */
interface Seat {
  readonly dir: string;
  /** Between its bot and the database. */
  readonly proxy: CuttingProxy;
  bot(): PairBot;
}

export interface PairBot extends Victim {
  /** As the database knows its connections. */
  readonly name: string;
  readonly seat: Seat;
  /** Wall-clock ms; null while it runs. */
  goneAt(): number | null;
  /** From now on it may end in order. */
  expectEnd(): void;
}

/** Two bots on one stream, each with a data folder of its own, and one exchange. */
export interface PairWorld extends Bets {
  readonly stream: string;
  readonly seats: readonly [Seat, Seat];
  /** Both as one: what is typed goes to both. */
  readonly pair: Pick<Victim, 'hasStarted' | 'isGone' | 'said' | 'type'>;
  /** All that ever ran. */
  bots(): readonly PairBot[];
  /** Who took the lease last, if it still runs. */
  leader(): Promise<PairBot | null>;
  standby(): Promise<PairBot | null>;
  /** Orders of the stream that were on their way in a bot that slept when another one took over, at the last look. */
  ordersAsleep(): number;
  /** Ends both in order, the standby first, and starts none again; what was wrong with that. */
  end(): Promise<string | null>;
}

/** What no supervisor should see of a bot that was not killed; null where it may end so. */
function wrongEnd(code: number | string, { said }: Pick<Victim, 'said'>): string | null {
  const isTooSlow = code === 1 && TOO_SLOW.test(said());
  return code === EXIT_REPLACED || code === 'SIGKILL' || isTooSlow
    ? null
    : `a bot ended with ${code}:\n${said()}`;
}

const EXIT_REPLACED = 3;

/** Of the machine, or of a database that is away while a bot starts: it is started again, and waits. */
const TOO_SLOW = /The end could not be completed|cannot be written \((?!another process has taken over)/;

export async function openPairWorld(root: string, database: TorturedDatabase): Promise<PairWorld> {
  const bots: PairBot[] = [];
  const ends: (() => void | Promise<void>)[] = [];
  const stream = database.newStream();
  let isEnding = false;
  let broken: string | null = null;
  const place = await openBettingPlace(root, () => {
    for (const { child } of bots) child.kill('SIGKILL');
  });
  const { folder, exchange, env } = place;

  function start(seat: Omit<Seat, 'bot'>, whole: () => Seat): PairBot {
    const name = `${stream}.${bots.length + 1}`;
    const url = `postgres://bot@127.0.0.1:${seat.proxy.port}/${database.name}?application_name=${name}`;
    const trace = join(folder, `trace.${bots.length + 1}.txt`);
    const victim = startVictim(seat.dir, trace, { ...env, STORE_URL: url, STREAM: stream });
    let goneAt: number | null = null;
    let mayEnd = false;
    victim.child.once('exit', () => {
      goneAt = Date.now();
    });
    // Only then has all arrived that it said.
    victim.child.once('close', (code, signal) => {
      if (!(mayEnd && code === 0)) broken ??= wrongEnd(code ?? signal ?? '', victim);
    });
    const bot: PairBot = {
      ...victim,
      name,
      get seat() {
        return whole();
      },
      goneAt: () => goneAt,
      expectEnd: () => {
        mayEnd = true;
      },
    };
    bots.push(bot);
    return bot;
  }

  async function openSeat(name: string): Promise<Seat> {
    const dir = join(folder, name);
    mkdirSync(dir);
    const proxy = await startCuttingProxy(database.socket, (end) => ends.push(end));
    const parts = { dir, proxy };
    const begin = (): PairBot => {
      const bot = start(parts, () => seat);
      bot.child.once('exit', () => {
        if (!isEnding) present = begin();
      });
      return bot;
    };
    let present: PairBot = begin();
    const seat: Seat = { ...parts, bot: () => present };
    return seat;
  }

  const seats = [await openSeat('one'), await openSeat('two')] as const;
  /** Of all events that were ever seen in a copy, by seq. */
  const hashes = new Map<number, string>();
  const copies = seats.map(({ dir }) => watchCopy(dir, hashes));
  const present = () => seats.map((seat) => seat.bot());

  async function leader(): Promise<PairBot | null> {
    const last = (await database.taken(stream)).at(-1);
    return present().find(({ name, isGone }) => name === last?.who && !isGone()) ?? null;
  }

  async function hasStarted(events: readonly Event[]): Promise<boolean> {
    const leading = await leader();
    const start = events.findLast(({ type }) => type === 'BOT_STARTED');
    if (leading === null || start === undefined) return false;
    const { appended } = await database.history(stream);
    const isFollowing = copies.every((copy) => copy.now()?.at(-1)?.seq === events.at(-1)?.seq);
    return (
      appended[start.seq - 1]?.who === leading.name && isFollowing && present().every((b) => !b.isGone())
    );
  }

  /** Known of the stream at the last look: all of it stays. */
  let known: readonly string[] = [];
  let asleep = 0;

  async function fault(): Promise<string | null> {
    for (const { dir } of seats) {
      const wrong = await faultOfFile(eventFilePath(dir, 'live'));
      if (wrong !== null) return wrong;
    }
    const orders = await exchange.orders();
    const read = seats.map(({ dir }) => [dir, copyLines(dir)] as const);
    const lines = await database.lines(stream);
    const history = await database.history(stream);
    const was = known;
    known = lines;
    const others = copies.flatMap((copy) => copy.wrong() ?? []);
    const events = lines.map((line) => parseEvent(JSON.parse(line)));
    const crossedBy = (who: string) => bots.find(({ name }) => name === who)?.crossed() ?? [];
    const seen = { events, orders, history, crossedBy };
    asleep = ordersAsleep(seen);
    return (
      others[0] ??
      faultOfCopy('what was there before', was, lines) ??
      lostOf(hashes, events) ??
      faultOfCopy(read[0]?.[0] ?? '', read[0]?.[1] ?? [], lines) ??
      faultOfCopy(read[1]?.[0] ?? '', read[1]?.[1] ?? [], lines) ??
      faultOfStream(seen)
    );
  }

  const endOne = async (bot: PairBot): Promise<string | null> => {
    bot.expectEnd();
    bot.child.kill('SIGTERM');
    const code = await bot.ended();
    return code === 0 ? null : `SIGTERM ended a bot with ${code}:\n${bot.said()}`;
  };

  return {
    folder,
    exchange,
    stream,
    seats,
    pair: {
      type: (line) => {
        for (const bot of present()) bot.type(line);
      },
      isGone: () => broken !== null,
      said: () =>
        broken ??
        present()
          .map((bot) => bot.said())
          .join('\n'),
      hasStarted,
    },
    bots: () => bots,
    leader,
    standby: async () => {
      const leading = await leader();
      return present().find((bot) => bot !== leading && !bot.isGone()) ?? null;
    },
    events: () => longest(copies.map((copy) => copy.last())),
    eventsNow: () => {
      const [one, other] = copies.map((copy) => copy.now());
      return one?.at(-1)?.hash === other?.at(-1)?.hash ? (one ?? null) : null;
    },
    fault,
    ordersAsleep: () => asleep,
    end: async () => {
      isEnding = true;
      const leading = await leader();
      const [first, second] = present().sort((a, b) => Number(a === leading) - Number(b === leading));
      const wrong = first === undefined ? null : await endOne(first);
      return wrong ?? (second === undefined ? null : endOne(second));
    },
    close: async (keep) => {
      isEnding = true;
      await Promise.all(present().map((bot) => bot.kill()));
      for (const end of ends) await end();
      await place.close(keep);
    },
  };
}

const longest = (all: readonly (readonly Event[])[]): readonly Event[] =>
  all.reduce((most, events) => (events.length > most.length ? events : most));
