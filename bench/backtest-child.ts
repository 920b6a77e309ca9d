import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { peakKb } from './measure.ts';

/**
 * Reads and plays a recording of cricket in some of four ways, over and over, and prints how long each took and how
 * much memory there was at the most: `FILE TIMES WAY...`. It runs the built program, as its users do.
 */
const [file = '', times = '', ...wanted] = process.argv.slice(2);

const built = (path: string) => import(pathToFileURL(resolve('dist', path)).href);
const { backtest }: typeof import('../src/backtest/backtest.ts') = await built('src/backtest/backtest.js');
const { samplingFor }: typeof import('../src/backtest/common-steps.ts') = await built(
  'src/backtest/common-steps.js',
);
const { inOrderOfTime }: typeof import('../src/backtest/decode-ahead.ts') = await built(
  'src/backtest/decode-ahead.js',
);
const { ALL_TIME }: typeof import('../src/backtest/trial.ts') = await built('src/backtest/trial.js');
const { findRecordings }: typeof import('../src/recordings/find-recordings.ts') = await built(
  'src/recordings/find-recordings.js',
);
const { followRecording }: typeof import('../src/recordings/follow-recording.ts') = await built(
  'src/recordings/follow-recording.js',
);
const { wholeFile }: typeof import('../src/recordings/recording-file.ts') = await built(
  'src/recordings/recording-file.js',
);
const { strategyOf }: typeof import('../src/wiring/strategy-of.ts') =
  await built('src/wiring/strategy-of.js');
const { loadWithOverrides }: typeof import('../config/with-overrides.ts') =
  await built('config/with-overrides.js');
const { numberEvent }: typeof import('../store/codec/event-codec.ts') = await built(
  'store/codec/event-codec.js',
);
const { memoryEventLog }: typeof import('../store/memory-event-log.ts') =
  await built('store/memory-event-log.js');

function strategy(min: number, max: number) {
  const overrides = {
    'market_selection.sport_id': '4',
    'betting.min_odds': min,
    'betting.max_odds': max,
  };
  const loaded = loadWithOverrides(null, (path) => readFileSync(path, 'utf8'), overrides, '--set');
  if (loaded.kind !== 'config') throw new Error(`odds ${min} to ${max} are refused`);
  return strategyOf(loaded.config);
}

const one = [strategy(2, 6)];
const hundred = Array.from({ length: 100 }, (_, i) =>
  strategy(2 + Math.floor(i / 10) / 10, 5 + (i % 10) / 10),
);

function parsed(): void {
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
}

const read = () => followRecording(wholeFile(file), samplingFor(one));

async function played(strategies: typeof one): Promise<void> {
  const { files, leftOut } = await findRecordings([file]);
  const { dated } = await inOrderOfTime(files);
  await backtest({
    ...{ recordings: dated, leftOut, version: 'bench', onProgress: () => undefined },
    trials: strategies.map((each) => ({ strategy: each, period: ALL_TIME })),
    openLog: (needs) => memoryEventLog({ ...needs, seal: numberEvent }),
  });
}

const ways: Readonly<Record<string, () => unknown>> = {
  parsed,
  read,
  one: () => played(one),
  hundred: () => played(hundred),
};
const took: Record<string, number[]> = {};
for (let time = 0; time < Number(times); time += 1)
  for (const way of wanted) {
    const began = performance.now();
    await ways[way]?.();
    took[way] = [...(took[way] ?? []), performance.now() - began];
  }
const peakMb = peakKb() / 1024;
const { messages } = await read();
process.stdout.write(`${JSON.stringify({ messages, peakMb, took })}\n`);
