import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { isLoopbackHost } from '../../config/loopback.ts';
import type { AuditEntry } from '../../src/audit.ts';
import { rememberPrices } from '../../src/betting/price-memory.ts';
import { systemClock } from '../../src/clock.ts';
import { type Dashboard, type DashboardParts, startDashboard } from '../../src/dashboard/start-dashboard.ts';
import type { CallSeen } from '../../src/exchange/measured-exchange.ts';
import type { Rollover, RolloverParts } from '../../src/rollover.ts';
import { type Bench, type BenchWanted, loopBench } from '../betting/loop-bench.ts';
import { COMMANDS } from '../commands/bench-app.ts';
import { rolloverOn } from '../rollover-on.ts';
import { silent, tempDir } from '../store/temp-log.ts';
import { type Answer, type Asked, ask, type Listening, listen } from './http.ts';

export interface Served {
  readonly bench: Bench;
  readonly rollover: Rollover;
  readonly dashboard: Dashboard;
  /** Without a slash at its end. */
  readonly url: string;
  /** What was noted of calls, the oldest first. */
  readonly audited: readonly AuditEntry[];
  /** What was logged, the oldest first. */
  readonly logged: readonly string[];
  ask(path: string, asked?: Asked): Promise<Answer>;
  listen(path?: string, headers?: Readonly<Record<string, string>>): Promise<Listening>;
  /** As the exchange at work tells of its calls. */
  seeCall(call: CallSeen): void;
  /** Runs a command with a key. */
  call(name: string, options?: object, key?: string, more?: object): Promise<Answer>;
}

export interface ServeWanted {
  readonly bench?: BenchWanted;
  readonly rollover?: Partial<RolloverParts>;
  readonly dashboard?: Partial<DashboardParts>;
}

let keys = 0;

/** A dashboard on a free port of loopback, over a real log and the emulator, ended after the test. */
export async function serve(wanted: ServeWanted = {}): Promise<Served> {
  const bench = await loopBench(wanted.bench);
  const audited: AuditEntry[] = [];
  const logged: string[] = [];
  const calls: ((call: CallSeen) => void)[] = [];
  const note = (message: string) => void logged.push(message);
  const memory = rememberPrices(
    bench.exchange,
    () => bench.handler.state().openBets,
    bench.clock,
    () => {},
  );
  const audit = (entry: AuditEntry) => void audited.push(entry);
  const rollover = rolloverOn(bench, {
    commands: COMMANDS,
    audit,
    exchange: memory.exchange,
    pricesOf: memory.pricesOf,
    bookOf: memory.bookOf,
    draw: async ({ name }) => new TextEncoder().encode(name),
    health: () => [{ component: 'log', state: 'ok', why: ['It can be written.'] }],
    logs: async () => [{ at: '2026-03-01T12:00:00.000Z', level: 'info', text: 'Looking for a market' }],
    configuration: () => ({ 'betting.min_odds': { value: '3', origin: 'default' } }),
    ...wanted.rollover,
  });
  const dashboard = startDashboard({
    settings: { host: '127.0.0.1', port: 0, token: null, viewerToken: null },
    rollover,
    log: bench.log,
    audit,
    meters: {
      looks: () => 3,
      queues: () => ({ discord: 2 }),
      onCall: (listener) => void calls.push(listener),
    },
    isLoopback: isLoopbackHost,
    assets: null,
    clock: { ...systemClock, now: bench.clock.now },
    logger: { ...silent, info: note, warn: note, error: note },
    ...wanted.dashboard,
  });
  onTestFinished(() => dashboard.stop());
  const url = (await dashboard.listening()).replace(/\/$/, '');
  return {
    ...{ bench, rollover, dashboard, url, audited, logged },
    ask: (path, asked) => ask(`${url}${path}`, asked),
    listen: (path = '/api/stream', headers) => listen(`${url}${path}`, headers),
    seeCall: (call) => void calls.map((listener) => listener(call)),
    call: (name, options = {}, key = `key-${++keys}`, more = {}) =>
      ask(`${url}/api/commands/${name}`, {
        method: 'POST',
        headers: { 'Idempotency-Key': key },
        body: { options, ...more },
      }),
  };
}

export const OPERATOR = 'an operator token of some length';
export const VIEWER = 'a viewer token of some length';

/** The settings of a dashboard with both tokens. */
export const LOCKED = { host: '127.0.0.1', port: 0, token: OPERATOR, viewerToken: VIEWER };

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** A folder as the build writes it. */
export function builtPage(): string {
  const folder = join(tempDir(), 'assets');
  mkdirSync(folder);
  const files = {
    'index.html': '<!doctype html><title>Rollover</title>',
    'login.html': '<!doctype html><title>Log in</title>',
    'app-ABCD1234.js': 'export const app = 1;',
    'app-ABCD1234.js.br': 'compressed',
    'plain.css': 'body { margin: 0 }',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
