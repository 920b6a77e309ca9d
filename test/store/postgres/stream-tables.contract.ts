import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/core/events.ts';
import { eventLine, sealEvent } from '../../../store/codec/event-codec.ts';
import { FIRST_HASH } from '../../../store/codec/hash-chain.ts';
import type { StreamTables } from '../../../store/postgres/stream-tables.ts';
import { resumed } from '../sample-facts.ts';

/** A database of one test's own, to which programs connect. */
export type DatabaseFactory = () => Promise<{ connect(stream: string): StreamTables }>;

const ID = '019ab0c0-0000-7000-8000-000000000000';
const AT = '2026-11-23T12:00:00.000Z';

/** Of appends of one event each. */
function chain(...whys: readonly string[]): readonly string[] {
  const events: Event[] = [];
  for (const why of whys) {
    const seq = events.length + 1;
    const numbering = { seq, last: seq, id: ID, at: AT, actor: 'system', cause: 'c' } as const;
    events.push(sealEvent(resumed(why), numbering, events.at(-1)?.hash ?? FIRST_HASH));
  }
  return events.map(eventLine);
}

const LINES = chain('a', 'b', 'c', 'd');

/** What the tables of a stream do, whatever holds them. */
export function streamTablesContract(name: string, newDatabase: DatabaseFactory): void {
  describe(`${name} keeps the contract of the tables of a stream`, () => {
    const led = async (stream = 'demo') => {
      const database = await newDatabase();
      const tables = database.connect(stream);
      const fence = await tables.lease.take(null, 'one', 7_000);
      return { database, tables, fence: fence ?? 0 };
    };

    it('gives back the lines that were appended, in their order and from where to where is asked', async () => {
      const { database, tables, fence } = await led();
      expect([await tables.events.lines(1, 9), await tables.events.last()]).toEqual([[], 0]);
      expect(await tables.events.insert(1, LINES.slice(0, 1), fence)).toBe(true);
      expect(await tables.events.insert(2, LINES.slice(1), fence)).toBe(true);
      expect([await tables.events.lines(1, 9), await tables.events.last()]).toEqual([LINES, 4]);
      expect(await tables.events.lines(0, 1)).toEqual(LINES.slice(0, 1));
      expect(await database.connect('demo').events.lines(2, 3)).toEqual(LINES.slice(1, 3));
      expect(await database.connect('another').events.lines(1, 9)).toEqual([]);
    });

    it('takes nothing whose number is taken, that leaves a gap, or that does not follow what is there', async () => {
      const { tables, fence } = await led();
      await tables.events.insert(1, LINES.slice(0, 2), fence);
      await expect(tables.events.insert(2, LINES.slice(1, 3), fence)).rejects.toMatchObject({
        code: '23505',
      });
      await expect(tables.events.insert(4, LINES.slice(3), fence)).rejects.toMatchObject({ code: '23000' });
      await expect(tables.events.insert(3, chain('x', 'y', 'z').slice(2), fence)).rejects.toMatchObject({
        code: '23000',
      });
      expect(await tables.events.lines(1, 9)).toEqual(LINES.slice(0, 2));
    });

    it('takes nothing of who never held the lease, or has been followed', async () => {
      const { database, tables, fence } = await led();
      expect(await tables.events.insert(1, LINES.slice(0, 1), fence + 1)).toBe(false);
      const other = database.connect('demo');
      expect(await other.lease.take(await other.lease.read(), 'two', 7_000)).toBe(fence + 1);
      expect(await tables.events.insert(1, LINES.slice(0, 1), fence)).toBe(false);
      expect(await tables.events.lines(1, 9)).toEqual([]);
      expect(await other.events.insert(1, LINES.slice(0, 1), fence + 1)).toBe(true);
    });

    it('lets one have the lease, of all who saw the same of it', async () => {
      const database = await newDatabase();
      const all = Array.from({ length: 5 }, () => database.connect('demo'));
      const took = async () => {
        const seen = await all[0]?.lease.read();
        const fences = await Promise.all(
          all.map(({ lease }, who) => lease.take(seen ?? null, `${who}`, 7_000)),
        );
        return fences.filter((fence) => fence !== null);
      };
      expect([await took(), await took(), await took()]).toEqual([[1], [2], [3]]);
      expect(await all[1]?.lease.read()).toMatchObject({ fence: 3, beat: 0, lastsMs: 7_000 });
      expect(await database.connect('another').lease.read()).toBeNull();
    });

    it('shows each prolonging, and lets nobody take what was prolonged since it was seen', async () => {
      const { tables, fence } = await led();
      const seen = await tables.lease.read();
      expect(await tables.lease.prolong(fence, 1, 9_000)).toBe(true);
      expect(await tables.lease.read()).toEqual({ fence, beat: 1, lastsMs: 9_000, holder: 'one' });
      expect(await tables.lease.take(seen, 'two', 7_000)).toBeNull();
    });

    it('is changed by nothing that was overtaken on its way', async () => {
      const { tables, fence } = await led();
      expect(await tables.lease.prolong(fence, 2, 15_000)).toBe(true);
      for (const beat of [1, 2]) expect(await tables.lease.prolong(fence, beat, 7_000)).toBe(false);
      await tables.lease.giveBack(fence, 2);
      expect(await tables.lease.read()).toEqual({ fence, beat: 2, lastsMs: 15_000, holder: 'one' });
      await tables.lease.giveBack(fence, 3);
      expect(await tables.lease.prolong(fence, 3, 7_000)).toBe(false);
      expect(await tables.lease.read()).toMatchObject({ beat: 3, holder: null });
    });

    it('has no holder once it was given back, and its number goes on', async () => {
      const { tables, fence } = await led();
      await tables.lease.giveBack(fence, 1);
      const seen = await tables.lease.read();
      expect(seen).toMatchObject({ fence, holder: null });
      expect(await tables.lease.take(seen, 'two', 7_000)).toBe(fence + 1);
      await tables.lease.giveBack(fence, 2);
      expect(await tables.lease.read()).toMatchObject({ fence: fence + 1, holder: 'two' });
      expect(await tables.lease.prolong(fence, 2, 7_000)).toBe(false);
      expect(await tables.lease.read()).toMatchObject({ beat: 0 });
    });

    it('keeps small values by their names, those of each stream apart', async () => {
      const { database, tables } = await led();
      expect(await tables.kept.read('a')).toBeNull();
      await tables.kept.write('a', '1');
      await tables.kept.write('a', '2');
      expect([await tables.kept.read('a'), await tables.kept.read('b')]).toEqual(['2', null]);
      await tables.kept.write('c', '3');
      expect(await tables.kept.names()).toEqual(['a', 'c']);
      expect(await database.connect('another').kept.read('a')).toBeNull();
    });
  });
}
