import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '../../src/random.ts';
import { needsNewStage, openBotStage } from './bot-stage.ts';
import { learnBoundaries } from './dry-pass.ts';
import { openTorturedDatabase } from './pair/database.ts';
import { needsNewPair, openPairStage } from './pair/pair-stage.ts';
import { kindOf as kindOfRound, labelOf as labelOfRound, planRounds } from './pair/plan.ts';
import { createTakeovers } from './pair/takeovers.ts';
import { kindOf, labelOf, planRuns, type Run } from './plan.ts';
import { createTally } from './tally.ts';
import { type Done, workOff } from './work-off.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const usage = `npm run torture -- --runs N [--pair] [--seed S] [--lanes L]
  --runs N   how often the bot is killed, put to sleep or started twice, and judged (with --pair 300 unless given)
  --pair     two bots on one stream in a PostgreSQL, one the leader and one its standby, and all that can befall them
  --seed S   the same runs in the same order (default: one made for this time)
  --lanes L  how many bots or pairs at a time, each with an exchange of its own (default 4)`;

function readNumber(name: string, text: string | undefined, most: number): number {
  const number = Number(text);
  if (text === undefined || !Number.isInteger(number) || number < 1 || number > most)
    throw new RangeError(`--${name} ${text ?? 'is missing'}: expected a whole number from 1 to ${most}`);
  return number;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string' },
      pair: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
      lanes: { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    process.exit(0);
  }
  return {
    pair: values.pair,
    runs: readNumber('runs', values.runs ?? (values.pair ? '300' : undefined), 100_000),
    seed: readNumber('seed', values.seed, Number.MAX_SAFE_INTEGER),
    lanes: readNumber('lanes', values.lanes, 32),
  };
}

/** Says what it finds; resolves with whether nothing was wrong. */
async function torture({ pair, runs, seed, lanes }: ReturnType<typeof readArguments>): Promise<boolean> {
  const root = mkdtempSync(join(tmpdir(), 'rollover-torture-'));
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1_000);
  say(`Seed ${seed}, ${runs} runs, ${lanes} at a time; ${MACHINE}`);
  const [byLabel, byKind] = [createTally(), createTally()];
  const tell = ({ name, label, kind, ran }: Done): void => {
    byLabel.count(label, ran);
    byKind.count(kind, ran);
    if (ran.wrong !== null)
      say(`WRONG: ${name} of seed ${seed}, ${label}; kept in ${ran.folder}\n${ran.wrong}`);
    if (byLabel.runs() % SAID_EVERY === 0) say(`${byLabel.runs()} done, ${seconds()} s.`);
  };
  await (pair ? torturePairs : tortureBots)(root, { runs, seed, lanes }, tell);
  for (const tally of [byLabel, byKind]) say(tally.print());
  say(`Seed ${seed}: ${byLabel.wrong()} wrong; ${seconds()} s.`);
  if (byLabel.wrong() === 0) rmSync(root, { recursive: true, force: true });
  return byLabel.wrong() === 0;
}

interface Extent {
  readonly runs: number;
  readonly seed: number;
  readonly lanes: number;
}

async function tortureBots(root: string, extent: Extent, tell: (done: Done) => void): Promise<void> {
  const { runs, seed } = extent;
  const boundaries = await learnBoundaries(root, randomFrom(seed, 0));
  say(`A life without misfortune comes to ${boundaries.length} boundaries.`);
  const plan = planRuns(boundaries, runs, randomFrom(seed, 1));
  const open = (first: Run) => openBotStage(root, first);
  await workOff({ plan, labelOf, kindOf, needsNewStage, open }, extent, tell);
}

async function torturePairs(root: string, extent: Extent, tell: (done: Done) => void): Promise<void> {
  const { runs, seed } = extent;
  const database = await openTorturedDatabase();
  const takeovers = createTakeovers();
  const plan = planRounds(runs, randomFrom(seed, 1));
  const open = () => openPairStage(root, database, takeovers);
  try {
    const named = { labelOf: labelOfRound, kindOf: kindOfRound, needsNewStage: needsNewPair };
    await workOff({ plan, open, ...named }, extent, tell);
  } finally {
    await database.remove();
  }
  say(takeovers.print());
}

const SAID_EVERY = 50;

const MACHINE = `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit((await torture(argumentsOrUsage())) ? 0 : 1);

function argumentsOrUsage(): ReturnType<typeof readArguments> {
  try {
    return readArguments();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`);
    process.exit(2);
  }
}
