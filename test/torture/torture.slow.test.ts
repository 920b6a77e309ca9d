import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { randomFrom } from '../../src/random.ts';
import { labelOf, planRounds } from './pair/plan.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const TEN_MINUTES = 600_000;

/** The command as it is run by hand; its exit code and all that it said. */
async function torture(...args: string[]): Promise<readonly [unknown, string]> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = await once(child, 'close');
  return [code, said];
}

it('leaves no bet twice, none missing and no wrong result, wherever the bot is killed or put to sleep', {
  timeout: TEN_MINUTES,
}, async () => {
  const [code, said] = await torture('--runs', '20', '--seed', '1');
  expect(said).toMatch(/Seed 1: 0 wrong/);
  expect(code).toBe(0);
  const [, boundaries] = /comes to (\d+) boundaries/.exec(said) ?? [];
  expect(Number(boundaries)).toBeGreaterThan(150);
});

const plannedFrom = (seed: number) => planRounds(10, randomFrom(seed, 1));

/** The first seed whose ten rounds have all of these in them. */
function seedOf(kinds: readonly string[]): number {
  for (let seed = 1; ; seed += 1) {
    const planned = new Set(plannedFrom(seed).map(({ deed }) => deed.kind as string));
    if (kinds.every((kind) => planned.has(kind))) return seed;
  }
}

it('leaves no bet twice and none missing where two bots share a stream, whichever is killed, asleep or cut off', {
  timeout: TEN_MINUTES,
}, async () => {
  const seed = seedOf([
    'leader killed',
    'successor killed',
    'leader asleep until replaced',
    'database killed',
  ]);
  const [code, said] = await torture('--pair', '--runs', '10', '--seed', String(seed), '--lanes', '3');
  expect(said).toContain(`Seed ${seed}: 0 wrong`);
  expect(code).toBe(0);
  for (const round of plannedFrom(seed)) expect(said).toContain(labelOf(round));
});

it('tells how it is called, and exits with 2', async () => {
  const [code, said] = await torture('--runs', 'many');
  expect(said).toMatch(
    /--runs many: expected a whole number from 1 to 100000[\s\S]*npm run torture -- --runs N/,
  );
  expect(code).toBe(2);
});
