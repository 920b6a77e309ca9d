import { BlockList, isIP } from 'node:net';
import { MODES, type Mode } from '../src/core/events.ts';
import type { Config } from './config.ts';
import type { Fault } from './fault.ts';
import { isLoopbackHost } from './loopback.ts';
import type { Variables } from './variables.ts';

/** The owner's address, which `npm run store:migrate` alone reads: the bot has no use for such rights. */
export const ADMIN_VARIABLE = 'STORE_ADMIN_URL';

/** What an address of a PostgreSQL says, as the client `pg` would take it. */
export interface DatabaseAddress {
  readonly url: string;
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  /** Null: the client's own choice. */
  readonly role: string | null;
  /** Null: none. */
  readonly password: string | null;
  /** Values that must be shown nowhere. */
  readonly secrets: readonly string[];
}

const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/** Any other could take the place of what the program itself asks of its connections, such as how long it waits. */
const PARAMETERS = [
  ...['host', 'port', 'user', 'password', 'application_name'],
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'ssl'],
];

/** With these `pg` talks to no server that does not encrypt; with all but the last it also asks who answers. */
const ENCRYPTED = ['verify-full', 'verify-ca', 'require', 'no-verify'];

const ADDRESSES =
  'allowed: postgres://ROLE:PASSWORD@HOST/DATABASE, or ...@localhost/DATABASE?host=/FOLDER for a socket; of parameters only host, port, user, password, application_name and those of TLS';
const TLS =
  'reaches beyond this machine and its private networks without TLS; add ?sslmode=verify-full (or verify-ca, require, no-verify)';

const STREAM_NAMES = 'allowed: 1 to 63 of a-z, 0-9, - and _, beginning with a letter';

const isStreamName = (name: string): boolean => /^[a-z][a-z0-9_-]{0,62}$/.test(name);

/** The stream that `stream:NAME` on a command line means, or what is wrong with it; null for anything else, such as a path. */
export function streamIn(argument: string): { readonly stream: string } | { readonly fault: string } | null {
  if (!argument.startsWith('stream:')) return null;
  const stream = argument.slice('stream:'.length);
  return isStreamName(stream) ? { stream } : { fault: `${argument}; of its name ${STREAM_NAMES}` };
}

/** The address that the variable has; null where it is not set, or at fault. It is a secret, and shown in no fault. */
export function readDatabase(is: Variables, name: string, faults: Fault[]): DatabaseAddress | null {
  const url = is.get(name);
  if (url === undefined) return null;
  const address = addressIn(url);
  const allowed = address === null ? ADDRESSES : address.isSafe ? null : TLS;
  if (allowed !== null) faults.push({ where: is.where(name), path: name, value: null, allowed });
  return address;
}

/** The stream of the event log and where it is; null: the event file. */
export function readStore(
  is: Variables,
  database: DatabaseAddress | null,
  mode: Mode,
  faults: Fault[],
): Config['store'] {
  const stream = is.get('STREAM') ?? mode;
  const fault = (allowed: string) =>
    faults.push({ where: is.where('STREAM'), path: 'STREAM', value: stream, allowed });
  // Who names a stream must not bet from a file beside it.
  if (database === null && is.get('STREAM') !== undefined && is.get('STORE_URL') === undefined)
    fault('STORE_URL is not set, which says in which database that is; set it, or leave this out');
  else if (!isStreamName(stream)) fault(STREAM_NAMES);
  else if (stream !== mode && MODES.some((other) => other === stream))
    fault(
      `the mode is ${mode}, whose events would follow those of another; leave it out, or name it otherwise`,
    );
  return database === null ? null : { url: database.url, stream };
}

/** Of a parameter that stands there twice `pg` takes the last, and one of an address before what the address has. */
function addressIn(url: string): (DatabaseAddress & { readonly isSafe: boolean }) | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, pathname, username, password, searchParams } = new URL(url);
  const given = Object.fromEntries(searchParams);
  const host = given['host'] || decoded(hostname)?.replace(/^\[|\]$/g, '');
  const role = given['user'] || decoded(username);
  const word = given['password'] || decoded(password);
  const isPlain = Object.keys(given).every((name) => PARAMETERS.includes(name));
  const isOurs = /^postgres(ql)?:$/.test(protocol) && pathname.length > 1 && isPlain;
  if (!isOurs || !host || role === null || word === null) return null;
  const secrets = [url, password, word].filter((secret) => secret !== '' && secret !== undefined);
  const isSafe = staysHere(host) || ENCRYPTED.includes(given['sslmode'] ?? '');
  return { url, host, role: role || null, password: word || null, secrets: [...new Set(secrets)], isSafe };
}

/** Null where it is no encoding at all. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A name without a dot is that of a service in a network of containers; one without a letter may be any address. */
function staysHere(host: string): boolean {
  const family = isIP(host);
  if (host.startsWith('/') || isLoopbackHost(host)) return true;
  return family === 0
    ? /^[a-z][a-z0-9_-]*$/i.test(host)
    : PRIVATE.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
