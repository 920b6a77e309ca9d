import { describe, expect, it } from 'vitest';
import { chainHash, FIRST_HASH } from '../../../store/codec/hash-chain.ts';
import { edited } from './mutations.ts';
import { documentOf, ENDS, EVENTS, headAt, openBytes, untouched, WHOLE } from './small-file.ts';

const lines = WHOLE.toString('utf8').trimEnd().split('\n');
const file = (...parts: string[]): Buffer => Buffer.from(`${parts.join('\n')}\n`);

/** The last one without its comma. */
const closed = (events: readonly string[]) => [
  ...events.slice(0, -1),
  ...events.slice(-1).map((line) => line.replace(/,$/, '')),
];

async function refusalOf(bytes: Buffer | null, head: Parameters<typeof openBytes>[1]) {
  const outcome = await openBytes(bytes, head);
  expect(outcome.files).toEqual(untouched(bytes, head));
  return outcome.refused;
}

describe('opening an event file', () => {
  it('makes a new one only where neither it nor its head file is there', async () => {
    const outcome = await openBytes(null, null);
    expect(outcome.opening).toEqual({ created: true, notes: [], keptTail: null });
    expect(Object.keys(outcome.files)).toEqual(['betting_events.demo.head.json', 'betting_events.demo.json']);
    expect(JSON.parse(outcome.files['betting_events.demo.json']?.toString() ?? '')).toEqual({ events: [] });
  });

  it.each([
    ['a whole', headAt(3)],
    ['an empty log', headAt(0)],
    ['an unreadable', ''],
  ])('refuses a missing file where %s head file is there', async (_, head) => {
    expect((await refusalOf(null, head))?.message).toMatch(/event file is missing, but its head file/);
  });

  it.each([
    ['its head file', headAt(0)],
    ['none', null],
    ['an older head', headAt(3)],
  ])('refuses a file of 0 bytes with %s', async (_, head) => {
    expect(await refusalOf(Buffer.alloc(0), head)).toMatchObject({ line: 1, seq: 1 });
  });

  it('says nothing about a whole file with its own head file or an older one', async () => {
    for (const seq of [0, 1, 3, 4, 5]) {
      const outcome = await openBytes(WHOLE, headAt(seq));
      expect(outcome.opening).toEqual({ created: false, notes: [], keptTail: null });
      expect(outcome.seqs).toEqual([1, 2, 3, 4, 5]);
    }
  });

  it('takes a whole file without events for an empty log, head file or none', async () => {
    const empty = file('{"events":[', ']}');
    expect((await openBytes(empty, headAt(0))).opening?.notes).toEqual([]);
    expect((await openBytes(empty, null)).opening?.notes).toEqual([expect.stringMatching(/is missing/)]);
  });

  it.each([
    '',
    'not JSON',
    '?'.repeat(200),
    '[]',
    '{"seq":3}',
    '{"seq":-1,"hash":""}',
    '{"seq":0,"hash":"00"}',
  ])('takes the file at its own word where the head file reads %j, and says so', async (head) => {
    const { seqs, opening, files } = await openBytes(WHOLE, head);
    expect(seqs).toEqual([1, 2, 3, 4, 5]);
    expect(opening?.notes).toEqual([expect.stringMatching(/head file .* is unreadable: .*up to seq 5/)]);
    expect(JSON.parse(files['betting_events.demo.head.json']?.toString() ?? '')).toEqual(headAt(5));
  });

  it('refuses a file that ends below its head file', async () => {
    const refused = await refusalOf(WHOLE, { seq: 6, hash: '0'.repeat(64) });
    expect(refused).toMatchObject({ line: 7, seq: 6 });
    expect(refused?.message).toMatch(/ends with seq 5, but seq 6 was acknowledged/);
  });

  it('refuses a file whose event at the head is another than the head file names', async () => {
    const refused = await refusalOf(WHOLE, { seq: 3, hash: 'a'.repeat(64) });
    expect(refused).toMatchObject({ line: 4, seq: 3 });
    expect(refused?.message).toMatch(/one of the two is from elsewhere/);
  });

  it('refuses lines removed, doubled or swapped, naming the first that is wrong', async () => {
    for (let at = 1; at <= 4; at += 1) {
      const [before, line = '', after] = [lines.slice(0, at), lines[at], lines.slice(at + 1)];
      const next = after[0] ?? '';
      const removed = file(...before, ...after);
      const doubled = file(...before, line, line, ...after);
      const swapped = file(
        ...before,
        next.replace(/,?$/, ','),
        line.replace(/,$/, at === 4 ? '' : ','),
        ...after.slice(1),
      );
      for (const head of [headAt(5), null]) {
        expect(await refusalOf(removed, head)).toMatchObject({ line: at + 1, seq: at });
        expect(await refusalOf(doubled, head)).toMatchObject({ line: at + 2, seq: at + 1 });
        expect(await refusalOf(swapped, head)).toMatchObject({ line: at + 1, seq: at });
      }
    }
  });

  it('refuses an event that was edited and hashed anew: at the next line, or at the head where all after it were too', async () => {
    for (const { seq } of EVENTS) {
      const all = await refusalOf(documentOf(edited(seq, 5)), headAt(5));
      expect(all).toMatchObject({ line: 6, seq: 5 });
      expect(all?.message).toMatch(/one of the two is from elsewhere/);
      if (seq === 5) continue;
      const refused = await refusalOf(documentOf(edited(seq, seq)), headAt(5));
      expect(refused).toMatchObject({ line: seq + 2, seq: seq + 1 });
      expect(refused?.message).toMatch(/expected the event with seq .* its hash fitting/);
    }
  });

  it('refuses an older file in the place of the newest, whole as it is', async () => {
    for (const newest of [1, 3, 4, 5])
      for (const older of [0, 1, 3, 4].filter((seq) => seq < newest)) {
        const bytes = file(lines[0] ?? '', ...closed(lines.slice(1, older + 1)), ']}');
        expect((await openBytes(bytes, headAt(older))).seqs).toHaveLength(older);
        expect(await refusalOf(bytes, headAt(newest))).toMatchObject({ line: older + 2, seq: older + 1 });
      }
  });

  it('refuses the form that stock lowdb or an editor would have written', async () => {
    const pretty = Buffer.from(JSON.stringify({ events: EVENTS }, null, 2));
    expect(await refusalOf(pretty, headAt(5))).toMatchObject({ line: 1 });
    const windows = Buffer.from(WHOLE.toString('utf8').replaceAll('\n', '\r\n'));
    expect(await refusalOf(windows, headAt(5))).toMatchObject({ line: 1 });
  });

  it('refuses sound bytes that break the rules of the log, wherever the head is', async () => {
    const forged = (seq: number, change: object) => {
      const body = JSON.stringify({ ...EVENTS[seq - 1], ...change, hash: undefined }).slice(0, -1);
      const hash = chainHash(EVENTS[seq - 2]?.hash ?? FIRST_HASH, body);
      return file(...lines.slice(0, seq), `${body},"hash":"${hash}"}`, ']}');
    };
    const cases: [number, object, RegExp][] = [
      [1, { seq: 2, last: 2 }, /seq 2 where 1 was expected/],
      [1, { seq: 1, last: 0 }, /last/],
      [1, { type: 'BET_DREAMT' }, /unknown event type BET_DREAMT/],
      [1, { version: 2 }, /BETTING_RESUMED of version 2, known up to 1/],
      [1, { data: {} }, /BETTING_RESUMED of version 1: why/],
      [1, { at: 'noon' }, /at/],
      [1, { extra: 1 }, /extra/],
      [2, { seq: 1 }, /seq 1 where 2 was expected/],
      [2, { last: 1 }, /last 1 where at least its own seq was expected/],
      [3, { last: 4 }, /last 4 where 3 was expected/],
      [4, { at: '2026-11-23T11:59:59.999Z' }, /at .* is before 2026-11-23T12:00:00.000Z/],
    ];
    for (const [seq, change, message] of cases) {
      for (const head of [headAt(0), null]) {
        const refused = await refusalOf(forged(seq, change), head);
        expect(refused).toMatchObject({ line: seq + 1, seq });
        expect(refused?.message).toMatch(message);
      }
    }
    expect((await openBytes(forged(1, {}), headAt(0))).seqs).toEqual([1]);
  });

  it('tells where the bytes cut off are kept, and why they were', async () => {
    const torn = WHOLE.subarray(0, WHOLE.length - 60);
    const { opening } = await openBytes(torn, headAt(4));
    expect(opening?.keptTail).toMatch(/betting_events\.demo\.cut-after-4\.19700101T000000\.000Z\.txt$/);
    expect(opening?.notes).toEqual([expect.stringMatching(/unfinished end.*after seq 4 .*kept in /)]);
  });

  it('finds an event whole although another one stands right behind it on its line', async () => {
    const bytes = Buffer.from(WHOLE);
    bytes[(ENDS[2] ?? 0) + 1] = 0x20;
    const outcome = await openBytes(bytes, headAt(3));
    expect([outcome.refused, outcome.seqs]).toEqual([null, [1, 2, 3]]);
  });

  it('finds an event whole although a torn page left the old bytes right behind it', async () => {
    const text = WHOLE.toString('utf8');
    const cut = text.indexOf(`${lines[5]}`);
    const torn = Buffer.from(`${text.slice(0, cut - 1)}]}\n        `);
    const outcome = await openBytes(torn, headAt(4));
    expect(outcome.seqs).toEqual([1, 2, 3, 4]);
  });
});
