import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Clock, systemClock } from '../../../clock.ts';
import type { Emulator } from '../emulator.ts';
import { type Credentials, createAccountHolder } from './account-holder.ts';
import { createApiCalls } from './api-calls.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { controlListener } from './control-listener.ts';
import { exchangeListener, refuseExpectation } from './exchange-listener.ts';
import { createFaultRegister } from './fault-register.ts';
import { createSessions } from './sessions.ts';
import { writePrivate } from './write-private.ts';

export interface ExchangeServerOptions {
  /** The exchange that is served. */
  readonly emulator: Emulator;
  /** The exchange's own; sessions and the dates of answers follow it. The system's unless given. */
  readonly clock?: Clock;
  /** Of the exchange on 127.0.0.1; 0, the default, is any that is free. The control's is always that. */
  readonly port?: number;
  /**
   * For the certificates and, before it answers, each secret of the account in a file of its own (`app-key`, `username`,
   * `password`); by default a new temporary folder for the certificates alone, which `close` removes.
   */
  readonly dir?: string;
  /** Made before, in the place of new ones in `dir`: making keys takes a second. */
  readonly certificates?: Certificates;
  /** Milliseconds from a login or keepAlive until the session is dead; 12 hours unless given. */
  readonly sessionLife?: number;
  /** Milliseconds by which the fault `slow` holds an answer back; 20 s unless given. */
  readonly slow?: number;
  /** Milliseconds until an order that was answered as unclear is on the lists; 3 s unless given. */
  readonly appearsAfter?: number;
  /** Told of what goes wrong in the exchange itself. */
  readonly onError?: (error: unknown) => void;
}

/** What a client needs, by the names of its environment. */
type BetfairVariables = Readonly<
  Record<
    | 'BETFAIR_APP_KEY'
    | 'BETFAIR_USERNAME'
    | 'BETFAIR_PASSWORD'
    | 'BETFAIR_CERT_FILE'
    | 'BETFAIR_KEY_FILE'
    | 'BETFAIR_CA_FILE'
    | 'BETFAIR_API_URL'
    | 'BETFAIR_CERT_LOGIN_URL'
    | 'BETFAIR_IDENTITY_URL',
    string
  >
>;

export interface ExchangeServer {
  readonly env: BetfairVariables;
  /** The control's address, such as `http://127.0.0.1:4711`. */
  readonly control: string;
  /** Paths of the certificates, the ones that are no good among them. */
  readonly files: Certificates['files'];
  /** Cuts all connections and frees both ports; repeatable. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const SESSION_LIFE = 12 * 3_600_000;
const SLOW = 20_000;
const APPEARS_AFTER = 3_000;
/** Longer than a client keeps a connection that it does not use. */
const KEPT_ALIVE = 75_000;

/**
 * An exchange behind Betfair's HTTPS API on loopback, with its control on a second port. Rejects where the
 * port is taken or the folder cannot be written.
 */
export async function startExchangeServer(options: ExchangeServerOptions): Promise<ExchangeServer> {
  const { clock = systemClock, port = 0 } = options;
  const { certificates, remove } = await prepareCertificates(options);
  const { files, server, registered } = certificates;
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(shut));
    await remove();
  };
  try {
    const login = { username: 'punter', password: secret(), appKey: secret() };
    if (options.dir !== undefined) await writeSecrets(resolve(options.dir), login);
    const { listener, steer } = assemble(options, clock, login, registered);
    const exchange = createHttpsServer({ ...server, requestCert: true, rejectUnauthorized: false }, listener);
    exchange.on('checkContinue', refuseExpectation).on('checkExpectation', refuseExpectation);
    const control = createHttpServer(steer);
    // Else a request may meet the end of the connection that it is sent over.
    for (const one of [exchange, control]) one.keepAliveTimeout = KEPT_ALIVE;
    servers.push(exchange, control);
    const env = variables(await listen(exchange, port), login, files);
    return { env, control: `http://${HOST}:${await listen(control, 0)}`, files, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The certificates, and what takes them away again when the server is closed. */
async function prepareCertificates({ certificates, dir }: ExchangeServerOptions) {
  const keep = async (): Promise<void> => {};
  if (certificates !== undefined) return { certificates, remove: keep };
  const now = systemClock.now();
  if (dir !== undefined) return { certificates: await makeCertificates(resolve(dir), now), remove: keep };
  const temporary = await mkdtemp(join(tmpdir(), 'rollover-exchange-'));
  return {
    certificates: await makeCertificates(temporary, now),
    remove: () => rm(temporary, { recursive: true, force: true }),
  };
}

interface Login extends Credentials {
  readonly appKey: string;
}

const secret = (): string => randomBytes(12).toString('hex');

/** A client in another container knows nothing of the line that is printed. */
async function writeSecrets(dir: string, { appKey, username, password }: Login): Promise<void> {
  await writePrivate(dir, 'app-key', appKey);
  await writePrivate(dir, 'username', username);
  await writePrivate(dir, 'password', password);
}

/** Puts the exchange together and gives what answers on its two ports. */
function assemble(options: ExchangeServerOptions, clock: Clock, login: Login, registered: string) {
  const { emulator, onError = () => {} } = options;
  const sessions = createSessions(clock, options.sessionLife ?? SESSION_LIFE);
  const faults = createFaultRegister();
  const holder = createAccountHolder(login);
  const appearsAfter = options.appearsAfter ?? APPEARS_AFTER;
  const answerCall = createApiCalls({
    emulator,
    clock,
    sessions,
    faults,
    appKey: login.appKey,
    appearsAfter,
  });
  const identity = { clock, sessions, holder, faults };
  const slow = options.slow ?? SLOW;
  return {
    listener: exchangeListener({ answerCall, identity, registered, clock, onError }),
    steer: controlListener({ emulator, faults, holder, slow, onError }),
  };
}

function variables(port: number, login: Login, files: Certificates['files']): BetfairVariables {
  const origin = `https://${HOST}:${port}`;
  return {
    BETFAIR_APP_KEY: login.appKey,
    BETFAIR_USERNAME: login.username,
    BETFAIR_PASSWORD: login.password,
    BETFAIR_CERT_FILE: files.client,
    BETFAIR_KEY_FILE: files.clientKey,
    BETFAIR_CA_FILE: files.authority,
    BETFAIR_API_URL: `${origin}/exchange`,
    BETFAIR_CERT_LOGIN_URL: `${origin}/api`,
    BETFAIR_IDENTITY_URL: `${origin}/api`,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
