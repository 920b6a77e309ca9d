import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
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

/** The built exchange as a process of its own, or another command that starts it; killed after the test. */
export function startExchangeProcess(
  flags: readonly string[],
  command = [process.execPath, resolve('dist/src/exchange-server.js')],
): ExchangeProcess {
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
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

const books = z.object({
  orders: z.array(
    z.object({
      betId: z.string(),
      marketId: z.string(),
      selectionId: z.number(),
      customerOrderRef: z.string().optional(),
      sizeMatched: z.number(),
      outcome: z.string().optional(),
      profit: z.number().optional(),
    }),
  ),
});

export type BookedOrder = z.output<typeof books>['orders'][number];

/** What a test does to the exchange, and the truth that it keeps. */
export interface ExchangeControl {
  orders(): Promise<readonly BookedOrder[]>;
  /** Kinds and operations of the faults that still wait for their calls. */
  faults(): Promise<readonly string[]>;
  setFault(fault: {
    readonly kind: string;
    readonly operation: string;
    readonly times?: number;
    readonly ms?: number;
    readonly taken?: boolean;
  }): Promise<void>;
  close(marketId: string, winner: number): Promise<void>;
  void(marketId: string): Promise<void>;
}

export function controlOf(url: string): ExchangeControl {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const standing = z.object({ faults: z.array(z.object({ kind: z.string(), operation: z.string() })) });
  return {
    orders: async () => books.parse(await (await fetch(`${url}/books`)).json()).orders,
    faults: async () =>
      standing
        .parse(await (await fetch(`${url}/faults`)).json())
        .faults.map(({ kind, operation }) => `${kind} on ${operation}`),
    setFault: (fault) => post('/faults', { times: 1, ...fault }),
    close: (marketId, winner) => post(`/markets/${marketId}/close`, { winners: [winner] }),
    void: (marketId) => post(`/markets/${marketId}/void`, {}),
  };
}
