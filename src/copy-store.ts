import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Fault, formatFaults } from '../config/fault.ts';
import { readDatabase, streamIn } from '../config/store-access.ts';
import { readVariables } from '../config/variables.ts';
import { copyLog } from '../store/copy/copy-log.ts';
import { filePlace } from '../store/copy/file-place.ts';
import type { LogPlace } from '../store/copy/log-place.ts';
import { sayCopied } from '../store/copy/say-copied.ts';
import { StreamHeld } from '../store/copy/stream-held.ts';
import { streamPlace } from '../store/copy/stream-place.ts';
import { DataDirUnusable } from '../store/data-dir-unusable.ts';
import { EventFileRefused } from '../store/event-file/event-file-refused.ts';
import { DataDirLocked } from '../store/lock/data-dir-locked.ts';
import { StreamBroken } from '../store/postgres/read-stream.ts';
import { CopyRefused } from '../store/postgres/stream-refused.ts';
import { openStreamTables, type StreamTables } from '../store/postgres/stream-tables.ts';
import { systemClock } from './clock.ts';
import type { Logger } from './logging/logger.ts';
import { createRedactor } from './logging/redactor.ts';
import { readCall, WrongCall } from './wrong-call.ts';

const VARIABLE = 'STORE_URL';

const USAGE = `Usage: npm run store:copy -- FROM TO        node dist/src/copy-store.js FROM TO

  FROM, TO  an event file (betting_events.<mode>.json), or stream:NAME, a stream in the PostgreSQL of ${VARIABLE}
            (in the environment or .env, or as a file that ${VARIABLE}_FILE names)

Copies a log, byte for byte, to a place that is new or holds its beginning, and sees that both end with the same event.
Where it was interrupted, the same call goes on. No bot may be running on either. Exit codes: 0 copied, 1 the database or
the disk refused, or was lost half way, 2 wrong call or settings, 3 a bot has one of them, 4 damage or other contents.`;

const OPTIONS = { help: { type: 'boolean', short: 'h', default: false } } as const;

const EXIT = { copied: 0, broken: 1, usage: 2, held: 3, refused: 4 } as const;

const REFUSED = { call: EXIT.usage, held: EXIT.held, contents: EXIT.refused } as const;

const redactor = createRedactor();
const say = (line: string): void => void process.stdout.write(`${redactor.text(line)}\n`);
const complain = (line: string): void => void process.stderr.write(`${redactor.text(line)}\n`);
const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: complain, warn: complain, error: complain };

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    say(USAGE);
    return EXIT.copied;
  }
  const [from, to, ...more] = positionals;
  if (from === undefined || to === undefined || more.length > 0)
    throw new WrongCall('A log is copied from one place to one other.');
  const opened: StreamTables[] = [];
  try {
    return await copy(placeOf(from, opened), placeOf(to, opened));
  } finally {
    await Promise.all(opened.map((tables) => tables.close()));
  }
}

async function copy(from: LogPlace, to: LogPlace): Promise<number> {
  if (from.name === to.name) throw new WrongCall(`${from.name} cannot be copied to itself.`);
  if (to.mode === null && !to.name.startsWith('stream:'))
    throw new WrongCall(`${to.name} is no name of an event file: betting_events.<mode>.json.`);
  const began = systemClock.monotonic();
  const copying = await copyLog(from, to);
  if (copying.kind === 'refused') {
    for (const line of copying.why) complain(line);
    return REFUSED[copying.because];
  }
  for (const line of copying.warnings) complain(line);
  for (const line of sayCopied(copying, { from, to, ms: systemClock.monotonic() - began })) say(line);
  return EXIT.copied;
}

/** The tables of a stream are added to `opened`. */
function placeOf(argument: string, opened: StreamTables[]): LogPlace {
  const parts = { clock: systemClock, logger };
  const named = streamIn(argument);
  if (named === null) return filePlace(resolve(argument), parts);
  if ('fault' in named) throw new WrongCall(`${named.fault}.`);
  const tables = openStreamTables({ url: databaseUrl(), stream: named.stream }, { ...logger, warn: quiet });
  opened.push(tables);
  return streamPlace(named.stream, tables, parts);
}

/** Other secrets are no concern of this. */
function databaseUrl(): string {
  const faults: Fault[] = [];
  const is = readVariables(process.env, (path) => readFileSync(path, 'utf8'), faults, [VARIABLE]);
  const database = readDatabase(is, VARIABLE, faults);
  for (const secret of database?.secrets ?? []) redactor.add(secret);
  if (faults.length > 0) throw new WrongCall(formatFaults(faults, 'Nothing was copied'));
  if (database === null) throw new WrongCall(`${VARIABLE} is not set: which database is meant?`);
  return database.url;
}

const REFUSALS = [CopyRefused, EventFileRefused, StreamBroken] as const;

function exitCodeOf(error: unknown): number {
  if (error instanceof DataDirLocked || error instanceof StreamHeld) return EXIT.held;
  if (REFUSALS.some((kind) => error instanceof kind)) return EXIT.refused;
  return error instanceof WrongCall || error instanceof DataDirUnusable ? EXIT.usage : EXIT.broken;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  if (error instanceof WrongCall) complain(USAGE);
  return exitCodeOf(error);
});
