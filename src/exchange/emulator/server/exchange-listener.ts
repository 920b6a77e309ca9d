import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Clock } from '../../../clock.ts';
import { type Answer, transportFault } from './answer.ts';
import type { AnswerCall, Caller } from './api-calls.ts';
import { answerIdentity, type IdentityParts } from './identity.ts';
import { answerJsonRpc } from './json-rpc.ts';
import { type Api, OPERATIONS } from './operations.ts';
import { readBody } from './read-body.ts';
import { answerRest } from './rest.ts';
import { sendAnswer } from './send-answer.ts';

export interface ListenerParts {
  readonly answerCall: AnswerCall;
  readonly identity: IdentityParts;
  /** SHA-256 of the certificate that the account knows. */
  readonly registered: string;
  /** For what went wrong in the exchange itself. */
  readonly onError: (error: unknown) => void;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a request is about, by its path: case matters (API reference guide, "Login"). */
interface Route {
  readonly methods: readonly string[];
  readonly json: boolean;
  answer(text: string, caller: Caller, request: IncomingMessage, parts: ListenerParts): Promise<Answer>;
}

const RPC = /^\/exchange\/(betting|account)\/json-rpc\/v1\/?$/;
const REST = /^\/exchange\/(betting|account)\/rest\/v1\.0\/(\w+)\/?$/;
const IDENTITY = /^\/api\/(\w+)$/;

export function exchangeListener(parts: ListenerParts): RequestListener {
  return (request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    // The exchange's own clock, so that a caller can see how far his is off.
    response.setHeader('Date', new Date(parts.clock.now()).toUTCString());
    answer(request, gone.signal, parts)
      .then((ready) => sendAnswer(request, response, ready))
      .catch((error: unknown) => {
        if (gone.signal.aborted) return;
        parts.onError(error);
        response.writeHead(500, { 'Content-Type': 'text/html' }).end();
      });
  };
}

/** Betfair does not know it (API reference guide, "HTTP headers"). */
export function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(417, { Connection: 'close' }).end();
}

async function answer(request: IncomingMessage, gone: AbortSignal, parts: ListenerParts): Promise<Answer> {
  const text = await readBody(request);
  if (text === null) return transportFault(413, 'DSC-0008');
  const route = routeOf(request.url ?? '');
  if (route === null) return transportFault(404, 'DSC-0023');
  if (!route.methods.includes(request.method ?? '')) return transportFault(405, 'DSC-0021');
  if (route.json && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return transportFault(415, 'DSC-0011');
  }
  const caller = {
    appKey: header(request, 'x-application'),
    token: header(request, 'x-authentication'),
    gone,
  };
  return route.answer(text, caller, request, parts);
}

function header({ headers }: IncomingMessage, name: string): string | undefined {
  return String(headers[name] ?? '') || undefined;
}

function routeOf(url: string): Route | null {
  const [path = ''] = url.split('?');
  const [, rpc] = RPC.exec(path) ?? [];
  if (rpc !== undefined) return rpcRoute(apiOf(rpc));
  const [, rest, operation] = REST.exec(path) ?? [];
  if (rest !== undefined && operation !== undefined) return restRoute(apiOf(rest), operation);
  const [, identity] = IDENTITY.exec(path) ?? [];
  return identity === undefined ? null : identityRoute(identity);
}

const apiOf = (name: string): Api => (name === 'betting' ? 'betting' : 'account');

const rpcRoute = (api: Api): Route => ({
  methods: ['POST'],
  json: true,
  answer: (text, caller, _request, { answerCall }) => answerJsonRpc(api, text, caller, answerCall),
});

const restRoute = (api: Api, operation: string): Route => ({
  methods: ['POST'],
  json: true,
  answer: (text, caller, _request, { answerCall }) =>
    answerRest({ api, operation }, text, caller, answerCall),
});

function identityRoute(name: string): Route | null {
  const operation = OPERATIONS.identity.find((each) => each === name);
  if (operation === undefined) return null;
  return {
    methods: operation === 'certlogin' ? ['POST'] : ['POST', 'GET'],
    json: false,
    answer: (text, caller, request, { identity, registered }) =>
      answerIdentity(
        {
          ...caller,
          operation,
          form: new URLSearchParams(text),
          isCertified: isCertified(request, registered),
        },
        identity,
      ),
  };
}

function isCertified({ socket }: IncomingMessage, registered: string): boolean {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return false;
  return socket.getPeerCertificate().fingerprint256 === registered;
}
