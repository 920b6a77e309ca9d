import { EventEmitter } from 'node:events';
import {
  type ClientRequest,
  type IncomingMessage,
  request as overHttp,
  type RequestOptions,
} from 'node:http';
import { Agent, request as overHttps } from 'node:https';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import axios, { isAxiosError } from 'axios';
import type { Clock } from '../../clock.ts';
import { CallFailed } from './call-failed.ts';
import type { Certificates } from './certificates.ts';
import { describeConnectionFault } from './connection-fault.ts';

interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Whether to show the client certificate. */
  readonly certified?: true;
  /** Asked in the very instant in which the request would leave; where it says no, nothing leaves. */
  readonly mayLeave?: () => boolean;
}

export interface HttpAnswer {
  readonly host: string;
  readonly status: number;
  readonly text: string;
}

/** Posts once. Rejects with a CallFailed without a code where no whole answer came; the connection is closed then. */
export type Post = (request: PostRequest) => Promise<HttpAnswer>;

interface PostParts {
  readonly certificates: Certificates;
  readonly clock: Clock;
  /** Told of each answer's Date header. */
  readonly onDate: (date: string, host: string) => void;
}

/** HTTP over kept-alive connections; `close` ends them all, also those that wait for an answer. */
export function createPost({ certificates, clock, onDate }: PostParts): {
  readonly post: Post;
  readonly close: () => void;
} {
  const { ca, client } = certificates;
  const plain = keepAliveAgent(ca);
  const certified = keepAliveAgent({ ...ca, ...client });

  async function post(request: PostRequest): Promise<HttpAnswer> {
    const { url, headers, body, timeoutMs, mayLeave } = request;
    const { host } = new URL(url);
    const overdue = new AbortController();
    const answered = new AbortController();
    clock.wait(timeoutMs, answered.signal).then(
      () => overdue.abort(),
      () => {},
    );
    try {
      const answer = await web.request<string>({
        url,
        headers: { ...COMMON, ...headers },
        data: body,
        signal: overdue.signal,
        httpsAgent: request.certified ? certified : plain,
        ...(mayLeave && { transport: heldBackUnless(mayLeave) }),
      });
      const date: unknown = answer.headers['date'];
      if (typeof date === 'string') onDate(date, host);
      return { host, status: answer.status, text: answer.data };
    } catch (error) {
      await closed(error);
      throw overdue.signal.aborted ? overdueFault(host, timeoutMs) : connectionFault(host, error, clock);
    } finally {
      answered.abort();
    }
  }

  return {
    post,
    close() {
      plain.destroy();
      certified.destroy();
    },
  };
}

/** The certificates are parsed once, not for every connection. */
const keepAliveAgent = (certificates: SecureContextOptions): Agent =>
  new Agent({ keepAlive: true, secureContext: createSecureContext(certificates) });

const asIs = (data: unknown): unknown => data;

/**
 * A process that was put to sleep goes on where it was: what it had still to do before its request leaves must be
 * as little as can be. A connection is there by then, as a rule, since reads have just gone over it; where it is made
 * first, that is asked once more when it is, before what waits for it leaves.
 */
const heldBackUnless = (mayLeave: () => boolean) => ({
  request(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest {
    const leaving = (options.protocol === 'http:' ? overHttp : overHttps)(options, onAnswer);
    const holdBack = () => {
      if (!mayLeave()) leaving.destroy(Object.assign(new Error('held back'), { code: 'HELD_BACK' }));
    };
    leaving.once('socket', (socket) => {
      holdBack();
      if (socket.connecting) socket.once('connect', holdBack).once('secureConnect', holdBack);
    });
    return leaving;
  },
});

/** Far above Betfair's largest pages. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** Answers come as text whatever their status, and from nowhere else than was asked. */
const web = axios.create({
  method: 'post',
  adapter: 'http',
  proxy: false,
  maxRedirects: 0,
  maxContentLength: MOST_BYTES,
  responseType: 'text',
  transformRequest: [asIs],
  transformResponse: [asIs],
  validateStatus: () => true,
});

const COMMON = { Accept: 'application/json', 'Accept-Encoding': 'gzip, deflate', 'User-Agent': 'Rollover' };

/** Resolves when the failed request's connection is gone: until then Betfair could still be getting it. */
function closed(error: unknown): Promise<void> {
  const request: unknown = isAxiosError(error) ? error.request : undefined;
  if (!(request instanceof EventEmitter) || !('closed' in request) || request.closed === true) {
    return Promise.resolve();
  }
  return new Promise((resolve) => request.once('close', resolve));
}

const overdueFault = (host: string, timeoutMs: number): CallFailed =>
  new CallFailed(`${host} did not answer within ${timeoutMs / 1_000} seconds.`);

const connectionFault = (host: string, error: unknown, clock: Clock): CallFailed =>
  new CallFailed(describeConnectionFault(codeOf(error), host, new Date(clock.now()).toISOString()));

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';
