import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { ComponentHealth } from '../../src/health.ts';
import { createPing } from '../../src/ping/send-ping.ts';

async function bench() {
  const asked: string[] = [];
  const said: string[] = [];
  let status = 200;
  let state: ComponentHealth['state'] = 'degraded';
  const server = createServer(({ method, url }, answer) => {
    asked.push(`${method} ${url}`);
    answer.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () =>
    new Promise<void>((closed) => server.close(() => closed()) && server.closeAllConnections());
  onTestFinished(close);
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const say = (text: string) => void said.push(text);
  const ping = createPing({
    url: `http://127.0.0.1:${port}/the-secret`,
    health: () => [{ component: 'log', state, why: [] }],
    logger: { debug: say, info: say, warn: say, error: say },
  });
  return {
    ...{ ping, asked, said, close },
    answer: (code: number) => {
      status = code;
    },
    is: (now: ComponentHealth['state']) => {
      state = now;
    },
  };
}

it('asks while nothing has failed, and leaves it where something has', async () => {
  const { ping, asked, is, said } = await bench();
  await ping();
  is('failed');
  await ping();
  is('ok');
  await ping();
  expect(asked).toEqual(['GET /the-secret', 'GET /the-secret']);
  expect(said).toEqual([]);
});

it('says once that it does not answer, and once that it does again, without its address', async () => {
  const { ping, said, answer, asked } = await bench();
  for (const code of [500, 404, 302]) {
    answer(code);
    await ping();
  }
  answer(200);
  await ping();
  await ping();
  expect(said).toEqual([
    "The dead-man's switch (PING_URL) cannot be reached: it answered 500.",
    "The dead-man's switch (PING_URL) is reached again.",
  ]);
  expect(asked).toHaveLength(5);
});

it('says why where nobody is there', async () => {
  const { ping, said, close } = await bench();
  await close();
  await ping();
  expect(said).toEqual(["The dead-man's switch (PING_URL) cannot be reached: no answer (ECONNREFUSED)."]);
});
