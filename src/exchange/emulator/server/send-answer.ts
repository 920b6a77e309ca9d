import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer } from './answer.ts';

const compress = promisify(gzip);

const UNAVAILABLE = '<html><head><title>503 Service Temporarily Unavailable</title></head></html>';
const MAINTENANCE = '<html><head><title>Betting is down for maintenance</title></head><body></body></html>';

/** Sends an answer in the manner that it says, gzipped where the caller takes that. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, manner }: Answer,
): Promise<void> {
  switch (manner) {
    case 'lost':
      response.destroy();
      return;
    case 'http_5xx':
      response.writeHead(503, { 'Content-Type': 'text/html' }).end(UNAVAILABLE);
      return;
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(MAINTENANCE);
      return;
    case 'whole':
    case 'cut': {
      const bytes = await encode(request, response, JSON.stringify(body));
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
      if (manner === 'whole') response.end(bytes);
      else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    }
  }
}

async function encode(request: IncomingMessage, response: ServerResponse, text: string): Promise<Buffer> {
  const bytes = Buffer.from(text);
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return bytes;
  response.setHeader('Content-Encoding', 'gzip');
  return compress(bytes);
}
