import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import type { AtTheEnd } from '../temp-log.ts';

/** The names of the statements; their text goes over a connection once. */
const INSERT = /insert (one|many)/;

/** Stands on loopback between a client and the server's socket, and cuts connections where it is told to. */
export interface CuttingProxy {
  readonly port: number;
  /**
   * The next insert's connection is cut: before the server has it, or when its answer is there, which is kept back.
   * `meanwhile` is done before it is cut.
   */
  cutAt(place: 'insert' | 'answer', meanwhile?: () => Promise<unknown>): void;
  /** Every connection there is, at once. */
  cutNow(): void;
  /** From now on connections are cut as they come, or let through again. */
  letThrough(open: boolean): void;
}

export async function startCuttingProxy(socket: string, atTheEnd: AtTheEnd): Promise<CuttingProxy> {
  const pairs = new Set<readonly Socket[]>();
  let place: 'insert' | 'answer' | null = null;
  let before: () => Promise<unknown> = async () => undefined;
  let isOpen = true;

  function cut(pair: readonly Socket[]): void {
    pairs.delete(pair);
    for (const each of pair) each.destroy();
  }

  const proxy = createServer((client) => {
    const server = createConnection(socket);
    const pair = [client, server];
    pairs.add(pair);
    for (const each of pair) each.on('error', () => cut(pair)).on('close', () => cut(pair));
    if (!isOpen) cut(pair);
    let doom: typeof place = null;
    const end = () => void before().finally(() => cut(pair));
    client.on('data', (bytes) => {
      if (place !== null && INSERT.test(bytes.toString('latin1'))) [doom, place] = [place, null];
      if (doom === 'insert') end();
      else server.write(bytes);
    });
    // The server sends nothing of an answer before its transaction has ended.
    server.on('data', (bytes) => (doom === 'answer' ? end() : client.write(bytes)));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  atTheEnd(() => {
    for (const pair of pairs) cut(pair);
    proxy.close();
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    cutAt: (wanted, meanwhile = async () => undefined) => {
      place = wanted;
      before = meanwhile;
    },
    cutNow: () => {
      for (const pair of pairs) cut(pair);
    },
    letThrough: (open) => {
      isOpen = open;
    },
  };
}
