import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BotProcess, type SpawnWanted, spawnBot } from './spawn-bot.ts';
import { tempDir } from './store/temp-log.ts';

/** The built program as a process of its own, killed after the test. */
export function startBotProcess(wanted: Partial<SpawnWanted> = {}): BotProcess {
  const bot = spawnBot({ dir: tempDir(), mode: 'demo', flags: [], env: {}, ...wanted });
  onTestFinished(() => void bot.child.kill('SIGKILL'));
  return bot;
}

/** Every byte of text below a folder. */
export function textBelow(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
