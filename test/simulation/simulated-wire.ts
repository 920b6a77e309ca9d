import type { Clock } from '../../src/clock.ts';
import { CallFailed } from '../../src/exchange/betfair/call-failed.ts';
import { describeConnectionFault } from '../../src/exchange/betfair/connection-fault.ts';
import type { Post } from '../../src/exchange/betfair/post.ts';
import type { Answer } from '../../src/exchange/emulator/server/answer.ts';
import { type Life, never } from './life.ts';
import type { SimulatedExchange } from './simulated-exchange.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface WireParts {
  readonly exchange: Pick<SimulatedExchange, 'answer'>;
  readonly clock: VirtualClock;
  readonly life: Life;
  /** Told of each request that leaves. */
  readonly onSend: (operation: string, body: string) => void;
}

const HOST = 'exchange.simulated';
export const API_URL = `https://${HOST}/exchange`;
export const IDENTITY_URL = `https://${HOST}/api`;

/** A request that takes no time unless a fault says so; what a fault makes of it is what HTTPS would. */
export function simulatedPost({ exchange, clock, life, onSend }: WireParts): Post {
  return async ({ url, headers, body, timeoutMs, mayLeave }) => {
    const path = url.slice(url.indexOf('/', 'https://'.length));
    const operation = operationOf(path, body);
    if (!life.passes(`send ${operation}`)) return never();
    if (mayLeave?.() === false) throw new CallFailed('held back');
    onSend(operation, body);
    const gone = new AbortController();
    let stopWaiting = (): void => undefined;
    const overdue = new Promise<null>((end) => {
      stopWaiting = clock.after(timeoutMs, () => end(null));
    });
    const arrived = { path, body, token: headers['X-Authentication'], gone: gone.signal };
    const answer = await Promise.race([exchange.answer(arrived), overdue]);
    stopWaiting();
    if (!life.passes(`receive ${operation}`)) return never();
    if (answer === null) {
      gone.abort();
      throw new CallFailed(`${HOST} did not answer within ${timeoutMs / 1_000} seconds.`);
    }
    return { host: HOST, ...read(answer, clock) };
  };
}

function operationOf(path: string, body: string): string {
  return /"method":"\w+\/v1\.0\/(\w+)"/.exec(body)?.[1] ?? path.split('/').at(-1) ?? path;
}

function read({ status, body, manner }: Answer, clock: Clock): { status: number; text: string } {
  switch (manner) {
    case 'lost':
    case 'cut':
      throw new CallFailed(describeConnectionFault('ECONNRESET', HOST, new Date(clock.now()).toISOString()));
    case 'http_5xx':
      return { status: 503, text: '<html>' };
    case 'html':
      return { status: 200, text: '<html>' };
    case 'whole':
      return { status, text: JSON.stringify(body) };
  }
}
