import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { startBotProcess } from './bot-process.ts';
import { type PostgresServer, startPostgres } from './store/postgres/postgres-server.ts';
import { tempDir } from './store/temp-log.ts';
import { ASLEEP, readTrace } from './torture/trace.ts';

let server: PostgresServer;
beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' });
  server = await startPostgres();
  return server.remove;
});

it('a bot that is replaced in its sleep before its start is in the log ends as replaced, and records nothing', async () => {
  const env = { STORE_URL: server.url(await server.newDatabase(), 'bot') };
  const trace = join(tempDir(), 'trace.txt');
  const order = { boundary: 'send append BOT_STARTED before', occurrence: 1, part: 0, signal: 'SIGSTOP' };
  const sleeper = startBotProcess({
    env: { ...env, TORTURE_TRACE: trace, TORTURE_ORDER: JSON.stringify(order) },
    preload: 'test/torture/preload.mjs',
  });
  await expect.poll(() => readTrace(trace).at(-1)?.boundary).toBe(ASLEEP);
  const next = startBotProcess({ env });
  await next.until('its start', (events) => events.some(({ type }) => type === 'BOT_STARTED'));
  sleeper.child.kill('SIGCONT');
  expect(await sleeper.ended()).toBe(3);
  expect(sleeper.said()).toMatch(/Stopping: another process has taken over the stream/);
  expect(sleeper.said()).not.toMatch(/cannot be written/);
  expect(next.events().filter(({ type }) => type === 'BOT_STARTED')).toHaveLength(1);
});
