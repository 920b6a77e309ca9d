import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFlags } from '../src/exchange/emulator/server/flags.ts';
import { configOf, expectHarmless, readCompose, service } from './compose-file.ts';

const compose = readCompose(
  'compose.yaml',
  z.strictObject({ rollover: service, exchange: service, demo: service }),
);

const { rollover, exchange, demo } = compose.services;
const services = Object.entries(compose.services);

describe.each(services)('the service %s of compose.yaml', (_, each) => {
  it('can write in its volume and in memory alone, has bounds, and is reached from this machine', () => {
    expectHarmless(each, compose);
  });
});

describe('the bot of compose.yaml', () => {
  it('starts again after a failure alone, so that what was ended in order stays ended', () => {
    expect(rollover.restart).toBe('on-failure');
    expect([exchange.restart, demo.restart]).toEqual([undefined, undefined]);
  });

  it('has each secret in a mounted file and nowhere else', () => {
    const files = Object.entries(rollover.environment).filter(([, value]) =>
      value.startsWith('/run/secrets/'),
    );
    expect(files.map(([, file]) => file.replace('/run/secrets/', ''))).toEqual(rollover.secrets);
    expect(files.every(([name]) => name.endsWith('_FILE'))).toBe(true);
    expect(Object.keys(compose.secrets)).toEqual(rollover.secrets);
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./secrets/${name}`);
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('/secrets/');
  });

  it('is a dry run with everything that it takes, its dashboard open to whoever shows the token', () => {
    const config = configOf(rollover);
    expect(config).toMatchObject({
      mode: 'dry_run',
      betfair: { password: '/run/secrets/betfair_password', keyFile: '/run/secrets/betfair_key' },
      discord: { token: '/run/secrets/discord_token', guildId: null, ownerId: null },
      dashboard: { host: '0.0.0.0', port: 8080, token: '/run/secrets/dashboard_token' },
    });
    expect(config.notes).toEqual(['DISCORD_CHANNEL_ID is not set: no notices go to Discord.']);
    expect(rollover.ports).toEqual(['127.0.0.1:8080:8080']);
  });

  it('keeps its log in a volume by a name of its own, and reads the configuration of this folder', () => {
    expect(rollover.volumes).toEqual(['data:/data', './config:/app/config:ro']);
    expect(compose.volumes['data']).toEqual({ name: 'rollover' });
  });

  it('starts without the demo, and the demo without it', () => {
    expect(rollover.profiles).toBeUndefined();
    expect([exchange.profiles, demo.profiles]).toEqual([['demo'], ['demo']]);
    expect(Object.keys(demo.depends_on ?? {})).toEqual(['exchange']);
  });
});

describe('the demo of compose.yaml', () => {
  const [, , ...flags] = exchange.command ?? [];
  const read = readFlags(flags);

  it('is a bot in dry run on an exchange over HTTPS whose network it shares, once that is healthy', () => {
    const config = configOf(demo);
    if (read.kind !== 'flags') throw new Error(JSON.stringify(read));
    const origin = `https://127.0.0.1:${read.flags.port}`;
    expect(config).toMatchObject({
      mode: 'dry_run',
      betfair: { apiUrl: `${origin}/exchange`, certLoginUrl: `${origin}/api`, identityUrl: `${origin}/api` },
      discord: null,
    });
    expect(demo.network_mode).toBe('service:exchange');
    expect(demo.depends_on).toEqual({ exchange: { condition: 'service_healthy' } });
    expect(exchange.healthcheck?.test.at(-1)).toContain(origin);
  });

  it('has what the exchange leaves for it, and can change nothing of that', () => {
    expect(exchange.volumes).toEqual(['exchange:/data']);
    expect(read).toMatchObject({ flags: { dir: '/data' } });
    expect(demo.volumes).toEqual(['exchange:/run/exchange:ro']);
    const { betfair } = configOf(demo);
    expect(betfair).toMatchObject({
      ...{ appKey: '/run/exchange/app-key', username: '/run/exchange/username' },
      ...{ password: '/run/exchange/password', certFile: '/run/exchange/client.crt' },
      ...{ keyFile: '/run/exchange/client.key', caFile: '/run/exchange/ca.crt' },
    });
  });

  it('looks for markets and results as fast as that exchange runs', () => {
    const { markets, results } = configOf(demo);
    expect([markets.pollingIntervalMs, results.checkIntervalMs]).toEqual([2_000, 3_000]);
    expect(read).toMatchObject({ flags: { speed: 600 } });
  });

  it('publishes the dashboard, with a token, through the exchange, beside that of the bot', () => {
    expect(demo.ports).toEqual([]);
    expect(exchange.ports).toEqual(['127.0.0.1:8081:8080']);
    expect(configOf(demo).dashboard).toMatchObject({ host: '0.0.0.0', port: 8080, token: 'play-money' });
  });
});

it('the image has every configuration file that compose.yaml names', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const [, copied = ''] = /^COPY (config\/.*) config\/$/m.exec(dockerfile) ?? [];
  expect(copied.split(' ')).toEqual(
    expect.arrayContaining([demo.environment['CONFIG_FILE'], join('config', 'betting_config.json')]),
  );
});
