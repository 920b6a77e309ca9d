import { EventEmitter } from 'node:events';
import { Agent } from 'node:https';
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
    const { url, headers, body, timeoutMs } = request;
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
