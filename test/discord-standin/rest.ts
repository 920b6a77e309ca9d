import type { IncomingMessage, ServerResponse } from 'node:http';
import { findFaults, type Violation } from './conformance.ts';
import type { Answer, Discord, Handler } from './discord.ts';
import { DiscordError, errorBody } from './discord-error.ts';
import type { Troubles } from './faults.ts';
import { readPayload } from './request.ts';
import { applicationRoutes } from './routes/application-routes.ts';
import { channelRoutes } from './routes/channel-routes.ts';
import { guildRoutes } from './routes/guild-routes.ts';
import { interactionRoutes } from './routes/interaction-routes.ts';
import { type Match, matchRoute, type RouteName } from './routes/route-names.ts';
import type { Specification } from './specification.ts';

/** A request that was answered with one of Discord's errors. */
export interface Refusal {
  readonly route: RouteName;
  readonly status: number;
  readonly code: number;
}

export interface RestOptions {
  readonly discord: Discord;
  readonly token: string;
  readonly specification: Specification | null;
  readonly troubles: Troubles;
  readonly recordViolation: (violation: Violation) => void;
  readonly recordRefusal: (refusal: Refusal) => void;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Discord's HTTP API, version 10, under `/api/v10`, and the attachments under `/attachments`. */
export function createRest(options: RestOptions): Listener {
  const { discord, troubles } = options;
  const handlers: Record<RouteName, Handler> = {
    ...applicationRoutes(discord),
    ...interactionRoutes(discord),
    ...channelRoutes(discord),
    ...guildRoutes(discord),
  };

  function authorize(match: Match, request: IncomingMessage): void {
    // An interaction's own token in the path is enough for these.
    const open = /^\w+ \/(interactions|webhooks)\//.test(match.name) || match.name === 'GET /gateway';
    if (!open && request.headers.authorization !== `Bot ${options.token}`) throw new DiscordError(0);
  }

  async function serve(match: Match, request: IncomingMessage, url: URL): Promise<Answer> {
    authorize(match, request);
    const { body, files } = await readPayload(request);
    const faults = findFaults(options.specification, match.name, body, files);
    try {
      if (faults.length > 0) throw new DiscordError(50035, { faults });
      return handlers[match.name]({ parameters: match.parameters, query: url.searchParams, body, files });
    } catch (error) {
      if (error instanceof DiscordError && (error.code === 50035 || error.code === 50006))
        options.recordViolation({
          route: match.name,
          faults: error.faults.length > 0 ? error.faults : [emptyMessage],
          body,
        });
      throw error;
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://loopback');
    if (url.pathname.startsWith('/attachments/')) return sendAttachment(discord, url, response);
    const path = url.pathname.replace(/^\/api(\/v10)?/, '');
    const match = matchRoute(request.method ?? 'GET', path);
    if (!match) {
      const route = `${request.method} ${path}`;
      options.recordViolation({ route, faults: [unknownRoute], body: undefined });
      return send(response, 404, { message: '404: Not Found', code: 0 });
    }
    const trouble = troubles.next(match.name);
    if (trouble?.kind === 'rate-limit') return sendRateLimit(response, trouble.retryAfter);
    if (trouble?.kind === 'fail')
      return send(response, trouble.status, errorBody(new DiscordError(trouble.code)));
    const { status, body } = await serve(match, request, url).catch((error: unknown): Answer => {
      if (!(error instanceof DiscordError)) throw error;
      options.recordRefusal({ route: match.name, status: error.status, code: error.code });
      return { status: error.status, body: errorBody(error) };
    });
    if (trouble?.kind === 'lose-answer') request.socket.destroy();
    else send(response, status, body);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, 500, { message: `the stand-in failed: ${error}`, code: 0 });
    });
  };
}

const unknownRoute = { path: '', code: '0', message: 'The stand-in has no such route' };
const emptyMessage = { path: '', code: '50006', message: 'Cannot send an empty message' };

function send(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendRateLimit(response: ServerResponse, retryAfter: number): void {
  response
    .writeHead(429, {
      'content-type': 'application/json',
      'retry-after': String(retryAfter),
      'x-ratelimit-scope': 'user',
      'x-ratelimit-reset-after': String(retryAfter),
      'x-ratelimit-remaining': '0',
    })
    .end(JSON.stringify({ message: 'You are being rate limited.', retry_after: retryAfter, global: false }));
}

function sendAttachment(discord: Discord, url: URL, response: ServerResponse): void {
  const id = url.pathname.split('/')[3];
  const file = discord.messages
    .all()
    .flatMap((one) => one.files)
    .find((one) => one.attachment.id === id);
  if (!file) send(response, 404, { message: 'no such file' });
  else
    response
      .writeHead(200, { 'content-type': file.attachment.content_type ?? 'application/octet-stream' })
      .end(file.bytes);
}
