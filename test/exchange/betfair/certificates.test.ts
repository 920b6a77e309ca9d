import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CertificateRefused } from '../../../src/exchange/betfair/certificate-refused.ts';
import { readCertificates } from '../../../src/exchange/betfair/certificates.ts';
import type { Certificates } from '../../../src/exchange/emulator/server/certificates.ts';
import { certificates } from './over-https.ts';

const dir = mkdtempSync(join(tmpdir(), 'rollover-pem-'));
afterAll(() => rmSync(dir, { recursive: true }));

const write = (name: string, content: string): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};

const nonsense = write('nonsense.pem', 'not a certificate');
const locked = write(
  'locked.key',
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' },
  }).privateKey,
);

let files: Certificates['files'];
beforeAll(async () => {
  files = (await certificates()).files;
});

const DAY = 86_400_000;

function read(
  change: { certFile?: string; keyFile?: string; caFile?: string | null } = {},
  now = Date.now(),
) {
  return readCertificates({ certFile: files.client, keyFile: files.clientKey, caFile: null, ...change }, now);
}

describe('the files of the certificate', () => {
  it('are read with the day on which they end', () => {
    const { client, ca, expiresAt } = read({ caFile: files.authority });
    expect(client.cert).toMatch(/^-----BEGIN CERTIFICATE/);
    expect(client.key).toMatch(/^-----BEGIN PRIVATE KEY/);
    expect(ca.ca).toMatch(/^-----BEGIN CERTIFICATE/);
    expect(Math.round((expiresAt - Date.now()) / DAY)).toBe(365);
    expect(read().ca).toEqual({});
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'are missing',
      () => read({ certFile: join(dir, 'none.crt') }),
      /BETFAIR_CERT_FILE: .*none\.crt cannot be read \(ENOENT\)/,
    ],
    ['are folders', () => read({ keyFile: dir }), /BETFAIR_KEY_FILE: .* cannot be read \(EISDIR\)/],
    [
      'hold no certificate',
      () => read({ certFile: nonsense }),
      /BETFAIR_CERT_FILE: .*nonsense\.pem holds no certificate/,
    ],
    [
      'hold no authority',
      () => read({ caFile: nonsense }),
      /BETFAIR_CA_FILE: .*nonsense\.pem holds no certificate/,
    ],
    [
      'hold no key',
      () => read({ keyFile: files.client }),
      /BETFAIR_KEY_FILE: .*client\.crt holds no private key/,
    ],
    ['hold a locked key', () => read({ keyFile: locked }), /BETFAIR_KEY_FILE: .* protected by a passphrase/],
    [
      'do not belong together',
      () => read({ keyFile: files.strangerKey }),
      /The key in .*stranger\.key .*does not belong to the certificate in .*client\.crt/,
    ],
    [
      'have expired',
      () => read({ certFile: files.expired }),
      /BETFAIR_CERT_FILE: .* expired on .*this computer's clock says .*make a new one/,
    ],
    [
      'are not valid yet by this clock',
      () => read({}, Date.now() - 2 * DAY),
      /is valid only from .*this computer's clock says .*check the clock/,
    ],
  ])('that %s are refused in a sentence', (_how, act, words) => {
    expect(act).toThrow(CertificateRefused);
    expect(act).toThrow(words);
  });
});
