import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** An RSA key, PEM: PKCS #8 and SubjectPublicKeyInfo. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export interface Issue {
  /** The common name of the owner. */
  readonly name: string;
  readonly keys: KeyPair;
  readonly purpose: 'authority' | 'server' | 'client';
  /** Wall-clock milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** Betfair takes RSA of 1024 or 2048 bits (Non-Interactive login). */
const KEY_BITS = 2_048;

export const makeKeys = (): Promise<KeyPair> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: KEY_BITS,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

const AUTHORITY = 'Rollover emulated exchange';

/** IP addresses have the type 7 in a certificate, names of hosts 2 (RFC 5280, GeneralName). */
const LOOPBACK = [
  { type: 7, ip: '127.0.0.1' },
  { type: 2, value: 'localhost' },
];

const EXTENSIONS: Readonly<Record<Issue['purpose'], object[]>> = {
  authority: [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ],
  server: [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: LOOPBACK },
  ],
  client: [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', clientAuth: true },
  ],
};

/** A certificate as PEM, signed by the authority with those keys. */
export function issueCertificate(authority: KeyPair, { name, keys, purpose, from, to }: Issue): string {
  const certificate = forge.pki.createCertificate();
  certificate.serialNumber = serialOf(keys, from);
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(to);
  certificate.setSubject([{ name: 'commonName', value: purpose === 'authority' ? AUTHORITY : name }]);
  certificate.setIssuer([{ name: 'commonName', value: AUTHORITY }]);
  certificate.setExtensions(EXTENSIONS[purpose]);
  certificate.sign(forge.pki.privateKeyFromPem(authority.privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/**
 * No two certificates of an authority share one. The first digit keeps it a positive number of the fewest bytes
 * (X.690, 8.3.2): OpenSSL refuses one that begins with a needless zero byte.
 */
function serialOf({ publicKey }: KeyPair, from: number): string {
  return `1${createHash('sha256').update(publicKey).update(String(from)).digest('hex').slice(0, 31)}`;
}
