import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configOf, database, expectHarmless, readCompose, service } from './compose-file.ts';

const compose = readCompose(
  'compose.pair.yaml',
  z.strictObject({ postgres: database, migrate: service, one: service, other: service }),
);
const { postgres, migrate, one, other } = compose.services;
const STORE = { '/run/secrets/store_url': 'postgres://rollover:word@postgres/rollover' };

describe.each(Object.entries({ migrate, one, other }))('the service %s of compose.pair.yaml', (_, each) => {
  it('can write in its volume and in memory alone, has bounds, and is reached from this machine', () => {
    expectHarmless(each, compose);
  });
});

describe('the bots of compose.pair.yaml', () => {
  it('are the bot of compose.yaml, each with a volume and a port of its own, on one stream', () => {
    const { services } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true });
    const { STORE_URL_FILE, ...environment } = one.environment;
    expect(environment).toEqual(services.rollover.environment);
    expect(STORE_URL_FILE).toBe('/run/secrets/store_url');
    expect(one.secrets).toEqual([...services.rollover.secrets, 'store_url']);
    const { volumes, ports, hostname } = one;
    expect({ ...other, volumes, ports, hostname }).toEqual(one);
    expect([hostname, other.hostname]).toEqual(['one', 'other']);
    expect([one.volumes, other.volumes]).toEqual([
      ['one:/data', './config:/app/config:ro'],
      ['other:/data', './config:/app/config:ro'],
    ]);
    expect([one.ports, other.ports]).toEqual([['127.0.0.1:8080:8080'], ['127.0.0.1:8082:8080']]);
    expect(configOf(one, STORE)).toMatchObject({
      mode: 'dry_run',
      store: { url: STORE['/run/secrets/store_url'], stream: 'dry_run' },
    });
  });

  it('start again when they were replaced, and stay ended when they ended in order', () => {
    expect([one.restart, other.restart]).toEqual(['on-failure', 'on-failure']);
  });

  it('begin once the tables are there, and their maker once the database answers', () => {
    expect(one.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    expect(migrate.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(migrate.restart).toBe('no');
  });
});

describe('the database of compose.pair.yaml', () => {
  it('keeps its data in a volume by a name of its own, and is reached from its network alone', () => {
    expect(postgres.volumes).toEqual(['postgres:/var/lib/postgresql/data']);
    expect(compose.volumes).toEqual({
      postgres: { name: 'rollover-postgres' },
      one: { name: 'rollover-one' },
      other: { name: 'rollover-other' },
    });
  });

  it('shows the rights of its owner to nobody but who makes the tables', () => {
    expect([postgres.secrets, migrate.secrets]).toEqual([
      ['postgres_password'],
      ['store_url', 'store_admin_url'],
    ]);
    expect([one, other].flatMap(({ secrets }) => secrets)).not.toContain('store_admin_url');
    expect(Object.entries(migrate.environment).sort()).toEqual([
      ['STORE_ADMIN_URL_FILE', '/run/secrets/store_admin_url'],
      ['STORE_URL_FILE', '/run/secrets/store_url'],
    ]);
    expect(migrate.command).toEqual(['node', 'dist/src/migrate-store.js', '--make-role']);
  });

  it('is made for UTF-8, with sums over its pages', () => {
    expect(postgres.environment['POSTGRES_INITDB_ARGS']).toBe('--encoding=UTF8 --data-checksums');
    expect(postgres.environment['POSTGRES_DB']).toBe('rollover');
  });

  it('has each secret in a file of its own', () => {
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./secrets/${name}`);
    const used = [postgres, migrate, one, other].flatMap(({ secrets }) => secrets);
    expect(Object.keys(compose.secrets).sort()).toEqual([...new Set(used)].sort());
  });
});
