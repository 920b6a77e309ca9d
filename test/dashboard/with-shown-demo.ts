import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type BotProcess, spawnBot } from '../spawn-bot.ts';
import { openBrowser } from './browser.ts';
import { type MadeLog, writeMadeLog } from './made-log.ts';

/** Runs the built demo on a made log beside a browser, gives both to `show`, and leaves nothing of them behind. */
export async function withShownDemo<T>(
  log: MadeLog,
  flags: readonly string[],
  show: (browser: Browser, address: string) => Promise<T>,
): Promise<T> {
  const browser = await openBrowser();
  const dir = mkdtempSync(join(tmpdir(), 'rollover-shown-'));
  writeMadeLog(dir, log);
  const bot = spawnBot({ dir, mode: 'demo', flags, env: {} });
  try {
    return await show(browser, await addressOf(bot));
  } finally {
    await browser.close();
    const ended = once(bot.child, 'exit');
    if (bot.child.kill('SIGTERM')) await ended;
    rmSync(dir, { recursive: true });
  }
}

async function addressOf({ said, child }: BotProcess): Promise<string> {
  for (;;) {
    const [, address] = /dashboard is at (http:\S+)/.exec(said()) ?? [];
    if (address !== undefined) return address;
    if (child.stdout === null || child.exitCode !== null) throw new Error(said());
    await once(child.stdout, 'data');
  }
}
