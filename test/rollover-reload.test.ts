import { expect, it, onTestFinished } from 'vitest';
import type { Reread } from '../src/app.ts';
import { price } from '../src/core/odds.ts';
import { loopBench } from './betting/loop-bench.ts';
import { SETTINGS } from './core/given.ts';
import { rolloverOn } from './rollover-on.ts';
import { faultyDisk } from './store/event-file/faulty-disk.ts';

const WIDE = { ...SETTINGS, odds: { min: price(2), max: price(5) } };
const HELD = [{ key: 'betting.min_odds', from: '3', to: '2' }];
const WAITING = [{ key: 'system.time_zone', from: 'UTC', to: 'Asia/Tokyo' }];

async function bench(read: Partial<Reread> = {}, wanted: Parameters<typeof loopBench>[0] = {}) {
  const adopted: string[] = [];
  const adopt = () => void adopted.push('adopted');
  const reread = () =>
    ({ kind: 'read', settings: WIDE, held: HELD, waiting: WAITING, adopt, ...read }) as Reread;
  const loop = await loopBench({ begin: false, ...wanted });
  const rollover = rolloverOn(loop, { reread });
  await rollover.start();
  return { loop, rollover, adopted };
}

it('records what the file says otherwise, goes on with it, and tells what waits', async () => {
  const { loop, rollover, adopted } = await bench();
  expect(await rollover.reload()).toEqual({ kind: 'reloaded', held: HELD, waiting: WAITING });
  expect(adopted).toEqual(['adopted']);
  expect(loop.handler.state().settings.odds).toEqual(WIDE.odds);
  const types: string[] = [];
  for await (const { type, actor } of loop.log.read(0)) types.push(`${type} ${actor}`);
  expect(types.slice(-2)).toEqual(['FILE_RELOADED config', 'ODDS_RANGE_CHANGED config']);
});

it('records a change once, however many ask at the same moment', async () => {
  const left = [...HELD];
  const { loop } = await bench();
  const { seq } = loop.log.head();
  const reread = (): Reread => ({
    ...{ kind: 'read', settings: WIDE, held: [...left], waiting: [] },
    adopt: () => void left.splice(0),
  });
  const together = rolloverOn(loop, { reread });
  const reloaded = await Promise.all([together.reload(), together.reload()]);
  expect(reloaded).toMatchObject([{ held: HELD }, { held: [] }]);
  const types: string[] = [];
  for await (const { type } of loop.log.read(seq)) types.push(type);
  expect(types).toEqual(['FILE_RELOADED', 'ODDS_RANGE_CHANGED']);
});

it('records nothing where nothing can hold, and changes nothing where it is wrong', async () => {
  const waiting = await bench({ held: [] });
  const { seq } = waiting.loop.log.head();
  expect(await waiting.rollover.reload()).toEqual({ kind: 'reloaded', held: [], waiting: WAITING });
  expect([waiting.adopted, waiting.loop.log.head().seq]).toEqual([[], seq]);
  const wrong = await bench({ kind: 'faults', text: 'min_odds is 9' });
  expect(await wrong.rollover.reload()).toMatchObject({ kind: 'faults', text: 'min_odds is 9' });
  expect(wrong.adopted).toEqual([]);
});

it('goes on as before where it cannot be written', async () => {
  const disk = faultyDisk();
  const { rollover, adopted, loop } = await bench({}, { log: { disk } });
  disk.fail({ steps: ['write'], code: 'ENOSPC', times: 9 });
  onTestFinished(disk.heal);
  expect(await rollover.reload()).toMatchObject({ refused: 'log-blocked' });
  expect(adopted).toEqual([]);
  expect(loop.handler.state().settings.odds).toEqual(SETTINGS.odds);
});
