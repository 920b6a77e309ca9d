import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Event } from '../../src/core/events.ts';
import { evolve } from '../../src/core/evolve.ts';
import { initialState } from '../../src/core/initial-state.ts';
import { createStateHistory } from '../../src/core/state-history.ts';
import { createStreams } from '../../src/dashboard/stream/streams.ts';
import { appWith } from '../commands/bench-app.ts';
import { handClock } from '../exchange/hand-clock.ts';
import { createStory } from '../notify/story.ts';
import { silent } from '../store/temp-log.ts';
import type { Listening } from './http.ts';
import { bearer, LOCKED, type Served, serve, VIEWER } from './serve.ts';

const ids = ({ messages }: Listening) =>
  messages.filter(({ event }) => event === 'appended').map(({ id }) => Number(id));

/** So many appends, one after the other. */
async function append(served: Served, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await served.call(served.bench.handler.state().paused === null ? 'pause' : 'resume');
  }
}

describe('the stream', () => {
  it('tells of each event as it is appended, as the API tells it', async () => {
    const served = await serve();
    const stream = await served.listen();
    await append(served, 3);
    await expect.poll(() => ids(stream)).toEqual([2, 3, 4]);
    const { events } = (await served.ask('/api/events?after=1')).json;
    expect(stream.messages.map(({ data }) => data)).toEqual(events);
  });

  it('goes on after the event that the browser heard last', async () => {
    const served = await serve();
    await append(served, 4);
    const stream = await served.listen('/api/stream', { 'Last-Event-ID': '3' });
    await append(served, 2);
    await expect.poll(() => ids(stream)).toEqual([4, 5, 6, 7]);
    const other = await served.listen('/api/stream?after=0');
    await expect.poll(() => ids(other)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('misses nothing and tells nothing twice where events are appended while it begins', async () => {
    const served = await serve();
    await append(served, 10);
    const appending = append(served, 20);
    const streams = await Promise.all(
      Array.from({ length: 10 }, (_, n) => served.listen(`/api/stream?after=${n}`)),
    );
    await appending;
    const last = served.bench.log.head().seq;
    for (const [n, stream] of streams.entries())
      await expect.poll(() => ids(stream)).toEqual(Array.from({ length: last - n }, (_, i) => n + i + 1));
  });

  it.each([['99'], ['1000000']])('begins anew with a number of another log: %s', async (id) => {
    const served = await serve();
    const stream = await served.listen('/api/stream', { 'Last-Event-ID': id });
    await expect.poll(() => stream.messages).toEqual([{ event: 'reset', id: '1', data: { last: 1 } }]);
    await append(served, 1);
    await expect.poll(() => ids(stream)).toEqual([2]);
  });

  it('says when prices, looks at the markets or health have changed beside the log', async () => {
    let state: 'ok' | 'degraded' = 'ok';
    const served = await serve({ rollover: { health: () => [{ component: 'exchange', state, why: [] }] } });
    const stream = await served.listen();
    const changes = () =>
      stream.messages.filter(({ event }) => event === 'changed').map(({ data }) => data.what);
    state = 'degraded';
    await expect.poll(changes).toEqual(['health']);
    await served.bench.bettor.look();
    await expect.poll(changes).toContain('scans');
    await served.bench.bettor.selectMarket();
    await served.ask('/api/open');
    await expect.poll(changes).toContain('prices');
  });

  it('is for those who may look', async () => {
    const served = await serve({ dashboard: { settings: LOCKED } });
    expect((await served.listen()).status).toBe(401);
    expect((await served.listen('/api/stream', bearer(VIEWER))).status).toBe(200);
  });

  it('ends with the bot, however many follow it', async () => {
    const served = await serve();
    const streams = await Promise.all(Array.from({ length: 50 }, () => served.listen()));
    await served.dashboard.stop();
    await expect.poll(() => streams.every((stream) => stream.ended())).toBe(true);
    await expect(served.ask('/healthz')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('forgets who has gone', async () => {
    const served = await serve();
    const count = async () =>
      /^rollover_dashboard_streams (\d+)$/m.exec((await served.ask('/metrics')).text)?.[1];
    const [stream] = await Promise.all([served.listen(), served.listen()]);
    expect(await count()).toBe('2');
    stream.close();
    await expect.poll(count).toBe('1');
  });

  it('is not begun for who asks for its headers alone', async () => {
    const served = await serve();
    const answer = await served.ask('/api/stream', { method: 'HEAD' });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect((await served.ask('/metrics')).text).toContain('rollover_dashboard_streams 0');
  });

  it('cuts off who reads nothing, and goes on for the others', async () => {
    const served = await serve();
    const reader = await served.listen();
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.pause();
    socket.write('GET /api/stream?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await expect
      .poll(async () => (await served.ask('/metrics')).text)
      .toContain('rollover_dashboard_streams 2');
    const why = 'x'.repeat(60_000);
    const isCut = async () => (await served.ask('/metrics')).text.includes('rollover_dashboard_streams 1\n');
    for (let n = 0; n < 400 && !(await isCut()); n += 1) {
      const now = new Date(served.bench.clock.now()).toISOString();
      await served.bench.handler.handle(
        { kind: 'pause', now, why, until: null },
        { actor: 'console', id: `pause-${n}` },
      );
    }
    expect(await isCut()).toBe(true);
    expect(reader.ended()).toBe(false);
  });
});

/** Streams over a log in memory, and what one follower of them was sent. */
function inMemory(events: readonly Event[], more: Partial<Parameters<typeof createStreams>[0]> = {}) {
  const state = events.reduce(evolve, initialState);
  const clock = handClock();
  const reader = appWith(state, {
    events: async function* (after = 0) {
      for (const event of events) if (event.seq > after) yield event;
    },
    past: (point) => createStateHistory().at(point, reader.events),
  });
  const streams = createStreams({
    reader,
    clock,
    logger: silent,
    log: { subscribe: () => () => {} },
    ...more,
  });
  return { streams, clock };
}

async function firstOf(stream: ReadableStream<Uint8Array>, count: number): Promise<readonly string[]> {
  const reader = stream.getReader();
  const found: string[] = [];
  while (found.length < count)
    found.push(
      Buffer.from((await reader.read()).value ?? [])
        .toString()
        .trim(),
    );
  return found;
}

describe('a follower', () => {
  const story = createStory();
  while (story.state().seq < 1_002) {
    story.bet();
    story.end('lost');
  }
  const events = story.appends.flat();

  it('who has missed a thousand events is told them', async () => {
    const { streams } = inMemory(events);
    const last = events.length;
    const [retry, first] = await firstOf(
      streams.open(last - 1_000, () => {}),
      2,
    );
    expect(retry).toBe('retry: 2000');
    expect(first).toContain(`id: ${last - 999}\nevent: appended\n`);
  });

  it('who has missed more reads everything anew', async () => {
    const { streams } = inMemory(events);
    const last = events.length;
    expect(
      await firstOf(
        streams.open(last - 1_001, () => {}),
        2,
      ),
    ).toEqual(['retry: 2000', `id: ${last}\nevent: reset\ndata: {"last":${last}}`]);
  });

  it('hears a beat into a silence of fifteen seconds', async () => {
    const { streams, clock } = inMemory(events);
    const heard = firstOf(
      streams.open(null, () => {}),
      2,
    );
    for (let second = 0; second < 15; second += 1) await clock.advance(1_000);
    expect(await heard).toEqual(['retry: 2000', ': beat']);
  });

  it('is cut off where the log cannot be read', async () => {
    const cut = vi.fn();
    const { streams } = inMemory(events);
    const broken = inMemory(events, {
      reader: appWith(events.reduce(evolve, initialState), {
        events: async function* () {
          yield await Promise.reject(new Error('the disk is gone'));
        },
      }),
    });
    broken.streams.open(1_000, cut);
    await expect.poll(() => cut.mock.calls.length).toBe(1);
    expect([streams.count(), broken.streams.count()]).toEqual([0, 0]);
  });
});
