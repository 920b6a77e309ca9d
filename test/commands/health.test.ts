import { describe, expect, it } from 'vitest';
import type { ComponentHealth } from '../../src/health.ts';
import { given, started } from '../core/given.ts';
import { appWith, field, needs, reply } from './bench-app.ts';

const part = (component: string, state: ComponentHealth['state'] = 'ok'): ComponentHealth => ({
  component,
  state,
  why: [`About ${component}.`],
});

const healthOf = (...parts: readonly ComponentHealth[]) =>
  reply(appWith(given(started()), { health: () => parts }), 'health');

describe('health', () => {
  it('says that all is well, part by part', async () => {
    const answer = await healthOf(part('log'), part('exchange'), part('weather'));
    expect(answer).toMatchObject({ title: 'All is well', tone: 'good' });
    expect(field(answer, 'Event log: ok')).toBe('About log.');
    expect(field(answer, 'Exchange: ok')).toBe('About exchange.');
    expect(field(answer, 'weather: ok')).toBe('About weather.');
  });

  it('names what is not well, what has failed first', async () => {
    expect(await healthOf(part('log'), part('discord', 'degraded'))).toMatchObject({
      title: 'Not well: Discord',
      tone: 'warning',
    });
    expect(await healthOf(part('exchange', 'degraded'), part('jobs', 'failed'))).toMatchObject({
      title: 'Not well: Jobs, Exchange',
      tone: 'alarm',
    });
  });

  it('is for everyone who may look', () => {
    expect(needs(appWith(), 'health')).toBe('viewer');
  });
});
