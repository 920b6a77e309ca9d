import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const REST = path.resolve(process.env['SHARED_DIR'] ?? '../shared', 'data/betfair/rest');

/** Whether the recorded replies are there; tests of them are skipped where they are not. */
export const hasRest = existsSync(REST);

export function restFiles(): string[] {
  return ['errors', 'replies'].flatMap((folder) =>
    readdirSync(path.join(REST, folder)).map((file) => `${folder}/${file}`),
  );
}

const envelope = z.object({ jsonrpc: z.literal('2.0'), result: z.unknown() });

/** A recorded file as parsed JSON, its envelope and all. */
export function readRest(file: string): unknown {
  return JSON.parse(readFileSync(path.join(REST, file), 'utf8'));
}

/** The bare result: what is inside a JSON-RPC envelope, or the whole where the file has none. */
export function restResult(file: string): unknown {
  const whole = readRest(file);
  const inside = envelope.safeParse(whole);
  return inside.success ? inside.data.result : whole;
}
