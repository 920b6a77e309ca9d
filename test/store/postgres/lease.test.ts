import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdLease, LASTS_MS, type Lease, momentOf, watchLease } from '../../../store/postgres/lease.ts';
import type { LeaseTable } from '../../../store/postgres/lease-table.ts';
import { handClock } from '../../exchange/hand-clock.ts';
import { memoryDatabase } from './memory-database.ts';

/** A lease that is held, and its table, which answers unless told otherwise. */
async function held() {
  const clock = handClock();
  const table = memoryDatabase().tables('demo').lease;
  let isAway = false;
  const asked: number[] = [];
  const reached: LeaseTable = {
    ...table,
    prolong: (fence, beat, lastsMs) => {
      asked.push(lastsMs);
      return isAway ? Promise.reject(new Error('no answer')) : table.prolong(fence, beat, lastsMs);
    },
  };
  const moment = momentOf(clock);
  const fence = (await table.take(null, 'one', LASTS_MS)) ?? 0;
  const lease = holdLease({ table: reached, fence, asked: moment, clock });
  const lapses: number[] = [];
  lease.onLapse(() => lapses.push(clock.monotonic()));
  const away = (is: boolean): void => {
    isAway = is;
  };
  return { clock, table, lease, lapses, asked, away, end: () => lease.giveBack() };
}

describe('a lease that is held', () => {
  it('is prolonged each second, and so never ends', async () => {
    const { clock, lease, lapses, asked, end } = await held();
    for (let second = 0; second < 30; second += 1) {
      await clock.advance(1_000);
      expect(lease.left()).toBeGreaterThan(LASTS_MS - 1_001);
    }
    expect(asked).toHaveLength(30);
    expect(lapses).toEqual([]);
    await end();
  });

  it('ends where it cannot be prolonged, says why, and goes on as soon as it can be', async () => {
    const { clock, lease, lapses, away, end } = await held();
    away(true);
    await clock.advance(LASTS_MS - 1);
    expect([lease.left(), lapses.length, lease.lapsed()]).toEqual([1, 0, null]);
    await clock.advance(1);
    expect([lease.left(), lapses.length, lease.lapsed()]).toEqual([0, 1, 'no answer']);
    await clock.advance(60_000);
    expect(await lease.prolong(10)).toBe(false);
    away(false);
    await clock.advance(1_000);
    expect([lease.left() > LASTS_MS - 1_001, lapses.length, lease.lapsed()]).toEqual([true, 1, null]);
    await end();
  });

  it('tells what threatens it as soon as two prolongings failed, until one succeeds', async () => {
    const { clock, lease, away, end } = await held();
    await clock.advance(1_000);
    away(true);
    await clock.advance(1_000);
    expect(lease.threat()).toBeNull();
    await clock.advance(1_000);
    expect([lease.threat(), lease.lapsed(), lease.left() > 0]).toEqual([
      'The database has not answered for 2 s: no answer.',
      null,
      true,
    ]);
    away(false);
    await clock.advance(1_000);
    expect(lease.threat()).toBeNull();
    away(true);
    await clock.advance(1_000);
    expect(lease.threat()).toBeNull();
    await end();
  });

  it('lasts from when it was asked for, not from when the answer came', async () => {
    const { clock, table, lease, end } = await held();
    const answers: (() => void)[] = [];
    const slow: LeaseTable = {
      ...table,
      prolong: async (...wanted) => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return table.prolong(...wanted);
      },
    };
    const other = holdLease({ table: slow, fence: lease.fence, asked: momentOf(clock), clock });
    const prolonging = other.prolong(LASTS_MS);
    await clock.advance(0);
    await clock.advance(400);
    answers.shift()?.();
    expect([await prolonging, other.left()]).toEqual([true, LASTS_MS + 1_000 - 400]);
    await Promise.all([end(), other.giveBack()]);
  });

  it('is made to last for what is to be done, and no longer than that', async () => {
    const { clock, lease, asked, end } = await held();
    expect(await lease.prolong(5_000)).toBe(true);
    expect(asked).toEqual([]);
    expect(await lease.prolong(20_000)).toBe(true);
    expect(lease.left()).toBe(21_000);
    for (let second = 0; second < 20; second += 1) await clock.advance(1_000);
    expect(Math.min(...asked.slice(1))).toBe(LASTS_MS);
    expect(lease.left()).toBeLessThanOrEqual(LASTS_MS);
    await end();
  });

  it('is counted by the wall clock where the machine slept, and so has ended', async () => {
    const { clock, lease, end } = await held();
    const asleep = { ...clock, now: () => clock.now() + 3_600_000 };
    const table = memoryDatabase().tables('demo').lease;
    const fence = (await table.take(null, 'one', LASTS_MS)) ?? 0;
    const other = holdLease({ table, fence, asked: momentOf(clock), clock: asleep });
    expect([lease.left(), other.left()]).toEqual([LASTS_MS, 0]);
    await Promise.all([end(), other.giveBack()]);
  });

  it('is lost for ever to another holder, of whom it hears with its next prolonging', async () => {
    const { clock, table, lease, lapses } = await held();
    await table.take(await table.read(), 'two', LASTS_MS);
    expect(lease.lost.aborted).toBe(false);
    await clock.advance(1_000);
    expect([lease.left(), lease.lost.aborted, lapses.length]).toEqual([0, true, 1]);
    expect(lease.lost.reason).toMatchObject({ message: 'another process has taken over the stream' });
    await clock.advance(60_000);
    expect([await lease.prolong(1), lapses.length]).toEqual([false, 1]);
    await lease.giveBack();
    expect(await table.read()).toMatchObject({ fence: 2, holder: 'two' });
  });

  it('leaves nothing waiting once it was given back', async () => {
    const { clock, table, lease } = await held();
    await lease.giveBack();
    expect([clock.waiting(), (await table.read())?.holder]).toEqual([0, null]);
    expect([lease.left(), await lease.prolong(1), clock.waiting()]).toEqual([0, false, 0]);
  });
});

