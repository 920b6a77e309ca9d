import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';

const list = z.array(z.string());
const healthcheck = z.strictObject({
  test: list,
  interval: z.string(),
  timeout: z.string(),
  retries: z.int(),
});
const logging = z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) });
const dependsOn = z.record(z.string(), z.strictObject({ condition: z.string() }));

/** A program of ours. Strict: what is not promised here is not there. */
export const service = z.strictObject({
  build: z.literal('.'),
  profiles: list.optional(),
  command: list.optional(),
  hostname: z.string().optional(),
  restart: z.string().optional(),
  read_only: z.boolean(),
  tmpfs: z.union([z.string(), list]).transform((given) => [given].flat()),
  cap_drop: list,
  security_opt: list,
  mem_limit: z.string(),
  stop_grace_period: z.string().regex(/^\d+s$/),
  logging,
  volumes: list,
  ports: list.default([]),
  secrets: list.default([]),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: healthcheck.optional(),
  depends_on: dependsOn.optional(),
  network_mode: z.string().optional(),
});

export type Service = z.output<typeof service>;

/** Of the image of PostgreSQL. */
export const database = z.strictObject({
  image: z.string().regex(/^postgres:\d+-\w+$/),
  restart: z.string(),
  stop_grace_period: z.string(),
  shm_size: z.string(),
  mem_limit: z.string(),
  logging,
  volumes: list,
  secrets: list,
  environment: z.record(z.string(), z.string()),
  healthcheck,
});

/** A file of Compose with these services; its extensions and merges are read as Compose does. */
export function readCompose<Services extends z.ZodType>(file: string, services: Services) {
  return z
    .strictObject({
      'x-program': z.unknown(),
      'x-bot': z.unknown(),
      services,
      volumes: z.record(z.string(), z.strictObject({ name: z.string() }).nullable()),
      secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
    })
    .partial({ 'x-program': true, 'x-bot': true })
    .parse(parse(readFileSync(file, 'utf8'), { merge: true, strict: true, uniqueKeys: true }));
}

/** What every program of ours has there, so that little can go wrong with it and nothing with the machine. */
export function expectHarmless(
  each: Service,
  { volumes, secrets }: Pick<ReturnType<typeof readCompose>, 'volumes' | 'secrets'>,
): void {
  expect(each.read_only).toBe(true);
  expect(each.tmpfs[0]).toBe('/tmp');
  expect(each.cap_drop).toEqual(['ALL']);
  expect(each.security_opt).toEqual(['no-new-privileges:true']);
  expect(each.mem_limit).toMatch(/^\d+m$/);
  expect(each.logging).toEqual({ driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } });
  // It ends in order in five seconds.
  expect(Number.parseInt(each.stop_grace_period, 10)).toBeGreaterThan(5);
  const named = each.volumes.map((volume) => volume.split(':')[0] ?? '').filter((from) => !/^\./.test(from));
  expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
  expect(Object.keys(secrets)).toEqual(expect.arrayContaining(each.secrets));
  for (const port of each.ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
}

/** The configuration that the bot of a service starts with; its secrets are those, or the names of their files. */
export function configOf({ environment }: Service, secrets: Readonly<Record<string, string>> = {}) {
  const env = Object.fromEntries(
    // As compose does it where no variable is set.
    Object.entries(environment).map(([name, value]) => [name, value.replace(/^\$\{\w+:-(.*)\}$/, '$1')]),
  );
  expect(Object.values(env).filter((value) => value.includes('$'))).toEqual([]);
  const readFile = (path: string) => {
    if (path.startsWith('/run/')) return secrets[path] ?? path;
    if (path === '.env') throw Object.assign(new Error('not there'), { code: 'ENOENT' });
    return readFileSync(path, 'utf8');
  };
  const loaded = loadConfig({ env: { DATA_DIR: '/data', ...env }, readFile, flags: [] });
  if (loaded.kind !== 'config') throw new Error(JSON.stringify(loaded));
  return loaded.config;
}
