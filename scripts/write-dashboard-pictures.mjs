/** Takes docs/dashboard/*.png of the built demo's page, a wide one in both themes and a phone's; run by tsx. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pennies } from '../src/core/money.ts';
import { openBrowser } from '../test/dashboard/browser.ts';
import { writeMadeLog } from '../test/dashboard/made-log.ts';
import { spawnBot } from '../test/spawn-bot.ts';

const WIDE = { width: 1600, height: 1000 };
const SHOTS = [
  { name: 'dark', colorScheme: 'dark', viewport: WIDE },
  { name: 'light', colorScheme: 'light', viewport: WIDE },
  { name: 'phone', colorScheme: 'dark', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
];

const dir = mkdtempSync(join(tmpdir(), 'rollover-pictures-'));
const until = new Date(Date.now() - 60_000).toISOString();
writeMadeLog(dir, { bets: 640, until, settings: { target: pennies(5_000) } });
const bot = spawnBot({ dir, mode: 'demo', flags: ['--speed', '30'], env: {} });
const browser = await openBrowser();
try {
  const address = await addressOf(bot);
  for (const { name, ...options } of SHOTS) {
    const page = await browser.newPage({ ...options, reducedMotion: 'reduce' });
    await page.goto(address);
    await page.locator('#now canvas').waitFor();
    await page.locator('.runners .ours').waitFor();
    await page.screenshot({ path: `docs/dashboard/${name}.png` });
    await page.close();
  }
} finally {
  await browser.close();
  const ended = once(bot.child, 'exit');
  bot.child.kill('SIGTERM');
  await ended;
  rmSync(dir, { recursive: true });
}

async function addressOf({ said, child }) {
  for (;;) {
    const [, address] = /dashboard is at (http:\S+)/.exec(said()) ?? [];
    if (address !== undefined) return address;
    if (child.exitCode !== null) throw new Error(said());
    await once(child.stdout, 'data');
  }
}
