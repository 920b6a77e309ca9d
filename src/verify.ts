import { readFileSync } from 'node:fs';
import { type Fault, formatFaults } from '../config/fault.ts';
import { readDatabase, streamIn } from '../config/store-access.ts';
import { readVariables } from '../config/variables.ts';
import { type Verdict, verify } from '../store/verification.ts';
import { createRedactor } from './logging/redactor.ts';

const VARIABLE = 'STORE_URL';

const redactor = createRedactor();
const quiet = (): void => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

async function verdictOn(args: readonly string[]): Promise<Verdict> {
  const [arg, ...more] = args;
  const named = arg === undefined || more.length > 0 ? null : streamIn(arg);
  if (named === null) return verify(args);
  if ('fault' in named) return unread(named.fault);
  const faults: Fault[] = [];
  const is = readVariables(process.env, (path) => readFileSync(path, 'utf8'), faults, [VARIABLE]);
  const database = readDatabase(is, VARIABLE, faults);
  for (const secret of database?.secrets ?? []) redactor.add(secret);
  if (faults.length > 0) return unread(formatFaults(faults, 'Nothing was read'));
  if (database === null) return unread(`${VARIABLE} is not set: which database has ${arg}?`);
  return verdictOnStream({ url: database.url, stream: named.stream });
}

/** What speaks with a database is loaded for a stream alone. */
async function verdictOnStream(place: { readonly url: string; readonly stream: string }): Promise<Verdict> {
  const { openStreamTables } = await import('../store/postgres/stream-tables.ts');
  const { verifyStream } = await import('../store/postgres/verify-stream.ts');
  const { sayDatabaseError } = await import('../store/postgres/say-database-error.ts');
  const tables = openStreamTables(place, logger);
  try {
    return await verifyStream(place.stream, tables.events);
  } catch (error) {
    return unread(`stream:${place.stream} cannot be read: ${sayDatabaseError(error)}.`);
  } finally {
    await tables.close();
  }
}

const unread = (why: string): Verdict => ({ exitCode: 2, out: [], err: [why] });

const { exitCode, out, err } = await verdictOn(process.argv.slice(2));
for (const line of out) process.stdout.write(`${redactor.text(line)}\n`);
for (const line of err) process.stderr.write(`${redactor.text(line)}\n`);
process.exitCode = exitCode;
