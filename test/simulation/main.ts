import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { Tinypool } from 'tinypool';
import type { LifeFound } from './life-worker.ts';

const USAGE = `npm run simulate -- [--seed S] [--days D] [--seeds N] [--nodes M] [--lanes L]
  --seed S   the first life's (default 1)
  --days D   how long each one lasts (default 3)
  --seeds N  how many lives (default 1)
  --nodes M  on how many machines the bot runs, with its log in a database if more than one (default 1)
  --lanes L  how many at a time (default: one for each core)`;
/** Of many seeds, it is said every so often how far it has come. */
const SAID_EVERY = 25;
/** Of a history, so many of its last lines tell what went wrong. */
const SHOWN = 60;

const NUMBERS = {
  seed: '1',
  days: '3',
  seeds: '1',
  nodes: '1',
  lanes: String(availableParallelism()),
} as const;
const MOST: Readonly<Record<keyof typeof NUMBERS, number>> = {
  seed: 2 ** 52,
  days: 3_650,
  seeds: 1_000_000,
  nodes: 4,
  lanes: 64,
};

const { seed, days, seeds, nodes, lanes } = readArguments();

const sums: Record<string, number> = {};
const failed: number[] = [];
let done = 0;
const began = performance.now();
// Built, it is faster than as the tests run it.
const filename = import.meta.url.replace(/main(\.\w+)$/, 'life-worker$1');
const pool = new Tinypool({
  filename,
  runtime: 'child_process',
  minThreads: 1,
  maxThreads: lanes,
  // A long life makes many objects that die young: with more room for them there is less to collect.
  execArgv: ['--max-semi-space-size=32'],
});
await Promise.all(Array.from({ length: seeds }, (_, n) => liveOne(seed + n)));
await pool.destroy();
const seconds = (performance.now() - began) / 1_000;
const machine = `${lanes} at a time on ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`;
const row = {
  seeds: `${seed} to ${seed + seeds - 1}`,
  'days each': days,
  nodes,
  ...sums,
  seconds: seconds.toFixed(0),
  'times as fast as life': Math.round((seeds * days * 86_400) / seconds),
  failing: failed.join(', ') || 'none',
};
const table = markdownTable([Object.keys(row), Object.values(row).map(String)]);
console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}\n${table}`);
process.exit(failed.length === 0 ? 0 : 1);

function readArguments(): Record<keyof typeof NUMBERS, number> {
  try {
    const option = (name: keyof typeof NUMBERS) => ({ type: 'string' as const, default: NUMBERS[name] });
    const { values } = parseArgs({
      options: {
        seed: option('seed'),
        days: option('days'),
        seeds: option('seeds'),
        nodes: option('nodes'),
        lanes: option('lanes'),
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return {
      seed: readNumber('seed', values.seed),
      days: readNumber('days', values.days),
      seeds: readNumber('seeds', values.seeds),
      nodes: readNumber('nodes', values.nodes),
      lanes: readNumber('lanes', values.lanes),
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

function readNumber(name: keyof typeof NUMBERS, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST[name]) return number;
  throw new RangeError(`--${name} ${text}: expected a whole number from 1 to ${MOST[name]}`);
}

async function liveOne(number: number): Promise<void> {
  const life: LifeFound = await pool.run({ seed: number, nodes, days }, { name: 'liveOne' });
  for (const [what, count] of Object.entries(life.counts)) sums[what] = (sums[what] ?? 0) + count;
  if (life.violation !== null) failed.push(number);
  done += 1;
  if (seeds === 1 || life.violation !== null) console.log(say(number, life));
  if (seeds > 1 && done % SAID_EVERY === 0) console.error(`${done} of ${seeds}, failing: ${failed.length}`);
}

function say(number: number, { violation, days: lived, file, least }: LifeFound): string {
  const how = violation === null ? 'all went well' : `FAILED: ${violation}`;
  const first = `Seed ${number}, ${lived.toFixed(2)} days: ${how}. SHA-256 of the event file: ${file}`;
  if (least === null) return first;
  return [
    first,
    `The shortest history found: ${least.days.toFixed(2)} days with ${least.kinds.join(', ') || 'no faults'}.`,
    `It ends so: ${least.violation}`,
    ...least.history.slice(-SHOWN),
  ].join('\n');
}
