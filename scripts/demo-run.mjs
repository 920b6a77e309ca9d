/**
 * Starts the built program in demo mode as an operator would, waits until its event file tells of a bet
 * that was placed and settled, ends it, and has the file verified.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { untilSettled } from './event-file.mjs';

const END_WITHIN_MS = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'rollover-demo-'));
const file = join(folder, 'betting_events.demo.json');
const ours = /^(BETFAIR|DISCORD|DASHBOARD)_|^(CONFIG_FILE|LOG_DIR)$/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));

const bot = spawn(process.execPath, [resolve('dist/src/main.js'), '--speed', '3600'], {
  cwd: folder,
  env: { ...env, DATA_DIR: folder, DASHBOARD_PORT: '0' },
  stdio: ['ignore', 'inherit', 'inherit'],
});
const ended = once(bot, 'exit');

try {
  const counts = await untilSettled(file, () => {
    if (bot.exitCode !== null) throw new Error(`the demo ended by itself with exit code ${bot.exitCode}`);
  });
  const asked = performance.now();
  bot.kill('SIGTERM');
  const [code, signal] = await Promise.race([ended, wait(END_WITHIN_MS, ['still running'])]);
  if (code !== 0) throw new Error(`after SIGTERM: ${signal ?? code} instead of exit code 0`);
  const took = Math.round(performance.now() - asked);
  const verified = spawnSync('npm', ['run', '--silent', 'verify', '--', file], { stdio: 'inherit' });
  if (verified.status !== 0) throw new Error(`npm run verify ended with ${verified.status} instead of 0`);
  console.log(
    `demo: ${counts.placed} placed, ${counts.settled} settled, ended in ${took} ms, the file is whole`,
  );
} finally {
  bot.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
