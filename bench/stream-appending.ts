import { Client } from 'pg';
import { newId } from '../src/wiring/new-id.ts';
import { eventLine, sealEvent } from '../store/codec/event-codec.ts';
import { FIRST_HASH } from '../store/codec/hash-chain.ts';
import { median, percentile, timeAppends } from './measure.ts';
import { SAMPLE_FACT } from './sample-file.ts';
import { appendSample, type Streams } from './streams.ts';

export interface StreamResult {
  readonly contender: string;
  /** Medians over the rounds. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Against the bare insert of the same row in the same rounds; per second. */
  readonly ratio: number;
}

export interface AppendLimits {
  readonly appends: number;
  readonly ms: number;
  readonly rounds: number;
  readonly bots: number;
}

type Timing = Pick<StreamResult, 'perSecond' | 'p50Ms' | 'p99Ms'>;

export async function benchStreamAppends(
  streams: Streams,
  limits: AppendLimits,
): Promise<readonly StreamResult[]> {
  await streams.query(
    'create table bare (stream text, seq bigint, line text not null, primary key (stream, seq)); grant all on bare to bot',
  );
  const bare = new Client({ connectionString: streams.url });
  await bare.connect();
  const log = await streams.lead('one');
  const many = await Promise.all(Array.from({ length: limits.bots }, (_, bot) => streams.lead(`bot-${bot}`)));
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
    'this event log': () => timed(limits, () => appendSample(log)),
    'this event log, 64 in flight': async () => {
      const round = () => Promise.all(Array.from({ length: 64 }, (_, place) => appendSample(log, place)));
      const run = await timed({ ...limits, appends: limits.appends / 8 }, round);
      return { ...run, perSecond: run.perSecond * 64 };
    },
    [`${limits.bots} bots at once, each on a stream of its own`]: async () => {
      const runs = await Promise.all(many.map((each) => timed(limits, () => appendSample(each))));
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
  limits: Pick<AppendLimits, 'appends' | 'ms'>,
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
