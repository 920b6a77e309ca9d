import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

/** What the bot runs on; the libraries of other programs and those that are loaded when they are needed are not among them. */
const LIBRARIES = [
  ...['@hono/node-server', '@humanwhocodes/momoa', 'async-mutex', 'axios', 'cli-table3', 'csv-stringify'],
  ...['discord.js', 'dotenv', 'hono', 'leven', 'lowdb', 'luxon', 'node-cron', 'picocolors', 'prom-client'],
  ...['proper-lockfile', 'rate-limiter-flexible', 'string-width', 'tar', 'unbzip2-stream', 'uuid'],
  ...['winston', 'winston-daily-rotate-file', 'zod'],
];

const SCRIPT = `
for (const name of ${JSON.stringify(LIBRARIES)}) await import(name);
setTimeout(() => {
  globalThis.gc();
  console.log(JSON.stringify({ rssMb: process.memoryUsage.rss() / 2 ** 20 }));
}, 0);`;

const answer = z.object({ rssMb: z.number() });

export interface Imported {
  /** From the start of a process to its end. */
  readonly ms: number;
  readonly rssMb: number;
}

/** A process that does nothing but import the libraries. */
export async function importLibraries(): Promise<Imported> {
  const began = performance.now();
  const args = ['--expose-gc', '--input-type=module', '--eval', SCRIPT];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return { ms: performance.now() - began, ...answer.parse(JSON.parse(stdout)) };
}
