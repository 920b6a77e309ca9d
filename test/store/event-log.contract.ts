import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import type { Event } from '../../src/core/events.ts';
import type { EventLog } from '../../store/event-log.ts';
import { resumed, SAMPLE_FACTS } from './sample-facts.ts';
import { appendOf, clockAt, eventsOf, readAll } from './temp-log.ts';

/** A store of one test's own, which can be opened, closed and opened again. */
export type StoreFactory = () => { open(clock: Clock): Promise<EventLog> };

const NOON = '2026-11-23T12:00:00.000Z';
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What every event log does, whatever it is kept in. */
export function eventLogContract(name: string, newStore: StoreFactory): void {
  describe(`${name} keeps the contract of the event log`, () => {
    it('is empty at first, with 64 zeros as its hash', async () => {
      const log = await newStore().open(clockAt(NOON));
      expect(log.head()).toEqual({ seq: 0, hash: '0'.repeat(64) });
      expect(await readAll(log)).toEqual([]);
    });

    it('numbers the facts of an append, gives them time, id and cause, and links them by last', async () => {
      const log = await newStore().open(clockAt(NOON));
      await appendOf(log, [resumed('first')]);
      const [win, target] = eventsOf(
        await appendOf(log, [SAMPLE_FACTS.BET_WON, SAMPLE_FACTS.TARGET_REACHED], {
          actor: 'system',
          cause: 'bet',
        }),
      );
      expect(win).toMatchObject({
        seq: 2,
        last: 3,
        type: 'BET_WON',
        version: 1,
        at: NOON,
        actor: 'system',
        cause: 'bet',
      });
      expect(target).toMatchObject({ seq: 3, last: 3, type: 'TARGET_REACHED' });
      expect([win?.id, target?.id]).toEqual([expect.stringMatching(UUID_V7), expect.stringMatching(UUID_V7)]);
      expect(log.head()).toEqual({ seq: 3, hash: target?.hash });
    });

    it('gives back what was appended, of every type, in this run and the next', async () => {
      const store = newStore();
      const first = await store.open(clockAt(NOON));
      const appended: Event[] = [];
      for (const fact of Object.values(SAMPLE_FACTS))
        appended.push(...eventsOf(await appendOf(first, [fact])));
      expect(appended.map(({ type, data }) => ({ type, data }))).toEqual(Object.values(SAMPLE_FACTS));
      expect(await readAll(first)).toEqual(appended);
      await first.close();
      const second = await store.open(clockAt(NOON));
      expect(await readAll(second)).toEqual(appended);
      expect(second.head()).toEqual({ seq: appended.length, hash: appended.at(-1)?.hash });
    });

    it('reads what lies after a seq, up to the head at that moment', async () => {
      const log = await newStore().open(clockAt(NOON));
      for (const why of ['a', 'b', 'c', 'd']) await appendOf(log, [resumed(why)]);
      const reading = log.read(2)[Symbol.asyncIterator]();
      expect((await reading.next()).value?.seq).toBe(3);
      await appendOf(log, [resumed('e')]);
      expect((await reading.next()).value?.seq).toBe(4);
      expect((await reading.next()).done).toBe(true);
      expect(await readAll(log, 5)).toEqual([]);
    });

    it('refuses an append made in ignorance of a later one', async () => {
      const log = await newStore().open(clockAt(NOON));
      await appendOf(log, [resumed('a')]);
      expect(await appendOf(log, [resumed('b')], { expectedSeq: 0 })).toEqual({ kind: 'conflict', seq: 1 });
      expect(await appendOf(log, [resumed('c')], { expectedSeq: 2 })).toEqual({ kind: 'conflict', seq: 1 });
      expect(log.head().seq).toBe(1);
    });

    it('lets exactly one of several writers win that know the same head', async () => {
      const log = await newStore().open(clockAt(NOON));
      const answers = await Promise.all(
        ['a', 'b', 'c'].map((why) => appendOf(log, [resumed(why)], { expectedSeq: 0, cause: why })),
      );
      expect(answers.map(({ kind }) => kind)).toEqual(['appended', 'conflict', 'conflict']);
    });

    it('takes many appends at once, in the order in which they came', async () => {
      const log = await newStore().open(clockAt(NOON));
      const answers = await Promise.all(
        Array.from({ length: 64 }, (_, seq) => appendOf(log, [resumed(String(seq))], { expectedSeq: seq })),
      );
      expect(answers.map((answer) => eventsOf(answer)[0]?.seq)).toEqual(answers.map((_, index) => index + 1));
      expect(await readAll(log)).toHaveLength(64);
    });

    it('never lets the time go back', async () => {
      const store = newStore();
      const clock = clockAt(NOON);
      const log = await store.open(clock);
      await appendOf(log, [resumed('a')]);
      clock.set('2026-11-23T11:00:00.000Z');
      expect(eventsOf(await appendOf(log, [resumed('b')]))[0]?.at).toBe(NOON);
      await log.close();
      const again = await store.open(clock);
      expect(eventsOf(await appendOf(again, [resumed('c')]))[0]?.at).toBe(NOON);
      clock.set('2026-11-23T13:00:00.000Z');
      expect(eventsOf(await appendOf(again, [resumed('d')]))[0]?.at).toBe('2026-11-23T13:00:00.000Z');
    });

    it('answers a command seen before with the events that it led to, whatever seq is expected', async () => {
      const store = newStore();
      const log = await store.open(clockAt(NOON));
      const first = eventsOf(await appendOf(log, [resumed('a'), resumed('b')], { cause: 'key', once: true }));
      await appendOf(log, [resumed('c')], { cause: 'other' });
      const again = await appendOf(log, [resumed('a')], { cause: 'key', once: true, expectedSeq: 0 });
      expect(again).toEqual({ kind: 'repeated', events: first });
      await log.close();
      const reopened = await store.open(clockAt(NOON));
      expect(await appendOf(reopened, [resumed('a')], { cause: 'key', once: true })).toEqual(again);
      expect(reopened.head().seq).toBe(3);
    });

    it('carries out a command that came twice at the same moment only once', async () => {
      const log = await newStore().open(clockAt(NOON));
      const twice = () => appendOf(log, [resumed('a')], { cause: 'key', once: true, expectedSeq: 0 });
      const [one, other] = await Promise.all([twice(), twice()]);
      expect(one?.kind).toBe('appended');
      expect(other).toEqual({ kind: 'repeated', events: eventsOf(one) });
    });

    it('forgets a command after 24 hours of events, in this run and the next', async () => {
      const store = newStore();
      const clock = clockAt(NOON);
      const log = await store.open(clock);
      await appendOf(log, [resumed('a')], { cause: 'key', once: true });
      clock.set('2026-11-24T12:00:00.000Z');
      await appendOf(log, [resumed('b')], { cause: 'other' });
      expect((await appendOf(log, [resumed('a')], { cause: 'key', once: true })).kind).toBe('repeated');
      clock.set('2026-11-24T12:00:00.001Z');
      await appendOf(log, [resumed('c')], { cause: 'another' });
      await log.close();
      const reopened = await store.open(clock);
      expect((await appendOf(reopened, [resumed('a')], { cause: 'key', once: true })).kind).toBe('appended');
      expect((await appendOf(reopened, [resumed('a')], { cause: 'key', once: true })).kind).toBe('repeated');
    });

    it('does not take the cause of an event for a command that must not be repeated', async () => {
      const log = await newStore().open(clockAt(NOON));
      await appendOf(log, [resumed('a')], { cause: 'event' });
      expect((await appendOf(log, [resumed('b')], { cause: 'event' })).kind).toBe('appended');
    });

    it('tells its listeners of each append once, in order, before the writer is answered', async () => {
      const log = await newStore().open(clockAt(NOON));
      const heard: string[] = [];
      const stop = log.subscribe((events) => heard.push(events.map(({ seq }) => seq).join('+')));
      await Promise.all([
        appendOf(log, [resumed('a'), resumed('b')], { expectedSeq: 0 }).then(() => heard.push('answered')),
        appendOf(log, [resumed('c')], { expectedSeq: 2 }),
      ]);
      stop();
      await appendOf(log, [resumed('d')]);
      expect(heard).toEqual(['1+2', '3', 'answered']);
    });

    it('goes on when a listener throws', async () => {
      const log = await newStore().open(clockAt(NOON));
      const heard: number[] = [];
      log.subscribe(() => {
        throw new Error('a listener of little worth');
      });
      log.subscribe((events) => heard.push(...events.map(({ seq }) => seq)));
      expect((await appendOf(log, [resumed('a')])).kind).toBe('appended');
      expect(heard).toEqual([1]);
    });

    it('rejects a fact that it could not read back, and writes the others', async () => {
      const log = await newStore().open(clockAt(NOON));
      const nonsense = { ...SAMPLE_FACTS.LIVE_ARMED, data: { until: 'tomorrow', keep: true } };
      const bad = appendOf(log, [nonsense], { expectedSeq: 0 });
      const good = appendOf(log, [resumed('a')], { expectedSeq: 0 });
      await expect(bad).rejects.toThrow(/LIVE_ARMED.*until/);
      expect((await good).kind).toBe('appended');
      expect(await readAll(log)).toHaveLength(1);
    });

    it('writes what is in flight before it closes, and nothing after', async () => {
      const store = newStore();
      const log = await store.open(clockAt(NOON));
      const inFlight = appendOf(log, [resumed('a')]);
      await log.close();
      expect((await inFlight).kind).toBe('appended');
      expect(await appendOf(log, [resumed('b')])).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(/closed/),
        mayBeStored: false,
      });
      expect(await readAll(await store.open(clockAt(NOON)))).toHaveLength(1);
    });
  });
}
