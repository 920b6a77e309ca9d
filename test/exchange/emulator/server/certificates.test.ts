import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Certificates,
  makeCertificates,
} from '../../../../src/exchange/emulator/server/certificates.ts';
import { issueCertificate, makeKeys } from '../../../../src/exchange/emulator/server/issue-certificate.ts';

const NOW = Date.now();
const HOUR = 3_600_000;

let dir: string;
let made: Certificates;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollover-certificates-'));
  await writeFile(join(dir, 'client.key'), 'left by an earlier run', { mode: 0o644 });
  made = await makeCertificates(join(dir), NOW);
});
afterAll(() => rm(dir, { recursive: true }));

const certificate = async (file: string) => new X509Certificate(await readFile(file));
const key = async (file: string) => createPrivateKey(await readFile(file));
const isValidAt = (of: X509Certificate, at: number) =>
  Date.parse(of.validFrom) <= at && at <= Date.parse(of.validTo);

it('signs all by one authority, each for its purpose', async () => {
  const authority = new X509Certificate(made.server.ca);
  const server = new X509Certificate(made.server.cert);
  const client = await certificate(made.files.client);
  expect(authority.ca).toBe(true);
  for (const each of [server, client]) expect(each.verify(authority.publicKey)).toBe(true);
  expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(server.checkHost('localhost')).toBe('localhost');
  expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(made.registered).toBe(client.fingerprint256);
});

it('numbers certificates so that each can be read, whatever their digest begins with', async () => {
  const keys = await makeKeys();
  for (let from = NOW; from < NOW + 20; from += 1) {
    const issue = { name: 'bot', keys, purpose: 'client', from, to: from + HOUR } as const;
    expect(new X509Certificate(issueCertificate(keys, issue)).serialNumber).toMatch(/^1/);
  }
});

it('makes a client key of 2048 bits that fits its certificate, in date or not, and a stranger that does not', async () => {
  const own = await key(made.files.clientKey);
  expect(own.asymmetricKeyDetails?.modulusLength).toBe(2_048);
  const [client, expired, stranger] = await Promise.all(
    [made.files.client, made.files.expired, made.files.stranger].map(certificate),
  );
  expect([client, expired, stranger].map((each) => each?.checkPrivateKey(own))).toEqual([true, true, false]);
  expect(stranger?.checkPrivateKey(await key(made.files.strangerKey))).toBe(true);
  expect(new Set([client, expired, stranger].map((each) => each?.serialNumber)).size).toBe(3);
});

it('is in date for a clock an hour off, but for the one that is not', async () => {
  for (const each of [await certificate(made.files.client), new X509Certificate(made.server.cert)]) {
    expect([NOW - HOUR, NOW, NOW + HOUR].map((at) => isValidAt(each, at))).toEqual([true, true, true]);
  }
  expect(isValidAt(await certificate(made.files.expired), NOW)).toBe(false);
});

it('lets nobody else read the keys, also where a file was there before', async () => {
  for (const file of [made.files.clientKey, made.files.strangerKey]) {
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  }
});
