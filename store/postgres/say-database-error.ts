import { DatabaseError } from 'pg';
import { sayFileError } from '../../src/say-file-error.ts';
import { StreamBroken } from './read-stream.ts';
import { StreamRefused } from './stream-refused.ts';

/** By SQLSTATE, as PostgreSQL has it; by the system's code where no server answered; by the client's words where it has no code. */
const WORDS: Readonly<Record<string, string>> = {
  '25006': 'the database is read-only: a standby, or one that was set so',
  '28000': 'the database does not let this role in',
  '28P01': 'the database refuses the password',
  '3D000': 'there is no such database',
  '3F000': 'the database has no schema of this program yet',
  '42P01': 'the database has no tables of this program yet',
  '42501': 'the role may not do this in the database',
  '23505': 'another program appended to the same stream',
  '40001': 'the transaction was in the way of another one',
  '40P01': 'the transaction and another one waited for each other',
  '53100': "the database's disk is full",
  '53200': 'the database has no memory left',
  '53300': 'the database has no connection left',
  '55P03': 'the database is busy with what another program has locked',
  '57014': 'the database took too long',
  '57P01': 'the database is being stopped, or has ended the connection',
  '57P02': 'the database has crashed and is starting again',
  '57P03': 'the database is starting or stopping',
  '57P05': 'the database has ended the connection',
  '58030': "the database's disk failed",
  ECONNREFUSED: 'no database answers there',
  ECONNRESET: 'the connection to the database was cut',
  EPIPE: 'the connection to the database was cut',
  ENOENT: 'no database answers there',
  ENOTFOUND: "the database's host has no address",
  EAI_AGAIN: "the database's host could not be looked up",
  EHOSTUNREACH: "the database's host cannot be reached",
  ENETUNREACH: "the database's host cannot be reached",
  ETIMEDOUT: 'the database does not answer',
  'Connection terminated unexpectedly': 'the connection to the database was cut',
  'Connection terminated due to connection timeout': 'the database does not answer',
  'timeout exceeded when trying to connect': 'the database does not answer',
  'timeout expired': 'the database does not answer',
  'Query read timeout': 'the database does not answer',
};

/** What went wrong with the database, in words; the error's own message where it is none of the known ones. */
export function sayDatabaseError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A certificate that the address names.
  if ('syscall' in error && error.syscall === 'open' && 'path' in error)
    return `${error.path} cannot be read: ${sayFileError(error)}`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const key = code ?? error.message;
  const known = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  const words = known ?? (error instanceof DatabaseError ? `the database says: ${error.message}` : null);
  if (words === null) return error.message;
  return code === null ? words : `${words} (${code})`;
}

/** Where there is no connection, no transaction begins. */
const NO_CONNECTION = [
  ...['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', '57P03'],
  'timeout exceeded when trying to connect',
];

/** Whether a transaction that failed so is certain not to be committed: it was refused, or never asked for. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : error.message;
  if (NO_CONNECTION.some((known) => known === code)) return true;
  // One that also ends the connection may come after the commit.
  return error instanceof DatabaseError && error.severity === 'ERROR';
}

/** Classes of SQLSTATE: who may connect, which database, which schema, which tables and rights. */
const SETTINGS = ['28', '3D', '3F', '42'];

/** Whether it is no use to wait and to ask again. Who was let in before is refused for a while, as by a change of rights. */
export const needsPerson = (error: unknown, wasLetIn: boolean): boolean =>
  error instanceof StreamBroken ||
  error instanceof StreamRefused ||
  (!wasLetIn &&
    error instanceof DatabaseError &&
    SETTINGS.some((kind) => error.code?.startsWith(kind) === true));
