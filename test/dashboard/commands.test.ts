import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reply } from '../../src/dashboard/wire/reply.ts';
import { text } from '../../src/dashboard/wire/text.ts';
import { judgeBy } from './described.ts';
import type { Answer } from './http.ts';
import { bearer, LOCKED, OPERATOR, type Served, serve, VIEWER } from './serve.ts';

const PATH = '/api/commands/{name}';

/** Fails where the answer is not what the description says. */
async function expectDescribed(served: Served, answer: Answer, status: number): Promise<void> {
  expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
  const description = (await served.ask('/api/openapi.json')).json;
  expect(judgeBy(description)('post', PATH, answer)).toEqual([]);
}

const typesOf = async ({ bench }: Served) => (await bench.types()).slice(1);

describe('a command', () => {
  it('is done, and answered as on every surface', async () => {
    const served = await serve();
    const answer = await served.call('pause', { reason: 'tea', minutes: 5 });
    await expectDescribed(served, answer, 200);
    expect(answer.json.reply).toMatchObject({ title: 'Betting is paused', tone: 'warning' });
    const [, paused] = await served.bench.events();
    expect(paused).toMatchObject({ type: 'BETTING_PAUSED', actor: 'dashboard', data: { by: 'person' } });
    expect(paused?.cause).toMatch(/^dashboard:key-/);
  });

  it('has its pictures and files in its answer, and its moments as such', async () => {
    const served = await serve();
    const chart = await served.call('chart', { kind: 'ladder' });
    await expectDescribed(served, chart, 200);
    expect(chart.json.reply.picture).toMatchObject({ name: 'ladder-cycle-1.png', type: 'image/png' });
    expect(Buffer.from(chart.json.reply.picture.base64, 'base64').toString()).toBe('ladder-cycle-1');
    const file = await served.call('export', { what: 'events', format: 'json' });
    await expectDescribed(served, file, 200);
    expect(file.json.reply.file).toMatchObject({ type: 'application/json' });
    const version = reply.parse((await served.call('version')).json.reply);
    expect(z.array(text).parse(version.fields?.map(({ value }) => value)).length).toBeGreaterThan(0);
  });

  it('that asks first is done with the answer, under the same key', async () => {
    const served = await serve();
    const asked = await served.call('reset', { stake: 2 }, 'reset-1');
    await expectDescribed(served, asked, 202);
    expect(asked.json.effect).toContain('2.00 GBP');
    expect(Date.parse(asked.json.expiresAt) - served.bench.clock.now()).toBe(120_000);
    expect(await typesOf(served)).toEqual([]);
    const done = await served.call('reset', { stake: 2 }, 'reset-1', { confirm: asked.json.confirm });
    await expectDescribed(served, done, 200);
    expect(await typesOf(served)).toEqual(['SYSTEM_RESET']);
    const again = await served.call('reset', { stake: 2 }, 'reset-1', { confirm: asked.json.confirm });
    await expectDescribed(served, again, 200);
    expect(await typesOf(served)).toEqual(['SYSTEM_RESET']);
  });

  it('that asks first is not done with an answer that comes too late, or that nobody was asked for', async () => {
    const served = await serve();
    const { json } = await served.call('reset', { stake: 2 }, 'reset-1');
    await served.bench.clock.advance(120_000);
    const late = await served.call('reset', { stake: 2 }, 'reset-1', { confirm: json.confirm });
    await expectDescribed(served, late, 409);
    expect(late.json.refused).toBe('expired');
    const made = await served.call('reset', { stake: 2 }, 'reset-2', { confirm: 'zzzzzzzzz.0.made-up' });
    expect(made.status).toBe(202);
    expect(await typesOf(served)).toEqual([]);
  });

  it('that asks first asks anew where something has happened since', async () => {
    const served = await serve();
    const { json } = await served.call('reset', { stake: 2 }, 'reset-1');
    await served.call('pause', { reason: 'tea' });
    const anew = await served.call('reset', { stake: 2 }, 'reset-1', { confirm: json.confirm });
    await expectDescribed(served, anew, 202);
    expect(anew.json.effect).toContain('betting was paused');
    expect(await typesOf(served)).toEqual(['BETTING_PAUSED']);
  });

  it('is done once, however often its key comes, also at the same time', async () => {
    const served = await serve();
    const calls = Array.from({ length: 5 }, () => served.call('pause', { reason: 'tea' }, 'once'));
    for (const { status } of await Promise.all(calls)) expect(status).toBe(200);
    expect((await served.call('pause', { reason: 'tea' }, 'once')).status).toBe(200);
    expect(await typesOf(served)).toEqual(['BETTING_PAUSED']);
  });

  it('is not done where its key came before with other options, or for another command', async () => {
    const served = await serve();
    await served.call('pause', { reason: 'tea' }, 'once');
    for (const [name, options] of [
      ['pause', { reason: 'lunch' }],
      ['resume', {}],
    ] as const) {
      const answer = await served.call(name, options, 'once');
      await expectDescribed(served, answer, 409);
      expect(answer.json.refused).toBe('key_used');
    }
    expect(await typesOf(served)).toEqual(['BETTING_PAUSED']);
  });

  it.each([
    ['without a key', ''],
    ['with spaces in its key', 'a b'],
    ['with a key that is too long', 'k'.repeat(129)],
  ])('is not done %s', async (_, key) => {
    const served = await serve();
    const answer = await served.call('pause', {}, key);
    await expectDescribed(served, answer, 400);
    expect(answer.json.fault).toBe('no_key');
    expect(await typesOf(served)).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', []],
    ['more than is known', { options: {}, force: true }],
    ['a nested value', { options: { reason: { a: 1 } } }],
    ['nothing', ''],
  ])('is not done where the body is %s', async (_, body) => {
    const served = await serve();
    const answer = await served.ask('/api/commands/pause', {
      method: 'POST',
      headers: { 'Idempotency-Key': 'k', 'Content-Type': 'application/json' },
      body,
    });
    await expectDescribed(served, answer, 400);
    expect(await typesOf(served)).toEqual([]);
  });

  it('with wrong values, unknown, or refused says so', async () => {
    const served = await serve();
    const wrong = await served.call('pause', { minutes: 'soon' });
    await expectDescribed(served, wrong, 400);
    expect(wrong.json.message).toContain('minutes');
    const stray = await served.call('pause', { hours: 1 });
    await expectDescribed(served, stray, 400);
    const unknown = await served.call('double');
    await expectDescribed(served, unknown, 404);
    expect(unknown.json.fault).toBe('no_command');
    const refused = await served.call('resume');
    await expectDescribed(served, refused, 409);
    expect(await typesOf(served)).toEqual([]);
  });

  it("that is the owner's is refused, and where it is done is said", async () => {
    const served = await serve();
    for (const [name, options] of [
      ['quit', {}],
      ['arm', { minutes: 5 }],
    ] as const) {
      const answer = await served.call(name, options);
      await expectDescribed(served, answer, 403);
      expect(answer.json.message).toContain('ask for it on Discord or at the console');
    }
  });

  it('of a viewer is refused where it changes anything, and done where it does not', async () => {
    const served = await serve({ dashboard: { settings: LOCKED } });
    const as = (token: string, name: string) =>
      served.ask(`/api/commands/${name}`, {
        method: 'POST',
        headers: { ...bearer(token), 'Idempotency-Key': `${token.length}-${name}` },
        body: {},
      });
    expect(await as(VIEWER, 'pause')).toMatchObject({ status: 403, json: { fault: 'forbidden' } });
    expect((await as(VIEWER, 'status')).status).toBe(200);
    expect((await as(OPERATOR, 'pause')).status).toBe(200);
    expect(await typesOf(served)).toEqual(['BETTING_PAUSED']);
  });

  it('of anyone is noted, turned away or not', async () => {
    const served = await serve({ dashboard: { settings: LOCKED } });
    const stranger = await served.call('pause', {}, 'stranger');
    expect(stranger.status).toBe(401);
    await served.ask('/api/commands/status', {
      method: 'POST',
      headers: { ...bearer(VIEWER), 'Idempotency-Key': 'viewer' },
      body: {},
    });
    expect(served.audited).toEqual([
      {
        ...{ actor: 'dashboard', role: 'stranger', command: 'pause', options: {} },
        ...{ id: 'dashboard:stranger', outcome: 'turned_away' },
      },
      {
        ...{ actor: 'dashboard', role: 'viewer', command: 'status', options: {} },
        ...{ id: 'dashboard:viewer', outcome: 'reply' },
      },
    ]);
  });

  it('that breaks is answered as such, and the dashboard goes on', async () => {
    const served = await serve({ rollover: { draw: () => Promise.reject(new Error('no pen')) } });
    const answer = await served.call('chart');
    await expectDescribed(served, answer, 500);
    expect(answer.text).not.toContain('no pen');
    expect(served.logged).toContain('The dashboard could not answer');
    expect((await served.call('status')).status).toBe(200);
  });

  it('that comes while the bot ends is not done, and those underway are answered first', async () => {
    let draw: (() => void) | null = null;
    const served = await serve({
      rollover: {
        draw: () =>
          new Promise((resolve) => {
            draw = () => resolve(new Uint8Array());
          }),
      },
    });
    const underway = served.call('chart');
    await expect.poll(() => draw).not.toBeNull();
    let stopped = false;
    const stopping = served.dashboard.stopAsking().then(() => {
      stopped = true;
    });
    const late = await served.call('pause');
    await expectDescribed(served, late, 409);
    expect([late.json.refused, stopped]).toEqual(['ending', false]);
    draw!();
    await stopping;
    expect((await underway).status).toBe(200);
  });
});
