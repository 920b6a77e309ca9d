import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { systemClock } from '../src/clock.ts';
import { newId } from '../src/wiring/new-id.ts';
import { eventLine, sealEvent } from '../store/codec/event-codec.ts';
import { FIRST_HASH } from '../store/codec/hash-chain.ts';
import { openStreamEventLog, type StreamEventLog } from '../store/postgres/stream-event-log.ts';
import { openStreamTables, type StreamTables } from '../store/postgres/stream-tables.ts';
import { startPostgres } from '../test/store/postgres/postgres-server.ts';
import { median, percentile, timeAppends } from './measure.ts';
import { SAMPLE_FACT } from './sample-file.ts';
import { tableOf } from './table-of.ts';

interface StreamResult {
  readonly contender: string;
  /** Medians over the rounds. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Against the bare insert of the same row in the same rounds; per second. */
  readonly ratio: number;
}

export interface StreamResults {
  readonly appends: readonly StreamResult[];
  /** From the leader's answer until the standby's listeners hear of it. */
  readonly followMs: { readonly p50: number; readonly p99: number };
  /** From the last prolonging of the lease until another one leads. */
  readonly takeOverMs: readonly number[];
}

export interface StreamLimits {
  readonly appends: number;
  readonly ms: number;
  readonly rounds: number;
  readonly bots: number;
  readonly follows: number;
  readonly takeOvers: number;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

interface Bench {
  /** A log of a stream of its own, which leads it. */
  lead(stream: string, over?: (tables: StreamTables) => StreamTables): Promise<StreamEventLog>;
  /** Another one of that stream, which follows it. */
  follow(stream: string): Promise<{ readonly log: StreamEventLog; readonly leading: Promise<void> }>;
  readonly url: string;
}

/** On a PostgreSQL of its own, as its package sets it up. Throws where there is none. */
export async function benchStreams(dir: string, limits: StreamLimits): Promise<StreamResults> {
  const server = await startPostgres();
  const folder = mkdtempSync(join(dir, 'streams-'));
  const opened: StreamEventLog[] = [];
  const ended = new AbortController();
  const database = await server.newDatabase();
  const url = server.url(database, 'bot');
  const open = async (stream: string, over = (tables: StreamTables): StreamTables => tables) => {
    const wanted = { mode: 'demo', clock: systemClock, newId, logger: silent } as const;
    const own = mkdtempSync(join(folder, `${stream}-`));
    const log = await openStreamEventLog(
      { ...wanted, dir: own },
      over(openStreamTables({ url, stream }, silent)),
    );
    opened.push(log);
    return log;
  };
  const bench: Bench = {
    url,
    lead: async (stream, over) => {
      const log = await open(stream, over);
      await log.lead(ended.signal, () => undefined);
      return log;
    },
    follow: async (stream) => {
      const log = await open(stream);
      const leading = log.lead(AbortSignal.any([ended.signal]), () => undefined);
      leading.catch(() => undefined);
      return { log, leading };
    },
  };
  try {
    await server.query(
      database,
      'create table bare (stream text, seq bigint, line text not null, primary key (stream, seq)); grant all on bare to bot',
    );
    return {
      appends: await benchAppending(bench, limits),
      followMs: await benchFollowing(bench, limits.follows),
      takeOverMs: await benchTakingOver(bench, limits.takeOvers),
    };
  } finally {
    ended.abort(new Error('the benchmark is over'));
    await Promise.all(opened.map((log) => log.close()));
    await server.remove();
    rmSync(folder, { recursive: true });
  }
}

type Timing = Pick<StreamResult, 'perSecond' | 'p50Ms' | 'p99Ms'>;

async function benchAppending(bench: Bench, limits: StreamLimits): Promise<readonly StreamResult[]> {
  const bare = new Client({ connectionString: bench.url });
  await bare.connect();
  const log = await bench.lead('one');
  const many = await Promise.all(Array.from({ length: limits.bots }, (_, bot) => bench.lead(`bot-${bot}`)));
  let row = 0;
  const contenders: Readonly<Record<string, () => Promise<Timing>>> = {
    'the bare insert of the same row': () =>
      timed(limits, async () => {
        row += 1;
        const id = newId();
        const numbering = { seq: row, last: row, id, at: new Date().toISOString() };
        const event = sealEvent(SAMPLE_FACT, { ...numbering, actor: 'system', cause: id }, FIRST_HASH);
        await bare.query('insert into bare values ($1, $2, $3)', ['one', row, eventLine(event)]);
      }),
    'this event log': () => timed(limits, () => append(log)),
    'this event log, 64 in flight': async () => {
      const round = () => Promise.all(Array.from({ length: 64 }, (_, place) => append(log, place)));
      const run = await timed({ ...limits, appends: limits.appends / 8 }, round);
      return { ...run, perSecond: run.perSecond * 64 };
    },
    [`${limits.bots} bots at once, each on a stream of its own`]: async () => {
      const runs = await Promise.all(many.map((each) => timed(limits, () => append(each))));
      const perSecond = runs.reduce((sum, run) => sum + run.perSecond, 0);
      return {
        perSecond,
        p50Ms: median(runs.map(({ p50Ms }) => p50Ms)),
        p99Ms: Math.max(...runs.map(({ p99Ms }) => p99Ms)),
      };
    },
  };
  const runs = new Map<string, Timing[]>();
  for (let round = 0; round < limits.rounds; round += 1)
    for (const [contender, run] of Object.entries(contenders))
      runs.set(contender, [...(runs.get(contender) ?? []), await run()]);
  await bare.end();
  const perSecond = (contender = ''): number =>
    median((runs.get(contender) ?? []).map((run) => run.perSecond));
  const [first] = runs.keys();
  return [...runs].map(([contender, all]) => ({
    contender,
    perSecond: perSecond(contender),
    p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
    ratio: perSecond(contender) / perSecond(first),
  }));
}

async function timed(
  limits: Pick<StreamLimits, 'appends' | 'ms'>,
  doing: () => Promise<unknown>,
): Promise<Timing> {
  const took: number[] = [];
  const run = await timeAppends(
    limits,
    async () => {
      const began = performance.now();
      await doing();
      took.push(performance.now() - began);
    },
    () => 0,
  );
  return { perSecond: run.perSecond, p50Ms: run.p50Ms, p99Ms: percentile(took, 99) };
}

async function append(log: StreamEventLog, place = 0): Promise<void> {
  const expectedSeq = log.head().seq + place;
  const answer = await log.append({ facts: [SAMPLE_FACT], actor: 'system', cause: newId(), expectedSeq });
  if (answer.kind !== 'appended') throw new Error(`not appended: ${JSON.stringify(answer)}`);
}

async function benchFollowing(bench: Bench, times: number): Promise<StreamResults['followMs']> {
  const leader = await bench.lead('followed');
  const { log } = await bench.follow('followed');
  const took: number[] = [];
  for (let each = 0; each < times; each += 1) {
    const { seq } = leader.head();
    const heard = new Promise<number>((resolve) => {
      const end = log.subscribe((events) => {
        if ((events.at(-1)?.seq ?? 0) <= seq) return;
        end();
        resolve(performance.now());
      });
    });
    await append(leader);
    const answered = performance.now();
    took.push((await heard) - answered);
  }
  return { p50: median(took), p99: percentile(took, 99) };
}

async function benchTakingOver(bench: Bench, times: number): Promise<readonly number[]> {
  const one = async (stream: string): Promise<number> => {
    let prolonged = performance.now();
    let isDead = false;
    await bench.lead(stream, (tables) => ({
      ...tables,
      lease: {
        ...tables.lease,
        prolong: (...wanted) => {
          if (isDead) return Promise.reject(new Error('dead'));
          prolonged = performance.now();
          return tables.lease.prolong(...wanted);
        },
      },
    }));
    const { leading } = await bench.follow(stream);
    isDead = true;
    await leading;
    return performance.now() - prolonged;
  };
  return Promise.all(Array.from({ length: times }, (_, each) => one(`taken-${each}`)));
}

export function streamTables({ appends, followMs, takeOverMs }: StreamResults): string {
  const rows = appends.map(({ contender, perSecond, p50Ms, p99Ms, ratio }) => [
    ...[contender, perSecond.toFixed(1), p50Ms.toFixed(2), p99Ms.toFixed(2), ratio.toFixed(3)],
  ]);
  const table = tableOf(['appends to PostgreSQL', 'per second', 'p50 ms', 'p99 ms', 'ratio'], rows);
  const seconds = (ms: number): string => (ms / 1_000).toFixed(2);
  return `${table}
a standby hears of an append after ${followMs.p50.toFixed(0)} ms (p99 ${followMs.p99.toFixed(0)} ms), and leads ${seconds(median(takeOverMs))} s (at most ${seconds(Math.max(...takeOverMs))} s) after the leader was last heard of`;
}
