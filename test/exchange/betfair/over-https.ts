import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/clock.ts';
import { systemClock } from '../../../src/clock.ts';
import {
  type BetfairAccess,
  type BetfairConnection,
  connectBetfair,
} from '../../../src/exchange/betfair/connect-betfair.ts';
import { type Certificates, makeCertificates } from '../../../src/exchange/emulator/server/certificates.ts';
import {
  type ExchangeServer,
  startExchangeServer,
} from '../../../src/exchange/emulator/server/start-exchange-server.ts';
import type { Logger } from '../../../src/logging/logger.ts';
import type { World } from '../emulator/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'rollover-betfair-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

let made: Promise<Certificates> | null = null;

/** Keys take a second to make, so all servers of a test file have the same. */
export function certificates(): Promise<Certificates> {
  made ??= makeCertificates(dir, Date.now());
  return made;
}

interface Said {
  readonly level: keyof Logger;
  readonly message: string;
  readonly facts?: unknown;
}

export interface Connected extends BetfairConnection {
  readonly access: BetfairAccess;
  /** What was logged. */
  readonly said: readonly Said[];
  /** Session tokens, in the order of their logins. */
  readonly tokens: readonly string[];
}

/** A connection that keeps what it says. */
export function connect(
  access: BetfairAccess,
  clock: Clock = systemClock,
  mayAct: (forMs: number) => boolean = () => true,
): Connected {
  const said: Said[] = [];
  const tokens: string[] = [];
  const say = (level: keyof Logger) => (message: string, facts?: unknown) =>
    void said.push({ level, message, facts });
  const logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const connection = connectBetfair({
    access,
    clock,
    logger,
    onSessionToken: (token) => void tokens.push(token),
    mayAct,
  });
  return { ...connection, access, said, tokens };
}

export interface Served {
  readonly server: ExchangeServer;
  readonly access: BetfairAccess;
  close(): Promise<void>;
}

/** The world's exchange behind Betfair's HTTPS API. */
export async function serve(
  { emulator }: World,
  options: Partial<Parameters<typeof startExchangeServer>[0]> = {},
): Promise<Served> {
  const server = await startExchangeServer({ emulator, certificates: await certificates(), ...options });
  return { server, access: accessOf(server), close: server.close };
}

function accessOf({ env }: ExchangeServer): BetfairAccess {
  return {
    appKey: env.BETFAIR_APP_KEY,
    username: env.BETFAIR_USERNAME,
    password: env.BETFAIR_PASSWORD,
    certFile: env.BETFAIR_CERT_FILE,
    keyFile: env.BETFAIR_KEY_FILE,
    caFile: env.BETFAIR_CA_FILE,
    apiUrl: env.BETFAIR_API_URL,
    certLoginUrl: env.BETFAIR_CERT_LOGIN_URL,
    identityUrl: env.BETFAIR_IDENTITY_URL,
  };
}

/** Switches a fault on over the server's control. */
export async function fault(
  { server }: Served,
  kind: string,
  operation: string,
  times = 1,
  more: object = {},
): Promise<void> {
  const body = JSON.stringify({ kind, operation, times, ...more });
  const answer = await fetch(`${server.control}/faults`, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
}
