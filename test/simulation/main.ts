import { parseArgs } from 'node:util';
import { loadCommands } from '../../src/load-commands.ts';
import { KINDS } from './fault-kinds.ts';
import { shrink } from './shrink.ts';
import { type Simulated, simulate } from './simulate.ts';

const USAGE = 'Usage: npm run simulate -- [--seed S] [--days D] [--seeds N]';
/** Of many seeds, it is said every so often how far it has come. */
const SAID_EVERY = 25;
/** Of a history, so many of its last lines tell what went wrong. */
const SHOWN = 60;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '3' },
    seeds: { type: 'string', default: '1' },
  },
});
const [seed, days, seeds] = [values.seed, values.days, values.seeds].map(Number) as [number, number, number];
if (![seed, days, seeds].every((each) => Number.isSafeInteger(each) && each > 0)) {
  console.error(`${USAGE}, each a whole number above zero`);
  process.exit(2);
}

const commands = await loadCommands();
const sums: Record<string, number> = {};
const failed: number[] = [];
const began = performance.now();
for (let each = seed; each < seed + seeds; each++) {
  const wanted = { seed: each, days, kinds: KINDS, commands };
  const life = await simulate(wanted);
  for (const [what, count] of Object.entries(life.counts)) sums[what] = (sums[what] ?? 0) + count;
  if (seeds === 1 || life.violation !== null) console.log(say(each, life));
  const done = each - seed + 1;
  if (seeds > 1 && done % SAID_EVERY === 0) console.error(`${done} of ${seeds}, failing: ${failed.length}`);
  if (life.violation === null) continue;
  failed.push(each);
  const least = await shrink(wanted, life);
  console.log(
    `The shortest history found: ${least.days.toFixed(2)} days with ${least.kinds.join(', ') || 'no faults'}.`,
  );
  console.log(`It ends so: ${least.violation}\n${least.history.slice(-SHOWN).join('\n')}`);
}
const seconds = (performance.now() - began) / 1_000;
console.log(
  [
    `| seeds | days each | ${Object.keys(sums).join(' | ')} | seconds | times as fast as life | failing |`,
    `|${' --- |'.repeat(5 + Object.keys(sums).length)}`,
    `| ${seed} to ${seed + seeds - 1} | ${days} | ${Object.values(sums).join(' | ')} | ${seconds.toFixed(0)} | ${Math.round((seeds * days * 86_400) / seconds)} | ${failed.join(', ') || 'none'} |`,
  ].join('\n'),
);
process.exit(failed.length === 0 ? 0 : 1);

function say(number: number, { violation, days: lived, file }: Simulated): string {
  const how = violation === null ? 'all went well' : `FAILED: ${violation}`;
  return `Seed ${number}, ${lived.toFixed(2)} days: ${how}. SHA-256 of the event file: ${file}`;
}
