import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Spawned {
  readonly pid: number;
  readonly address: string;
  /** Milliseconds from the start to the dashboard's first answer. */
  readonly answeredMs: number;
  /** Ends it in order: what was cut off makes the next start rest. */
  stop(): Promise<void>;
}

interface Wanted {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of node itself. */
  readonly flags?: readonly string[];
}

/** The built bot in demo, as its users start it; resolves when its dashboard answers. */
export async function spawnBot({ dataDir, env = {}, flags = [] }: Wanted): Promise<Spawned> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, resolve('dist/src/main.js')], {
    env: { ...process.env, ...env, DATA_DIR: dataDir, DASHBOARD_PORT: String(port) },
    stdio: 'ignore',
  });
  while (!(await answers(address))) {
    if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode} before it answered`);
    await sleep(10);
  }
  return {
    pid: child.pid ?? Number.NaN,
    address,
    answeredMs: performance.now() - began,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const answers = (address: string): Promise<boolean> =>
  fetch(`${address}/healthz`).then(
    async (answer) => (await answer.text()) !== '',
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  if (bound === null || typeof bound === 'string') throw new Error('no port of its own');
  return bound.port;
}
