import type { z } from 'zod';
import type { appended, changed, reset } from '../wire/stream.ts';

const encoder = new TextEncoder();

interface Messages {
  readonly appended: z.input<typeof appended>;
  readonly changed: z.input<typeof changed>;
  readonly reset: z.input<typeof reset>;
}

/** A message of server-sent events; JSON has no line breaks. */
export const frame = <K extends keyof Messages>(event: K, data: Messages[K], id?: number): Uint8Array =>
  encoder.encode(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
  );

/** Said first: how long a browser waits before it connects anew. */
export const RETRY = encoder.encode('retry: 2000\n\n');

/** Said into a silence, so that nothing between takes the connection for a dead one. */
export const BEAT = encoder.encode(': beat\n\n');
