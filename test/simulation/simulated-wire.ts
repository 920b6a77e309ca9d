import type { Clock } from '../../src/clock.ts';
import { CallFailed } from '../../src/exchange/betfair/call-failed.ts';
import { describeConnectionFault } from '../../src/exchange/betfair/connection-fault.ts';
import type { Post } from '../../src/exchange/betfair/post.ts';
import type { Answer } from '../../src/exchange/emulator/server/answer.ts';
import { type Life, never } from './life.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';

export interface WireParts {
  readonly exchange: Pick<SimulatedExchange, 'answer'>;
  readonly clock: Clock;
  readonly life: Life;
  /** Told of each request that leaves; `isLate` where the process was frozen while the system sent it. */
  readonly onSend: (operation: string, body: string, isLate: boolean) => void;
  /** Told when it is waited for no longer; `isLate` where the process was frozen meanwhile. */
  readonly onReceive: (operation: string, isLate: boolean) => void;
}

const HOST = 'exchange.simulated';
export const API_URL = `https://${HOST}/exchange`;
export const IDENTITY_URL = `https://${HOST}/api`;

/**
 * A request that takes no time unless a fault says so; what a fault makes of it is what HTTPS would. `close` cuts all
 * that are underway.
 */
export function simulatedPost({ exchange, clock, life, onSend, onReceive }: WireParts): {
  readonly post: Post;
  readonly close: () => void;
} {
  const underway = new Set<() => void>();

  /** Resolves with null when it is over without an answer: in time or cut. */
  function patience(ms: number) {
    let isCut = false;
    const over = new AbortController();
    const cut = (): void => {
      isCut = true;
      over.abort();
    };
    underway.add(cut);
    const end = (): null => {
      underway.delete(cut);
      return null;
    };
    return { over: clock.wait(ms, over.signal).then(end, end), isCut: () => isCut, stop: () => over.abort() };
  }

  const post: Post = async ({ url, headers, body, timeoutMs, mayLeave }) => {
    const path = url.slice(url.indexOf('/', 'https://'.length));
    const operation = operationOf(path, body);
    const { over, isCut, stop } = patience(timeoutMs);
    if (!(await life.reaches(`send ${operation}`))) return never();
    if (isCut()) throw cutOff(clock);
    if (mayLeave?.() === false) throw new CallFailed('held back');
    const freezes = life.freezes();
    const wasFrozen = (): boolean => life.freezes() > freezes;
    if (!(await life.reaches(`leave ${operation}`))) return never();
    onSend(operation, body, wasFrozen());
    const gone = new AbortController();
    const arrived = { path, body, token: headers['X-Authentication'], gone: gone.signal };
    const answer = await Promise.race([exchange.answer(arrived), over]);
    stop();
    if (!(await life.reaches(`receive ${operation}`))) return never();
    onReceive(operation, wasFrozen());
    if (answer !== null) return { host: HOST, ...read(answer, clock) };
    gone.abort();
    throw isCut()
      ? cutOff(clock)
      : new CallFailed(`${HOST} did not answer within ${timeoutMs / 1_000} seconds.`);
  };

  return {
    post,
    close: () => {
      for (const cut of underway) cut();
    },
  };
}

const cutOff = (clock: Clock): CallFailed =>
  new CallFailed(describeConnectionFault('ECONNRESET', HOST, new Date(clock.now()).toISOString()));

function operationOf(path: string, body: string): string {
  return /"method":"\w+\/v1\.0\/(\w+)"/.exec(body)?.[1] ?? path.split('/').at(-1) ?? path;
}

function read({ status, body, manner }: Answer, clock: Clock): { status: number; text: string } {
  switch (manner) {
    case 'lost':
    case 'cut':
      throw cutOff(clock);
    case 'http_5xx':
      return { status: 503, text: '<html>' };
    case 'html':
      return { status: 200, text: '<html>' };
    case 'whole':
      return { status, text: JSON.stringify(body) };
  }
}
