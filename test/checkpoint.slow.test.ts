import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeEventFile } from '../bench/sample-file.ts';
import { lifeFacts } from '../bench/sample-life.ts';
import { startBotProcess } from './bot-process.ts';
import { tempDir } from './store/temp-log.ts';

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
});

const LIVED = 8_000;

/** A run on that folder until it says what is wanted; then it is stopped. */
async function runUntil(dir: string, wanted: string): Promise<string> {
  const bot = startBotProcess({ dir, flags: ['--console'] });
  await expect.poll(bot.said, { timeout: 60_000 }).toContain(wanted);
  bot.child.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
  return bot.said();
}

test('a start with a checkpoint whose check behind finds damage bets no more and tells it', async () => {
  const dir = tempDir();
  const path = join(dir, 'betting_events.demo.json');
  writeEventFile(path, lifeFacts(LIVED));
  expect(await runUntil(dir, 'has started')).not.toContain('damaged');
  expect(await runUntil(dir, 'has started')).not.toContain('damaged');
  const bytes = readFileSync(path);
  bytes.write('x', bytes.indexOf('{"seq":17,') + 20);
  writeFileSync(path, bytes);
  const said = await runUntil(dir, 'The event file is damaged');
  expect(said).toContain('line 18, seq 17');
});
