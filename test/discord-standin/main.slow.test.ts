import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const start = (...flags: string[]) => spawn(process.execPath, ['--import', 'tsx', main, ...flags]);

it('prints its variables as JSON and as lines to paste, serves them, and quits', async () => {
  const child = start('--token', 'a-token-of-mine');
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await new Promise<void>((resolve) => {
    reader.on('line', (line) => line.includes('Type help') && resolve());
  });
  const { env } = z.object({ env: z.record(z.string(), z.string()) }).parse(JSON.parse(lines[0] ?? ''));
  expect(env['DISCORD_TOKEN']).toBe('a-token-of-mine');
  expect(lines).toContain(`export DISCORD_API_URL=${env['DISCORD_API_URL']}`);
  const me = await fetch(`${env['DISCORD_API_URL']}/v10/users/@me`, {
    headers: { authorization: 'Bot a-token-of-mine' },
  });
  expect(await me.json()).toMatchObject({ bot: true });
  child.stdin.end('quit\n');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('refuses a port that is none, with its usage, and exits with 2', async () => {
  const child = start('--port', 'x');
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  expect(await once(child, 'exit')).toEqual([2, null]);
  expect(said).toMatch(/--port x: expected a number from 0 to 65535[\s\S]*--token TOKEN/);
});
