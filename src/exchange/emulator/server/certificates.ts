import { X509Certificate } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { issueCertificate, makeKeys } from './issue-certificate.ts';
import { writePrivate } from './write-private.ts';

export interface Certificates {
  /** What is in which file of the folder. */
  readonly files: {
    readonly authority: string;
    readonly client: string;
    readonly clientKey: string;
    /** The client's own, but out of date since yesterday. */
    readonly expired: string;
    /** Sound, but not known to the account; its key fits no other certificate. */
    readonly stranger: string;
    readonly strangerKey: string;
  };
  /** For TLS, PEM. */
  readonly server: { readonly ca: string; readonly cert: string; readonly key: string };
  /** Of the one client certificate that the account knows, SHA-256 as TLS sockets tell it. */
  readonly registered: string;
}

const DAY = 86_400_000;

/**
 * Makes an authority, the server's certificate for 127.0.0.1 and localhost, and the client's with two that are
 * no good, and writes what a client needs into `dir`, which is made if missing. `now` is wall-clock ms; they
 * hold from the day before for a year, so that a clock an hour off does not matter.
 */
export async function makeCertificates(dir: string, now: number): Promise<Certificates> {
  const [authority, server, client, stranger] = await Promise.all([
    makeKeys(),
    makeKeys(),
    makeKeys(),
    makeKeys(),
  ]);
  const year = { from: now - DAY, to: now + 365 * DAY };
  const past = { from: now - 365 * DAY, to: now - DAY };
  const account = { name: 'rollover', keys: client, purpose: 'client' } as const;
  const ca = issueCertificate(authority, { name: '', keys: authority, purpose: 'authority', ...year });
  const own = issueCertificate(authority, { ...account, ...year });
  const files = await write(dir, {
    authority: ['ca.crt', ca],
    client: ['client.crt', own],
    clientKey: ['client.key', client.privateKey],
    expired: ['client-expired.crt', issueCertificate(authority, { ...account, ...past })],
    stranger: ['stranger.crt', issueCertificate(authority, { ...account, keys: stranger, ...year })],
    strangerKey: ['stranger.key', stranger.privateKey],
  });
  const cert = issueCertificate(authority, { name: 'localhost', keys: server, purpose: 'server', ...year });
  return {
    files,
    server: { ca, cert, key: server.privateKey },
    registered: new X509Certificate(own).fingerprint256,
  };
}

type Named = Readonly<Record<keyof Certificates['files'], readonly [name: string, content: string]>>;

async function write(dir: string, named: Named): Promise<Certificates['files']> {
  await mkdir(dir, { recursive: true });
  const put = ([name, content]: readonly [string, string]) => writePrivate(dir, name, content);
  return {
    authority: await put(named.authority),
    client: await put(named.client),
    clientKey: await put(named.clientKey),
    expired: await put(named.expired),
    stranger: await put(named.stranger),
    strangerKey: await put(named.strangerKey),
  };
}
