import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A request that cannot be answered as asked: `code` for programs, the message for people. */
export class Fault extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(status: ContentfulStatusCode, code: string, message: string) {
    super(message);
    this.name = 'Fault';
    this.status = status;
    this.code = code;
  }
}

/** The answer that a fault comes to. */
export const faultAnswer = (c: Context, { status, code, message }: Fault): Response =>
  c.json({ fault: code, message }, status, { 'Cache-Control': 'no-store' });
