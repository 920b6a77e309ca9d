import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CertificateRefused } from './certificate-refused.ts';

export interface CertificateFiles {
  /** Paths of PEM files. */
  readonly certFile: string;
  readonly keyFile: string;
  /** Null: the authorities that Node knows. */
  readonly caFile: string | null;
}

export interface Certificates {
  /** PEM, for TLS. */
  readonly client: { readonly cert: string; readonly key: string };
  readonly ca: { readonly ca?: string };
  /** Wall-clock milliseconds at which the client's certificate ends. */
  readonly expiresAt: number;
}

/**
 * Reads the client's certificate and key and checks that they can make a login at `now` (wall-clock ms).
 * Throws CertificateRefused.
 */
export function readCertificates({ certFile, keyFile, caFile }: CertificateFiles, now: number): Certificates {
  const cert = read('BETFAIR_CERT_FILE', certFile);
  const key = read('BETFAIR_KEY_FILE', keyFile);
  const ca = caFile === null ? {} : { ca: read('BETFAIR_CA_FILE', caFile) };
  if (ca.ca !== undefined) parseCertificate('BETFAIR_CA_FILE', caFile ?? '', ca.ca);
  const certificate = parseCertificate('BETFAIR_CERT_FILE', certFile, cert);
  if (!certificate.checkPrivateKey(parseKey(keyFile, key))) {
    throw new CertificateRefused(
      `The key in ${keyFile} (BETFAIR_KEY_FILE) does not belong to the certificate in ${certFile} (BETFAIR_CERT_FILE): name the key that the certificate was made with.`,
    );
  }
  checkDates(certificate, certFile, now);
  return { client: { cert, key }, ca, expiresAt: Date.parse(certificate.validTo) };
}

function read(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw refusal(variable, path, `cannot be read${code}: check the path and who may read it`, cause);
  }
}

function parseCertificate(variable: string, path: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw refusal(variable, path, 'holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)', cause);
  }
}

function parseKey(path: string, pem: string): KeyObject {
  // Both forms of a locked key say so: "BEGIN ENCRYPTED PRIVATE KEY", and "Proc-Type: 4,ENCRYPTED" below the head.
  const what = /\bENCRYPTED\b/.test(pem)
    ? 'is protected by a passphrase, which the bot has no way to ask for: save the key without one'
    : 'holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)';
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw refusal('BETFAIR_KEY_FILE', path, what, cause);
  }
}

function checkDates({ validFrom, validTo }: X509Certificate, path: string, now: number): void {
  const clock = `this computer's clock says ${new Date(now).toISOString()}`;
  if (now > Date.parse(validTo)) {
    const what = `holds a certificate that expired on ${iso(validTo)}, and ${clock}: make a new one and link it to the account`;
    throw refusal('BETFAIR_CERT_FILE', path, what);
  }
  if (now < Date.parse(validFrom)) {
    const what = `holds a certificate that is valid only from ${iso(validFrom)}, and ${clock}: check the clock`;
    throw refusal('BETFAIR_CERT_FILE', path, what);
  }
}

const iso = (date: string): string => new Date(date).toISOString();

function refusal(variable: string, path: string, what: string, cause?: unknown): CertificateRefused {
  return new CertificateRefused(`${variable}: ${path} ${what}.`, { cause });
}
