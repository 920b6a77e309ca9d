import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { type DashboardParts, startDashboard } from '../../src/dashboard/start-dashboard.ts';
import { appWith, plain } from '../commands/bench-app.ts';
import { type HandClock, handClock } from '../exchange/hand-clock.ts';
import { ask } from './http.ts';

/** A dashboard over a bare app, on a clock that the test moves; what it said. */
function start(settings: Partial<DashboardParts['settings']>, clock: HandClock = handClock()) {
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const dashboard = startDashboard({
    settings: { host: '127.0.0.1', port: 0, token: null, viewerToken: null, ...settings },
    rollover: {
      reader: appWith(),
      run: () => Promise.reject(new Error('not asked for')),
      suggest: async () => [],
    },
    log: { subscribe: () => () => {} },
    audit: () => {},
    meters: { looks: () => 0, queues: () => ({}), onCall: () => {} },
    isLoopback: (host) => host === '127.0.0.1',
    assets: null,
    clock,
    logger: { debug: say, info: say, warn: say, error: say },
  });
  onTestFinished(() => dashboard.stop());
  const health = () => {
    const { state, why } = dashboard.health();
    return `${state}: ${plain(why)}`;
  };
  return { dashboard, said, clock, health };
}

/** A port of loopback that another program has, until it lets it go. */
async function takenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const free = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, free };
}

it('says where it is', async () => {
  const { dashboard, said, health } = start({});
  const url = await dashboard.listening();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(said).toEqual([`The dashboard is at ${url}`]);
  expect(health()).toBe(`ok: It is at ${url}.`);
});

it('where its port is taken says so once and what to do, and takes it when it is free', async () => {
  const { port, free } = await takenPort();
  const { dashboard, said, clock, health } = start({ port });
  const why = `port ${port} on 127.0.0.1 is taken by another program; set DASHBOARD_PORT to another one, or to 0 for any that is free.`;
  await expect.poll(health).toBe(`degraded: ${why}`);
  await clock.advance(15_000);
  await expect.poll(() => clock.waiting()).toBe(2);
  expect(said).toEqual([`The dashboard is not there for now: ${why}`]);
  await free();
  await clock.advance(15_000);
  const url = await dashboard.listening();
  expect(url).toBe(`http://127.0.0.1:${port}/`);
  expect((await ask(`${url}api/status`)).status).toBe(200);
  expect(health()).toBe(`ok: It is at ${url}.`);
});

it('on an address that the machine does not have says so', async () => {
  const { health } = start({ host: '192.0.2.1' });
  await expect
    .poll(health)
    .toBe('degraded: this machine has no address 192.0.2.1; set DASHBOARD_HOST to one that it has.');
});

it('ends also where it never could listen', async () => {
  const { port } = await takenPort();
  const { dashboard, clock, health } = start({ port });
  await expect.poll(health).toMatch(/is taken/);
  await dashboard.stop();
  expect(clock.waiting()).toBe(0);
  await expect(dashboard.listening()).rejects.toThrow('The dashboard has ended');
});
