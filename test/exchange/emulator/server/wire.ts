import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import {
  type Certificates,
  makeCertificates,
} from '../../../../src/exchange/emulator/server/certificates.ts';
import type { ExchangeServer } from '../../../../src/exchange/emulator/server/start-exchange-server.ts';
import { startExchangeServer } from '../../../../src/exchange/emulator/server/start-exchange-server.ts';
import { type World, worldOf } from '../world.ts';

/** Keys take long to make: servers that are up at the same time have one set. */
let shared: { readonly dir: string; readonly made: Promise<Certificates>; users: number } | null = null;

function borrowCertificates() {
  const dir = shared?.dir ?? mkdtempSync(join(tmpdir(), 'rollover-wire-'));
  const borrowed = shared ?? { dir, made: makeCertificates(dir, Date.now()), users: 0 };
  borrowed.users += 1;
  shared = borrowed;
  const giveBack = () => {
    borrowed.users -= 1;
    if (borrowed.users > 0) return;
    shared = null;
    rmSync(dir, { recursive: true });
  };
  return { made: borrowed.made, giveBack };
}

type ServerOptions = Parameters<typeof startExchangeServer>[0];

export interface Wire extends ExchangeServer {
  readonly world: World;
  readonly agent: https.Agent;
}

/** A served exchange with the script's markets and a clock moved by hand, and an agent that it lets in. */
export async function startWire(
  scripts: Parameters<typeof worldOf>[0],
  options: Partial<ServerOptions> = {},
  worldOptions: Parameters<typeof worldOf>[1] = {},
): Promise<Wire> {
  const world = worldOf(scripts, worldOptions);
  const { emulator, clock } = world;
  const { made, giveBack } = borrowCertificates();
  const server = await startExchangeServer({ emulator, clock, certificates: await made, ...options });
  const agent = agentWith(server.files.authority, server.files.client, server.files.clientKey);
  return {
    ...server,
    world,
    agent,
    async close() {
      agent.destroy();
      await server.close();
      giveBack();
    },
  };
}

/** An agent that trusts that authority and shows that certificate; none: shows nothing. */
export function agentWith(authority: string, cert?: string, key?: string): https.Agent {
  return new https.Agent({
    ca: readFileSync(authority),
    keepAlive: true,
    ...(cert && { cert: readFileSync(cert) }),
    ...(key && { key: readFileSync(key) }),
  });
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

interface Said {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends raw bytes to a full address; rejects where the connection is cut before the answer's end. */
export async function send(agent: https.Agent, url: string, said: Said = {}): Promise<Heard> {
  const request = https.request(url, { agent, method: said.method ?? 'POST', headers: said.headers ?? {} });
  request.end(said.body ?? '');
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('no response');
  const bytes = await buffer(response);
  const zipped = response.headers['content-encoding'] === 'gzip';
  const text = (zipped ? gunzipSync(bytes) : bytes).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

export const json = (heard: Heard): unknown => JSON.parse(heard.text);

export const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

export function certlogin(
  wire: Wire,
  change: { agent?: https.Agent; password?: string } = {},
): Promise<Heard> {
  const { BETFAIR_USERNAME: username, BETFAIR_PASSWORD, BETFAIR_CERT_LOGIN_URL } = wire.env;
  const body = new URLSearchParams({ username, password: change.password ?? BETFAIR_PASSWORD }).toString();
  return send(change.agent ?? wire.agent, `${BETFAIR_CERT_LOGIN_URL}/certlogin`, { headers: form, body });
}

const loggedIn = z.object({ sessionToken: z.string(), loginStatus: z.literal('SUCCESS') });

export async function login(wire: Wire): Promise<string> {
  return loggedIn.parse(json(await certlogin(wire))).sessionToken;
}

/** What a call of the API bears, with a fresh session. */
export async function apiHeaders(wire: Wire): Promise<Record<string, string>> {
  return headersWith(wire, await login(wire));
}

export const headersWith = (wire: Wire, token: string): Record<string, string> => ({
  'X-Application': wire.env.BETFAIR_APP_KEY,
  'X-Authentication': token,
  'Content-Type': 'application/json',
});

const PREFIX = { betting: 'SportsAPING/v1.0/', account: 'AccountAPING/v1.0/' } as const;

const apiOf = (operation: string): keyof typeof PREFIX =>
  operation.startsWith('getAccount') ? 'account' : 'betting';

export const envelope = (operation: string, params: unknown, id: unknown = 1) => ({
  jsonrpc: '2.0',
  method: `${PREFIX[apiOf(operation)]}${operation}`,
  params,
  id,
});

type Headers = Record<string, string>;

/** Calls an operation by JSON-RPC. */
export function rpc(wire: Wire, headers: Headers, operation: string, params: unknown): Promise<Heard> {
  const url = `${wire.env.BETFAIR_API_URL}/${apiOf(operation)}/json-rpc/v1`;
  return send(wire.agent, url, { headers, body: JSON.stringify(envelope(operation, params)) });
}

export function rest(wire: Wire, headers: Headers, operation: string, params: unknown): Promise<Heard> {
  const url = `${wire.env.BETFAIR_API_URL}/${apiOf(operation)}/rest/v1.0/${operation}/`;
  return send(wire.agent, url, { headers, body: JSON.stringify(params) });
}

const replied = z.object({ result: z.unknown() });

/** The bare result of a JSON-RPC call. */
export async function result(
  wire: Wire,
  headers: Headers,
  operation: string,
  params: unknown,
): Promise<unknown> {
  return replied.parse(json(await rpc(wire, headers, operation, params))).result;
}

/** Asks the control; the status and what it said. */
export async function steer(
  wire: ExchangeServer,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const answer = await fetch(`${wire.control}${path}`, { method, ...init });
  return { status: answer.status, body: await answer.json() };
}

export const switchOn = (wire: ExchangeServer, kind: string, operation: string, more: object = {}) =>
  steer(wire, 'POST', '/faults', { kind, operation, times: 1, ...more });

/** Clears every fault that stands. */
export async function switchOff(wire: ExchangeServer): Promise<void> {
  const { body } = await steer(wire, 'GET', '/faults');
  const { faults } = z.object({ faults: z.array(z.looseObject({})) }).parse(body);
  for (const fault of faults) await steer(wire, 'POST', '/faults', { ...fault, times: 0 });
}