describe('who waits for a lease', () => {
  const row = (fence: number, beat: number, holder: string | null = 'one') => ({
    ...{ fence, beat, holder },
    lastsMs: LASTS_MS,
  });

  it('takes one that nobody holds at once', () => {
    const mayTake = watchLease(handClock());
    expect([mayTake(null), mayTake(row(3, 9, null))]).toEqual([true, true]);
  });

  it('waits for as long as it lasts from when it last saw it prolonged', async () => {
    const clock = handClock();
    const mayTake = watchLease(clock);
    /** Whether it may be taken at each of the looks, a second apart, from now on. */
    const looks = async (seen: ReturnType<typeof row>, times: number) => {
      const answers: boolean[] = [];
      for (let look = 0; look < times; look += 1) {
        answers.push(mayTake(seen));
        await clock.advance(1_000);
      }
      return answers;
    };
    expect(await looks(row(3, 1), 7)).not.toContain(true);
    expect(mayTake(row(3, 1))).toBe(true);
    expect(await looks(row(3, 2), 7)).not.toContain(true);
    expect([mayTake(row(4, 2)), mayTake(row(4, 1))]).toEqual([false, false]);
  });

  it('counts anew what it could not look at', async () => {
    const clock = handClock();
    const mayTake = watchLease(clock);
    expect(mayTake(row(3, 1))).toBe(false);
    await clock.advance(60_000);
    expect(mayTake(row(3, 1))).toBe(false);
    await clock.advance(LASTS_MS);
    expect(mayTake(row(3, 1))).toBe(false);
  });
});

it('has one holder at most who may rely on it, whenever answers come, are lost or late', async () => {
  const step = fc.record({
    who: fc.nat(1),
    looks: fc.nat(9),
    everyMs: fc.integer({ min: 500, max: 3_500 }),
    isAway: fc.boolean(),
    /** How long a bet of it may take, in ms. */
    wants: fc.option(fc.nat(15_000), { nil: null }),
    /** What was asked while no answer came comes to the database after all. */
    comesLate: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const clock = handClock();
      const table = memoryDatabase().tables('demo').lease;
      let onTheirWay: (() => Promise<unknown>)[] = [];
      const nodes = [0, 1].map((who) => ({
        who,
        isAway: false,
        mayTake: watchLease(clock),
        lease: null as Lease | null,
      }));
      const reachedBy = (node: (typeof nodes)[number]): LeaseTable => ({
        ...table,
        prolong: async (...wanted) => {
          if (!node.isAway) return table.prolong(...wanted);
          onTheirWay.push(() => table.prolong(...wanted));
          throw new Error('no answer');
        },
      });
      const lookOf = async (node: (typeof nodes)[number]) => {
        if (node.isAway || (node.lease !== null && !node.lease.lost.aborted)) return;
        const seen = await table.read();
        const asked = momentOf(clock);
        const fence = node.mayTake(seen) ? await table.take(seen, String(node.who), LASTS_MS) : null;
        if (fence !== null) node.lease = holdLease({ table: reachedBy(node), fence, asked, clock });
      };
      for (const { who, looks, everyMs, isAway, wants, comesLate } of steps) {
        const node = nodes[who] as (typeof nodes)[number];
        node.isAway = isAway;
        if (comesLate) {
          for (const come of onTheirWay) await come();
          onTheirWay = [];
        }
        if (wants !== null) await node.lease?.prolong(wants);
        for (let look = 0; look < looks; look += 1) {
          await clock.advance(everyMs);
          for (const each of nodes) await lookOf(each);
          const relying = nodes.filter(({ lease }) => lease !== null && lease.left() > 0);
          expect(relying.length).toBeLessThan(2);
        }
      }
      await Promise.all(nodes.map(({ lease }) => lease?.giveBack()));
    }),
    { numRuns: 200 },
  );
});
