import { parseEvent } from '../../../store/codec/event-codec.ts';
import { FIRST_HASH, soundEvent } from '../../../store/codec/hash-chain.ts';
import type { Leased } from '../../../store/postgres/lease-table.ts';
import type { StreamTables } from '../../../store/postgres/stream-tables.ts';

/** What the database holds, in memory: for programs that play through lives of many bots. */
export interface MemoryDatabase {
  /** As one connected program has it. */
  tables(stream: string): StreamTables;
  /** All lines of a stream. */
  linesOf(stream: string): readonly string[];
}

interface Held {
  readonly lines: string[];
  lease: Leased | null;
  readonly kept: Map<string, string>;
}

/** Each call is one transaction, done at once; refusals bear the code that PostgreSQL gives them. */
export function memoryDatabase(): MemoryDatabase {
  const streams = new Map<string, Held>();

  function heldBy(stream: string): Held {
    const held = streams.get(stream) ?? { lines: [], lease: null, kept: new Map() };
    streams.set(stream, held);
    return held;
  }

  return {
    linesOf: (stream) => heldBy(stream).lines,
    tables: (stream) => {
      const held = heldBy(stream);
      return {
        stream,
        events: {
          last: async () => held.lines.length,
          lines: async (first, last) => held.lines.slice(Math.max(0, first - 1), last),
          insert: async (first, lines, fence) => {
            if (held.lease?.fence !== fence) return false;
            if (first <= held.lines.length) throw refused('23505', 'that number is taken');
            expectChain(held.lines, first, lines);
            held.lines.push(...lines);
            return true;
          },
        },
        lease: {
          read: async () => held.lease,
          take: async (seen, holder, lastsMs) => {
            const { lease } = held;
            if (lease?.fence !== seen?.fence || lease?.beat !== seen?.beat) return null;
            const fence = (seen?.fence ?? 0) + 1;
            held.lease = { fence, beat: 0, lastsMs, holder };
            return fence;
          },
          prolong: async (fence, beat, lastsMs) => {
            const { lease } = held;
            if (lease?.fence !== fence || lease.beat >= beat) return false;
            held.lease = { ...lease, beat, lastsMs };
            return true;
          },
          giveBack: async (fence, beat) => {
            const { lease } = held;
            if (lease?.fence === fence && lease.beat < beat) held.lease = { ...lease, beat, holder: null };
          },
        },
        kept: {
          read: async (name) => held.kept.get(name) ?? null,
          write: async (name, text) => void held.kept.set(name, text),
          names: async () => [...held.kept.keys()].sort(),
          placeOf: (name) => `"${name}" in memory`,
        },
        expectSafe: async () => undefined,
        close: async () => undefined,
      };
    },
  };
}

function expectChain(before: readonly string[], first: number, lines: readonly string[]): void {
  const last = before.at(-1);
  let hash = last === undefined ? FIRST_HASH : parseEvent(JSON.parse(last)).hash;
  if (first !== before.length + 1) throw refused('23000', `event ${first} does not follow the one before it`);
  for (const line of lines) {
    if (soundEvent(hash, Buffer.from(line))?.text !== line)
      throw refused('23000', 'an event does not follow the one before it');
    ({ hash } = parseEvent(JSON.parse(line)));
  }
}

const refused = (code: string, message: string): Error => Object.assign(new Error(message), { code });
