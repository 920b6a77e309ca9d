import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Event, EventData, EventType } from '../../../src/core/events.ts';
import { eventLine, parseEvent, sealEvent } from '../../../store/codec/event-codec.ts';
import { EVENT_DATA_SCHEMAS } from '../../../store/codec/event-data-schemas.ts';
import { EVENT_REGISTRY, type EventRegistry, eventKind } from '../../../store/codec/event-registry.ts';
import { FIRST_HASH, soundEvent } from '../../../store/codec/hash-chain.ts';
import { SAMPLE_FACTS } from '../sample-facts.ts';

type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: Frozen<T[K]> };
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
type Stored = { [T in EventType]: z.output<(typeof EVENT_DATA_SCHEMAS)[T]> };

const NUMBERING = {
  seq: 1,
  last: 1,
  id: '01a20729-f289-752a-aeee-173932d49f89',
  at: '2026-11-23T12:00:00.000Z',
  actor: 'discord:80351110224678912',
  cause: 'c',
} as const;

const seal = (type: EventType): Event => sealEvent(SAMPLE_FACTS[type], NUMBERING, FIRST_HASH);

describe('the event codec', () => {
  it('has schemas whose output is exactly the type of each event, as the compiler sees it', () => {
    const same: { readonly [T in EventType]: Same<Frozen<Stored[T]>, Frozen<EventData[T]>> } = {
      BOT_STARTED: true,
      BOT_STOPPED: true,
      BET_REQUESTED: true,
      BET_PLACED: true,
      BET_REJECTED: true,
      BET_WON: true,
      BET_LOST: true,
      BET_VOIDED: true,
      BET_FOUND_LATE: true,
      RESULT_CORRECTED: true,
      TARGET_REACHED: true,
      SYSTEM_RESET: true,
      ODDS_RANGE_CHANGED: true,
      FILE_RELOADED: true,
      SETTINGS_CHANGED: true,
      LIMITS_CHANGED: true,
      BETTING_PAUSED: true,
      BETTING_RESUMED: true,
      MARKETS_SKIPPED: true,
      SKIP_ENDED: true,
      BOOKS_CHECKED: true,
      NOTICES_CHANGED: true,
      LIVE_ARMED: true,
      LIVE_DISARMED: true,
    };
    expect(Object.keys(same)).toEqual(Object.keys(EVENT_REGISTRY));
  });

  it.each(Object.keys(SAMPLE_FACTS))('writes %s so that reading gives it back, the hash last', (name) => {
    const type = name as EventType;
    const event = seal(type);
    const line = Buffer.from(eventLine(event));
    expect(parseEvent(JSON.parse(line.toString()))).toEqual(event);
    expect(event.data).toEqual(SAMPLE_FACTS[type].data);
    expect(Object.keys(event).at(-1)).toBe('hash');
    expect(soundEvent(FIRST_HASH, line)).toEqual({ text: line.toString(), length: line.length });
    expect(soundEvent(event.hash, line)).toBeNull();
  });

  it.each(Object.entries(EVENT_DATA_SCHEMAS))('has a schema for %s that can be compiled', (_, schema) => {
    expect(() => z.compile<z.ZodType>(schema, { strict: true })).not.toThrow();
  });

  it.each(Object.keys(SAMPLE_FACTS))('refuses %s with a part more or a part less', (name) => {
    const event = seal(name as EventType);
    expect(() => parseEvent({ ...event, data: { ...event.data, more: 1 } })).toThrow(
      `${name} of version 1: `,
    );
    for (const part of Object.keys(event.data)) {
      const { [part]: _, ...fewer } = event.data as Record<string, unknown>;
      if (['demo', 'delayed', 'estimated'].includes(part)) continue;
      expect(() => parseEvent({ ...event, data: fewer })).toThrow(part);
    }
  });

  it.each([
    ['half a penny', 'BET_PLACED', { stake: 100.5 }, /stake/],
    ['money as text', 'BET_WON', { potAfter: '337' }, /potAfter/],
    ['a price of 1', 'BET_PLACED', { priceMatched: 1 }, /priceMatched/],
    ['a rate above 1', 'BET_REQUESTED', { commissionRate: 5 }, /commissionRate/],
    ['a reference of more than 32 characters', 'BET_REJECTED', { orderRef: 'r'.repeat(33) }, /orderRef/],
    ['a time that is none', 'LIVE_ARMED', { until: 'soon' }, /until/],
    ['a mode that is none', 'BOT_STARTED', { mode: 'test' }, /mode/],
  ] as const)('refuses %s', (_, type, change, message) => {
    const event = seal(type);
    expect(() => parseEvent({ ...event, data: { ...event.data, ...change } })).toThrow(message);
  });

  it.each([
    [{ actor: 'discord:' }, /actor/],
    [{ actor: 'somebody' }, /actor/],
    [{ id: '9b2d7a0e-5f7c-4c8e-9d61-1f0a3b5c7d9e' }, /id/],
    [{ at: '2026-11-23T12:00:00Z' }, /at/],
    [{ at: '2026-11-23T12:00:00.000+01:00' }, /at/],
    [{ cause: '' }, /cause/],
    [{ seq: 0 }, /seq/],
    [{ hash: 'ABC' }, /hash/],
  ])('refuses an envelope with %j', (change, message) => {
    expect(() => parseEvent({ ...seal('BOT_STOPPED'), ...change })).toThrow(message);
  });

  it('names the type that it does not know, and the version', () => {
    const event = seal('BOT_STOPPED');
    expect(() => parseEvent({ ...event, type: 'constructor' })).toThrow('unknown event type constructor');
    expect(() => parseEvent({ ...event, version: 2 })).toThrow('BOT_STOPPED of version 2, known up to 1');
  });

  it('does not take bytes that are no UTF-8 for the character that stands for them', () => {
    const fact = { ...SAMPLE_FACTS.BOT_STOPPED, data: { reason: 'a \uFFFD b' } };
    const line = Buffer.from(eventLine(sealEvent(fact, NUMBERING, FIRST_HASH)));
    const at = line.indexOf('\uFFFD');
    const forged = Buffer.concat([line.subarray(0, at), Buffer.from([0xff]), line.subarray(at + 3)]);
    expect(soundEvent(FIRST_HASH, line)?.length).toBe(line.length);
    expect(forged.toString()).toBe(line.toString());
    expect(soundEvent(FIRST_HASH, forged)).toBeNull();
  });

  it('never writes what it could not read back', () => {
    const unreadable = { ...SAMPLE_FACTS.BOT_STOPPED, data: { reason: 'x', at: new Date() } };
    expect(() => sealEvent(unreadable, NUMBERING, FIRST_HASH)).toThrow(/BOT_STOPPED/);
  });

  it('brings older versions up step by step, and gives them the newest number', () => {
    const registry: EventRegistry = {
      ...EVENT_REGISTRY,
      BOT_STOPPED: eventKind('BOT_STOPPED', EVENT_DATA_SCHEMAS.BOT_STOPPED, [
        (data) => ({ ...z.object({ why: z.string() }).parse(data), by: 'signal' }),
        (data) => {
          const { why, by } = z.object({ why: z.string(), by: z.string() }).parse(data);
          return { reason: `${why} by ${by}` };
        },
      ]),
    };
    const stored = seal('BOT_STOPPED');
    const read = (version: number, data: unknown) => parseEvent({ ...stored, version, data }, registry);
    expect(read(1, { why: 'stopped' })).toMatchObject({
      version: 3,
      data: { reason: 'stopped by signal' },
      hash: stored.hash,
    });
    expect(read(2, { why: 'stopped', by: 'hand' })).toMatchObject({
      version: 3,
      data: { reason: 'stopped by hand' },
    });
    expect(read(3, { reason: 'stopped' })).toMatchObject({ version: 3, data: { reason: 'stopped' } });
    expect(() => read(4, {})).toThrow('BOT_STOPPED of version 4, known up to 3');
    expect(() => read(1, { reason: 'no why' })).toThrow(/BOT_STOPPED of version 1: why/);
  });
});
