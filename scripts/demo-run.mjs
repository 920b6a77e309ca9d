/**
 * Starts the built program in demo mode as an operator would, waits until its event file tells of a bet
 * that was placed and settled, ends it, and has the file verified.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const WITHIN_MS = 120_000;
const END_WITHIN_MS = 5_000;
const SETTLED = ['BET_WON', 'BET_LOST', 'BET_VOIDED'];

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
  const counts = await untilSettled();
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

async function untilSettled() {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    if (bot.exitCode !== null) throw new Error(`the demo ended by itself with exit code ${bot.exitCode}`);
    const types = readTypes();
    const placed = types.filter((type) => type === 'BET_PLACED').length;
    const settled = types.filter((type) => SETTLED.includes(type)).length;
    if (placed > 0 && settled > 0) return { placed, settled };
    await wait(250);
  }
  throw new Error(`no bet was placed and settled within ${WITHIN_MS / 1_000} s`);
}

/** Empty until the file is there; also in the middle of a write, when it is no whole JSON. */
function readTypes() {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).events.map(({ type }) => type);
  } catch {
    return [];
  }
}
