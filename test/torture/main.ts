import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '../../src/exchange/emulator/sources/random.ts';
import { learnBoundaries } from './dry-pass.ts';
import { createLane, needsNewWorld, type Ran } from './lane.ts';
import { labelOf, planRuns, type Run } from './plan.ts';
import { createTally } from './tally.ts';

const usage = `npm run torture -- --runs N [--seed S] [--lanes L]
  --runs N   how often the bot is killed, put to sleep or started twice, and judged
  --seed S   the same runs in the same order (default: one made for this time)
  --lanes L  how many bots at a time, each with an exchange of its own (default 4)`;

function readNumber(name: string, text: string | undefined, most: number): number {
  const number = Number(text);
  if (text === undefined || !Number.isInteger(number) || number < 1 || number > most)
    throw new Error(`--${name} ${text ?? ''}: expected a whole number from 1 to ${most}`);
  return number;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string' },
      seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
      lanes: { type: 'string', default: '4' },
    },
  });
  return {
    runs: readNumber('runs', values.runs, 100_000),
    seed: readNumber('seed', values.seed, Number.MAX_SAFE_INTEGER),
    lanes: readNumber('lanes', values.lanes, 32),
  };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function torture({ runs, seed, lanes }: ReturnType<typeof readArguments>): Promise<boolean> {
  const root = mkdtempSync(join(tmpdir(), 'rollover-torture-'));
  const began = Date.now();
  say(
    `Seed ${seed}, ${runs} runs, ${lanes} at a time; ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`,
  );
  const boundaries = await learnBoundaries(root, randomFrom(seed, 0));
  say(`A life without misfortune comes to ${boundaries.length} boundaries.`);
  const plan = planRuns(boundaries, runs, randomFrom(seed, 1));
  const tally = createTally();
  const queue = [...plan.entries()];

  function count(number: string, label: string, ran: Ran): void {
    tally.count(label, { ...ran, wrong: ran.wrong !== null });
    if (ran.wrong !== null)
      say(
        `WRONG: run ${number} of seed ${seed}, ${label}; everything is kept in ${ran.folder}\n${ran.wrong}`,
      );
  }

  async function work(): Promise<void> {
    const lane = createLane(root);
    const end = async (name: string) => {
      const ran = await lane.end(randomFrom(seed, 3));
      if (ran !== null) count(name, 'all bets settled', ran);
    };
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, run]: [number, Run] = next;
      if (needsNewWorld(run)) await end(`before ${index + 1}`);
      count(String(index + 1), labelOf(run), await lane.run(run, randomFrom(seed, 2, index)));
      if (process.stderr.isTTY) process.stderr.write(`\r${runs - queue.length} of ${runs}`);
    }
    await end('at the end');
  }

  await Promise.all(Array.from({ length: lanes }, work));
  say(tally.print());
  say(`Seed ${seed}: ${tally.wrong()} wrong; ${Math.round((Date.now() - began) / 1_000)} s.`);
  if (tally.wrong() === 0) rmSync(root, { recursive: true, force: true });
  return tally.wrong() === 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exit((await torture(readArguments())) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n\n${usage}\n`);
  process.exit(2);
}
