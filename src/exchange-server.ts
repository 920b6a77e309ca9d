import { systemClock } from './clock.ts';
import { pennies } from './core/money.ts';
import { createEmulator } from './exchange/emulator/emulator.ts';
import { type Flags, HELP, readFlags } from './exchange/emulator/server/flags.ts';
import { startExchangeServer } from './exchange/emulator/server/start-exchange-server.ts';
import { openSource } from './exchange/emulator/sources/open-source.ts';
import { RecordingRefused } from './recordings/recording-refused.ts';

/** What the exit code tells those who started the program. */
const EXIT = { ended: 0, broken: 1, configuration: 2 } as const;

/** As on Betfair, a closed market's orders are cleared a little later; the control can change it. */
const SETTLEMENT_LAG = 3_000;

/** 100,000.00: enough for the last leg of any cycle. */
const BALANCE = pennies(10_000_000);

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const read = readFlags(process.argv.slice(2));
  switch (read.kind) {
    case 'help':
      process.stdout.write(`${HELP}\n`);
      return EXIT.ended;
    case 'faults':
      for (const fault of read.faults) say(fault);
      return EXIT.configuration;
    case 'flags':
      return run(read.flags);
  }
}

async function run({ port, dir, seed, speed, replay }: Flags): Promise<number> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const opening = { seed, speed, recordings: replay, began: systemClock.now };
  const { source, notes } = await openSource(opening);
  const emulator = createEmulator({
    source,
    clock: systemClock,
    account: { currency: 'GBP', balance: BALANCE },
    settlementLag: SETTLEMENT_LAG,
  });
  const server = await startExchangeServer({
    emulator,
    port,
    ...(dir !== null && { dir }),
    onError: (error) => say(`The exchange failed in answering a request: ${describe(error)}`),
  });
  process.stdout.write(`${JSON.stringify({ env: server.env, control: server.control })}\n`);
  for (const note of notes) say(note);
  say(`Up at ${server.env.BETFAIR_API_URL}, control at ${server.control}; Ctrl-C ends it.`);
  say(`To try a bad day: ${server.files.expired} is out of date, ${server.files.strangerKey} does not fit.`);
  await stopped;
  await server.close();
  return EXIT.ended;
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Faults of what was asked for on the command line, in a sentence; null for any other. */
function refusalOf(error: unknown): string | null {
  if (error instanceof RecordingRefused) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  switch (error.code) {
    case 'EADDRINUSE':
      return '--port: another program has that port; choose another, or leave the flag out for any that is free.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return `--dir or --port: ${error.message}; choose a folder and a port that this user may use.`;
    default:
      return null;
  }
}

try {
  process.exit(await main());
} catch (error) {
  const refusal = refusalOf(error);
  say(refusal ?? describe(error));
  process.exit(refusal === null ? EXIT.broken : EXIT.configuration);
}
