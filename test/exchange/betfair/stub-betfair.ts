import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { BetfairAccess } from '../../../src/exchange/betfair/connect-betfair.ts';
import { certificates } from './over-https.ts';

export interface Heard {
  /** The last part of the path or, in a JSON-RPC call, the operation. */
  readonly operation: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Of the JSON-RPC call. */
  readonly id: unknown;
}

/** Answers a request as it likes; what it does not answer stays open. */
export type Behaviour = (heard: Heard, response: ServerResponse, times: number) => void;

export interface Stub {
  readonly access: BetfairAccess;
  readonly heard: readonly Heard[];
  /** How often an operation was heard. */
  times(operation: string): number;
  /** Resolves when an operation has been heard that often. */
  untilHeard(operation: string, times: number): Promise<void>;
  /** Connections that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export const SECRETS = {
  appKey: 'key-9f8e7d6c',
  username: 'punter@example',
  password: 'pass&word=1',
} as const;

/** A server on plain HTTP that behaves as told, where a true one cannot be made to. */
export async function stubBetfair(behave: Behaviour): Promise<Stub> {
  const heard: Heard[] = [];
  const times = (operation: string) => heard.filter((each) => each.operation === operation).length;
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const one = hear(request, body);
        heard.push(one);
        behave(one, response, times(one.operation));
        server.emit('heard');
      },
      () => {},
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const { files } = await certificates();
  return {
    access: {
      ...SECRETS,
      certFile: files.client,
      keyFile: files.clientKey,
      caFile: null,
      apiUrl: `${origin}/exchange`,
      certLoginUrl: `${origin}/cert`,
      identityUrl: `${origin}/identity`,
    },
    heard,
    times,
    async untilHeard(operation, wanted) {
      while (times(operation) < wanted) await once(server, 'heard');
    },
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function hear({ url = '', headers }: IncomingMessage, body: string): Heard {
  if (!url.endsWith('/v1')) return { operation: url.split('/').at(-1) ?? '', url, headers, body, id: null };
  const { method, id }: { method: string; id: number } = JSON.parse(body);
  return { operation: method.split('/').at(-1) ?? '', url, headers, body, id };
}

export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
};

export const result = (response: ServerResponse, { id }: Heard, value: unknown): void =>
  json(response, { jsonrpc: '2.0', result: value, id });

export const apiError = (response: ServerResponse, { id }: Heard, errorCode: string): void =>
  json(response, {
    jsonrpc: '2.0',
    error: {
      code: -32_099,
      message: 'ANGX-0000',
      data: {
        APINGException: { requestUUID: 'u', errorCode, errorDetails: '' },
        exceptionname: 'APINGException',
      },
    },
    id,
  });

/** Lets everyone in, with token-1, token-2, ..., and leaves the rest to `behave`. */
export const lettingIn =
  (behave: Behaviour): Behaviour =>
  (heard, response, times) => {
    if (heard.operation === 'certlogin')
      return json(response, { loginStatus: 'SUCCESS', sessionToken: `token-${times}` });
    behave(heard, response, times);
  };
