import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';

const printed = z.strictObject({ env: z.record(z.string(), z.string()), control: z.url() });

export interface ExchangeProcess {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** What it printed, once it did; rejects where it ended before. */
  readonly up: Promise<z.output<typeof printed>>;
  /** The exit code and the signal. */
  readonly ended: Promise<unknown[]>;
}

/** The built exchange as a process of its own, or another command that starts it. */
export function spawnExchange(
  flags: readonly string[],
  command = [process.execPath, resolve('dist/src/exchange-server.js')],
): ExchangeProcess {
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const up = new Promise<z.output<typeof printed>>((resolve_, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const line = /^(\{.*\})\n/m.exec(out)?.[1];
      if (line !== undefined) resolve_(printed.parse(JSON.parse(line)));
    });
    child.once('exit', () => reject(new Error(`ended:\n${out}${err}`)));
  });
  up.catch(() => {});
  return { child, out: () => out, err: () => err, up, ended: once(child, 'exit') };
}
