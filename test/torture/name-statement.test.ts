import type { Pool } from 'pg';
import { expect, it } from 'vitest';
import { leaseTable } from '../../store/postgres/lease-table.ts';
import { streamTable } from '../../store/postgres/stream-table.ts';

type NameMessage = (socket: object, bytes: Buffer, asked: WeakMap<object, string>) => string | null;

/** Loaded before a program that knows no types, and without any itself. */
const preload = new URL('preload/name-statement.mjs', import.meta.url).href;
const { nameMessage }: { readonly nameMessage: NameMessage } = await import(preload);

/** A connection that is asked by the store's own tables, as it names what it sends; and what it waits for then. */
function connection() {
  const [socket, asked, parsed] = [{}, new WeakMap<object, string>(), new Set<string>()];
  const named: (string | null)[] = [];
  const send = (bytes: Buffer) => nameMessage(socket, bytes, asked);
  const query = async (
    asking: string | { name: string; text: string; values: readonly unknown[] },
    rest: readonly unknown[] = [],
  ) => {
    const { name, text, values } =
      typeof asking === 'string' ? { name: '', text: asking, values: rest } : asking;
    if (!parsed.has(name)) send(message('P', name, text));
    if (name !== '') parsed.add(name);
    const written = values.map((value) => (Array.isArray(value) ? inArray(value) : String(value)));
    named.push(send(message('B', '', name, ...written)));
    named.push(asked.get(socket) ?? null);
    return { rows: [], rowCount: 1 };
  };
  const pool = { query } as unknown as Pool;
  return { named, stream: streamTable(pool, 'bot'), lease: leaseTable(pool, 'bot') };
}

/** As far as names are concerned: its kind, its length, and texts that each end with a zero. */
const message = (kind: 'P' | 'B', ...texts: readonly string[]): Buffer =>
  Buffer.from(`${kind}0000${texts.map((text) => `${text}\0`).join('')}`);

/** As the library writes it. */
const inArray = (lines: readonly string[]): string =>
  `{${lines.map((line) => JSON.stringify(line)).join(',')}}`;

const line = (seq: number, type: string): string =>
  JSON.stringify({ seq, last: seq, id: `id-${seq}`, type, at: 1 });

it('names each append by its events, also where its statement is known to the connection by then', async () => {
  const { named, stream, lease } = connection();
  await stream.insert(1, [line(1, 'BOT_STARTED')], 1);
  await lease.prolong(1, 1, 7_000);
  await stream.insert(2, [line(2, 'BET_REQUESTED')], 1);
  await stream.insert(3, [line(3, 'BET_PLACED'), line(4, 'BET_WON')], 1);
  await stream.insert(5, [line(5, 'BET_LOST'), line(6, 'CYCLE_LOST')], 1);
  const each = ['append BOT_STARTED', 'prolong', 'append BET_REQUESTED'];
  const several = ['append BET_PLACED+BET_WON', 'append BET_LOST+CYCLE_LOST'];
  expect(named).toEqual([...each, ...several].flatMap((name) => [name, name]));
});

it('names the taking of a lease, and nothing that only reads', async () => {
  const { named, stream, lease } = connection();
  await lease.take(null, 'one', 7_000);
  await lease.take({ fence: 1, beat: 3, lastsMs: 7_000, holder: 'one' }, 'two', 7_000);
  await stream.lines(1, 2);
  await lease.read();
  expect(named).toEqual(['take', 'take', 'take', 'take', null, null, null, null]);
});
